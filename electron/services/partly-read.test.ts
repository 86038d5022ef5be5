import { beforeEach, describe, expect, it } from 'vitest';
import { LivePortfolio } from './live-portfolio';
import type { PortfolioConnection } from './portfolio-connection';
import { portfolioReport, whatFailed } from './portfolio-report';
import type { AccountReading, ReadableAccount, VenueBalance } from './ports/exchanges';
import { statusOf } from './snapshot-writer';
import { failed, silentLog } from './testing/fake-adapters';
import { ZERO, decimal, sum } from '../../shared/money/decimal';
import { failure } from '../../shared/portfolio/failure';
import type { Price } from '../../shared/portfolio/price';

const binance: PortfolioConnection = { id: 'one', venue: 'binance' };
const account = (accountType: ReadableAccount['accountType']): ReadableAccount => ({
  accountType,
  source: 'GET /account',
  updates: 'stream',
});
const dollar: Price = { kind: 'manual', usd: decimal('1'), at: 0 };
const held = (
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

let now = 0;
let portfolio: LivePortfolio;
const total = (): string => portfolio.totals().totalUsd.toString();
const read = (
  balances: readonly VenueBalance[],
  more: Partial<Extract<AccountReading, { outcome: 'read' }>> = {},
): AccountReading => ({ outcome: 'read', at: now, balances, ...more });
const REFUSED = failure('permission', 'The key may not read ETH staking.');
const unread = (subaccount: string) => [
  { name: `${subaccount} products`, failure: REFUSED, holds: { subaccounts: [subaccount] } },
];
const earn = () =>
  portfolio.snapshot().coverage.find(({ accountType }) => accountType === 'earn')?.coverage;

beforeEach(() => {
  now = 1_000;
  portfolio = new LivePortfolio(() => now, silentLog);
  portfolio.expect(binance);
  portfolio.setAccounts(binance, [account('spot'), account('earn')]);
  const codes = ['USDT', 'ETH', 'BTC'].map((code) => [`binance:${code}`, dollar] as const);
  portfolio.setPrices(new Map(codes), {}, false);
  portfolio.applyReading(binance, 'spot', now, read([]));
});

describe('an account that was partly read', () => {
  it('counts what answered, and says what did not; its point is not complete', () => {
    portfolio.applyReading(
      binance,
      'earn',
      now,
      read([held('earn', 'flexible', 'USDT', '11')], { unread: unread('staking') }),
    );
    expect(total()).toBe('11');
    expect(portfolio.settled).toBe(true);
    expect(earn()).toEqual({
      state: 'partly',
      at: now,
      balances: 1,
      parts: [{ name: 'staking products', failure: REFUSED }],
    });
    expect(statusOf(portfolio.snapshot())).toBe('partial');
    expect(portfolio.worthOf('one', ['earn']).unread).toEqual(['earn']);
  });

  it('carries on what the part held when it was last read, marked, until it answers', () => {
    const flexible = (amount: string) => held('earn', 'flexible', 'USDT', amount);
    const staked = held('earn', 'staking', 'ETH', '5');
    portfolio.applyReading(binance, 'earn', now, read([flexible('11'), staked]));
    now = 2_000;
    const again = { unread: unread('staking') };
    portfolio.applyReading(binance, 'earn', now, read([flexible('12')], again));
    now = 3_000;
    portfolio.applyReading(binance, 'earn', now, read([flexible('13')], again));
    expect(total()).toBe('18');
    expect(earn()).toMatchObject({ balances: 2, parts: [{ since: 1_000 }] });
    expect(portfolio.totals().quality.carriedUsd.toString()).toBe('5');
    expect(statusOf(portfolio.snapshot())).toBe('carried');
    const carried = Object.values(portfolio.state().balances).filter((view) => view.carried);
    expect(carried.map(({ code }) => code)).toEqual(['ETH']);
    // The price of what is carried on may move.
    portfolio.setPrices(new Map([['binance:ETH', { ...dollar, usd: decimal('2') }]]), {}, false);
    expect(portfolio.totals().quality.carriedUsd.toString()).toBe('10');
    portfolio.applyReading(binance, 'earn', now, read([flexible('13'), staked]));
    expect(portfolio.totals().quality.carriedUsd.toString()).toBe('0');
    expect(total()).toBe('23');
    expect(statusOf(portfolio.snapshot())).toBe('complete');
  });

  it('is carried on as a whole when nothing of it answers any more', () => {
    const flexible = held('earn', 'flexible', 'USDT', '11');
    portfolio.applyReading(binance, 'earn', now, read([flexible], { unread: unread('staking') }));
    portfolio.applyReading(binance, 'earn', now, failed());
    expect(earn()?.state).toBe('stale');
    expect(portfolio.totals().quality.carriedUsd.toString()).toBe('11');
    portfolio.applyReading(binance, 'earn', now, read([flexible], { unread: unread('staking') }));
    // What was never read is not carried on only because the account failed in between.
    expect(earn()).toMatchObject({ state: 'partly', parts: [{ name: 'staking products' }] });
    expect(JSON.stringify(earn())).not.toContain('since');
    expect(portfolio.totals().quality.carriedUsd.toString()).toBe('0');
  });

  it('is old as a whole after a restart, and still knows what was never read', () => {
    const flexible = held('earn', 'flexible', 'USDT', '11');
    portfolio.applyReading(binance, 'earn', now, read([flexible], { unread: unread('staking') }));
    const stored = portfolio.state();
    portfolio = new LivePortfolio(() => now, silentLog);
    portfolio.restore(stored);
    expect(earn()?.state).toBe('stale');
    portfolio.applyReading(binance, 'earn', now, read([flexible], { unread: unread('staking') }));
    expect(JSON.stringify(earn())).not.toContain('since');
  });

  it('is named by --print, with a reason', () => {
    portfolio.applyReading(binance, 'earn', now, read([], { unread: unread('staking') }));
    const report = portfolioReport(portfolio.state(), []);
    expect(whatFailed(report, {})).toEqual([
      `one (binance, earn), staking products: ${REFUSED.message}`,
    ]);
    expect(JSON.stringify(report.coverage)).toContain('"state":"partly"');
  });
});

describe('a receipt', () => {
  const token = held('spot', 'LDUSDT', 'USDT', '100');
  const receipts = [
    { balance: token, standsFor: { accountType: 'earn', subaccount: 'flexible' } as const },
  ];
  const savings = held('earn', 'flexible', 'USDT', '100.02');
  const spot = (isAmongBalances = false): void =>
    void portfolio.applyReading(
      binance,
      'spot',
      now,
      read([held('spot', undefined, 'BTC', '1'), ...(isAmongBalances ? [token] : [])], {
        receipts,
      }),
    );
  const answers = {
    read: () => read([savings]),
    'partly read': () => read([], { unread: unread('flexible') }),
    failed: () => failed(),
    empty: () => read([]),
  };

  /** In dollars, were each coin worth one: what is held again has no price until it is asked for. */
  const amount = (): string =>
    sum([...portfolio.snapshot().balances].map(({ total: each }) => each)).toString();

  it('counts once, whatever answers first, fails or comes back', () => {
    for (const first of Object.values(answers))
      for (const then of Object.values(answers))
        for (const isAmongBalances of [false, true]) {
          portfolio.setAccounts(binance, []);
          portfolio.setAccounts(binance, [account('spot'), account('earn')]);
          const steps = [first, then];
          for (const step of steps) {
            spot(isAmongBalances);
            portfolio.applyReading(binance, 'earn', now, step());
            expect(['101', '101.02']).toContain(amount());
            portfolio.applyReading(binance, 'earn', now, step());
            spot(isAmongBalances);
            expect(['101', '101.02']).toContain(amount());
          }
        }
  });

  it('counts where it lies once the account that it stands for is gone', () => {
    spot();
    portfolio.applyReading(binance, 'earn', now, read([savings]));
    expect(amount()).toBe('101.02');
    portfolio.setAccounts(binance, [account('spot')]);
    expect(amount()).toBe('101');
  });

  it('is gone when it is shown no more', () => {
    spot();
    portfolio.applyReading(binance, 'earn', now, read([]));
    expect(amount()).toBe('101');
    portfolio.applyReading(binance, 'spot', now, read([held('spot', undefined, 'BTC', '1')]));
    expect(amount()).toBe('1');
  });
});
