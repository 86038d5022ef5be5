import { expect, type Locator, type Page } from '@playwright/test';
import { Decimal } from '../../shared/base/decimal';
import { dollars, grouped } from './expected';

/** The Overview as a user reads it. */
export class Overview {
  readonly total: Locator;
  readonly confidence: Locator;

  constructor(private readonly page: Page) {
    this.total = page.getByTestId('total');
    this.confidence = page.getByRole('list', { name: 'How far the total can be trusted' });
  }

  /** Waits until the total reads exactly this: rounded to the cent in sight, every digit on hover. */
  async showsTotal(usd: Decimal): Promise<void> {
    await expect(this.total).toHaveAttribute('data-tip', `${grouped(usd.toFixed())} USD`);
    await expect(this.total).toHaveText(dollars(usd));
  }

  /** The total at this moment, to the last digit. */
  async totalNow(): Promise<Decimal> {
    const text = await this.total.getAttribute('data-value');
    return new Decimal(text ?? Number.NaN);
  }

  /** An entry of one of the three allocations: `asset`, `venue` or `account type`. */
  slice(by: 'asset' | 'venue' | 'account type', name: string): Locator {
    return this.page
      .getByRole('region', { name: `Allocation by ${by}` })
      .getByRole('listitem')
      .filter({ hasText: name })
      .getByRole('button');
  }
}
