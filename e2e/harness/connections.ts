import { expect, type Locator, type Page } from '@playwright/test';
import type { VenueCredentials } from '../../electron/simulator/simulated-venues';

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

  /** Opens the screen with the coverage matrix on it. */
  async openCoverage(): Promise<void> {
    await this.open();
    await this.page.getByRole('radio', { name: 'Coverage' }).click();
  }

  /** Opens the form for a venue's key, from wherever one is offered. */
  async openForm(venueName: string): Promise<KeyForm> {
    const picker = await this.add('Exchange');
    await picker.getByPlaceholder('Search exchanges').fill(venueName);
    await this.page.keyboard.press('Enter');
    return new KeyForm(this.page.getByRole('dialog', { name: `Connect ${venueName}` }));
  }

  /** Opens the dialog that adds an account of some kind, from the first screen or from this one. */
  async add(kind: 'Exchange' | 'Wallet' | 'Manual'): Promise<Locator> {
    await this.page
      .getByRole('button', { name: /^(Connect an exchange|Add an account)$/ })
      .first()
      .click();
    const dialog = this.page.getByRole('dialog', { name: 'Add an account' });
    await dialog.getByRole('radio', { name: kind }).click();
    return dialog;
  }

  /** The line of a connection, in the tree of accounts or in the coverage matrix. */
  row(label: string): Locator {
    return this.page.getByRole('row').filter({
      has: this.page.getByRole('button', { name: `Actions for ${label}`, exact: true }),
    });
  }

  /** How an account stands, such as `Spot`: a cell of the matrix, or the state of its line in the tree. */
  cell(label: string, accountType: string): Locator {
    return this.page.getByRole('button', { name: `${label}, ${accountType}:` });
  }

  /** Opens what is behind {@link cell}; Escape closes it. */
  async explain(label: string, accountType: string): Promise<Locator> {
    await this.cell(label, accountType).click();
    const words = this.page.getByRole('dialog', { name: `${label}, ${accountType}`, exact: true });
    await expect(words).toBeVisible();
    return words;
  }

  async act(label: string, action: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${label}`, exact: true }).click();
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
    await consent.check();
  }
}
