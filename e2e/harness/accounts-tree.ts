import { expect, type Locator, type Page } from '@playwright/test';
import type { Decimal } from '../../shared/base/decimal';
import { Connections } from './connections';
import { grouped } from './expected';

/** The tree of venues, connections and account types, as a user reads it. */
export class AccountsTree {
  private readonly connections: Connections;

  constructor(private readonly page: Page) {
    this.connections = new Connections(page);
  }

  async open(): Promise<void> {
    await this.connections.open();
    await this.page.getByRole('radio', { name: 'Accounts' }).click();
  }

  private get tree(): Locator {
    return this.page.getByRole('treegrid', { name: 'Accounts' });
  }

  venue(name: string): Locator {
    return this.tree.locator('[role=row][aria-level="1"]').filter({ hasText: name });
  }

  connection(label: string): Locator {
    return this.connections.row(label);
  }

  /** The line of an account, such as `Spot`, below its opened connection. */
  account(label: string, accountType: string): Locator {
    return this.tree
      .locator('[role=row][aria-level="3"]')
      .filter({ has: this.connections.cell(label, accountType) });
  }

  async expand(label: string): Promise<void> {
    const row = this.connection(label);
    await row.getByRole('rowheader').click();
    await expect(row).toHaveAttribute('aria-expanded', 'true');
  }

  /** Waits until a line is worth exactly this, to the last digit. */
  async isWorth(row: Locator, usd: Decimal): Promise<void> {
    const value = row.getByRole('gridcell').first().locator('[data-amount]');
    await expect(value).toHaveAttribute('data-tip', `${grouped(usd.toFixed())} USD`);
  }

  /** Waits until a line has no figure for its value. */
  async hasNoValue(row: Locator, why: string): Promise<void> {
    await expect(row.getByRole('gridcell').first()).toContainText(why);
  }
}
