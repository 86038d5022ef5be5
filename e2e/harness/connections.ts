import { expect, type Locator, type Page } from '@playwright/test';
import type { VenueCredentials } from '../../electron/demo/simulated-venues';

/** The Connections screen as a user works it. */
export class Connections {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: /^Connections/ })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Connections' })).toBeVisible();
  }

  /** Opens the form for a venue's key, from wherever "Connect an exchange" is offered. */
  async openForm(venueName: string): Promise<KeyForm> {
    await this.page.getByRole('button', { name: 'Connect an exchange' }).first().click();
    const picker = this.page.getByRole('dialog', { name: 'Connect an exchange' });
    await picker.getByPlaceholder('Search exchanges').fill(venueName);
    await this.page.keyboard.press('Enter');
    return new KeyForm(this.page.getByRole('dialog', { name: `Connect ${venueName}` }));
  }

  row(label: string): Locator {
    return this.page
      .getByRole('table', { name: 'Coverage by connection and account type' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('button', { name: `Actions for ${label}` }) });
  }

  /** The cell of the coverage matrix for one account type, such as `Spot`. */
  cell(label: string, accountType: string): Locator {
    return this.row(label).getByRole('button', { name: `${label}, ${accountType}:` });
  }

  async act(label: string, action: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${label}` }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }
}

/** The dialog that asks for a key. */
export class KeyForm {
  readonly alert: Locator;
  readonly submit: Locator;

  constructor(readonly dialog: Locator) {
    this.alert = dialog.getByRole('alert');
    this.submit = dialog.getByRole('button', { name: 'Connect', exact: true });
  }

  async fill({ label, apiKey, secret, password }: VenueCredentials): Promise<void> {
    await this.dialog.getByLabel('Name').fill(label);
    await this.dialog.getByLabel('API key').fill(apiKey);
    await this.dialog.getByLabel('Secret', { exact: true }).fill(secret);
    if (password !== undefined) await this.dialog.getByLabel('Passphrase').fill(password);
  }

  /** On an Electron without security fixes the form asks whether a real key may be entered at all. */
  async acceptOldElectron(isOld: boolean): Promise<void> {
    const consent = this.dialog.getByLabel(/enter a real key all the same/);
    if (!isOld) {
      await expect(consent).toHaveCount(0);
      return;
    }
    await expect(this.submit).toBeDisabled();
    await consent.check();
  }
}
