import { expect, type Locator, type Page } from '@playwright/test';
import { Decimal } from '../../shared/base/decimal';

/** The Holdings screen as a user reads it. */
export class Holdings {
  readonly search: Locator;

  constructor(private readonly page: Page) {
    this.search = page.getByRole('searchbox', { name: 'Search holdings' });
  }

  async open(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: 'Holdings' })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Holdings' })).toBeVisible();
  }

  /** Lines of assets, without what is opened below them. */
  get assets(): Locator {
    return this.page
      .getByRole('treegrid', { name: 'Holdings' })
      .locator('[role=row][aria-level="1"]');
  }

  /** The line of an asset, by the name that stands in it. */
  asset(name: string): Locator {
    return this.assets.filter({ hasText: name });
  }

  /** A figure of a line: `total`, `price`, `value` ... */
  figure(line: Locator, column: string): Locator {
    return line.locator(`[data-column=${column}]`);
  }

  /** Waits until exactly these assets are listed, whatever their order. */
  async lists(names: readonly string[]): Promise<void> {
    await expect(this.assets).toHaveCount(names.length);
    for (const name of names) await expect(this.asset(name)).toBeVisible();
  }

  /** What the listed holdings come to, to the last digit. */
  async sum(): Promise<Decimal> {
    const text = await this.page.getByTestId('holdings-total').getAttribute('data-value');
    return new Decimal(text ?? Number.NaN);
  }
}
