import type { Locator, Page } from '@playwright/test';
import { Connections } from './connections';

/** The dialog that asks for a wallet's address. */
export class WalletForm {
  readonly address: Locator;
  readonly alert: Locator;
  readonly submit: Locator;

  private constructor(readonly dialog: Locator) {
    this.address = dialog.locator('input[name=address]');
    this.alert = dialog.getByRole('alert');
    this.submit = dialog.getByRole('button', { name: /^(Watch|Try again)/ });
  }

  static async open(page: Page): Promise<WalletForm> {
    const connections = new Connections(page);
    await connections.open();
    return new WalletForm(await connections.add('Wallet'));
  }

  async choose(family: 'Bitcoin' | 'Ethereum and EVM' | 'Solana'): Promise<void> {
    await this.dialog.getByRole('radio', { name: family }).click();
  }

  async send(address: string): Promise<void> {
    await this.address.fill(address);
    await this.submit.click();
  }
}
