import { ZERO, decimal } from '../../../shared/base/decimal';
import { failure, type Failure } from '../../../shared/base/failure';
import type { Price } from '../../../shared/pricing/price';
import { LivePortfolio } from '../portfolio/live-portfolio';
import type { PortfolioConnection } from '../portfolio/portfolio-connection';
import type { AccountReading, ReadableAccount, VenueBalance } from '../ports/exchanges';
import { silentLog } from './fake-adapters';

export const binance: PortfolioConnection = { id: 'one', venue: 'binance' };
export const dollar: Price = { kind: 'manual', usd: decimal('1'), at: 0 };
export const REFUSED: Failure = failure('permission', 'The key may not read ETH staking.');

export const account = (accountType: ReadableAccount['accountType']): ReadableAccount => ({
  accountType,
  source: 'GET /account',
  updates: 'stream',
});

/** A balance of which nothing is at hand. */
export const held = (
  accountType: 'spot' | 'earn',
  subaccount: string | undefined,
  code: string,
  amount: string,
): VenueBalance => ({
  accountType,
  code,
  ...(subaccount === undefined ? {} : { subaccount }),
  available: ZERO,
  locked: decimal(amount),
  total: decimal(amount),
  borrowed: ZERO,
});

/** A part of an account that was refused. */
export const unread = (subaccount: string) => [
  { name: `${subaccount} products`, failure: REFUSED, holds: { subaccounts: [subaccount] } },
];

/** A spot account that was read, an earn account that was not yet, and coins that are worth a dollar each. */
export class PartWorld {
  now = 1_000;
  portfolio = new LivePortfolio(() => this.now, silentLog);

  constructor() {
    this.portfolio.expect(binance);
    this.portfolio.setAccounts(binance, [account('spot'), account('earn')]);
    const codes = ['USDT', 'ETH', 'BTC'].map((code) => [`binance:${code}`, dollar] as const);
    this.portfolio.setPrices(new Map(codes), {}, false);
    this.portfolio.applyReading(binance, 'spot', this.now, this.read([]));
  }

  total(): string {
    return this.portfolio.totals().totalUsd.toString();
  }

  /** An answer of now. */
  read(
    balances: readonly VenueBalance[],
    more: Partial<Extract<AccountReading, { outcome: 'read' }>> = {},
  ): AccountReading {
    return { outcome: 'read', at: this.now, balances, ...more };
  }

  /** How the earn account stands. */
  earn() {
    return this.portfolio.snapshot().coverage.find(({ accountType }) => accountType === 'earn')
      ?.coverage;
  }
}
