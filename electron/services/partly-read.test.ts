import { AssetIdentity } from './asset-identity';
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
    // The second reason does not hide the first: what was never read is in no total still.
    expect(earn()).toMatchObject({
      state: 'stale',
      failure: { code: 'venue-unavailable' },
      parts: [{ name: 'staking products', failure: REFUSED }],
    });
    expect(statusOf(portfolio.snapshot())).toBe('partial');
    expect(whatFailed(portfolioReport(portfolio.state(), []), {})).toEqual([
      'one (binance, earn): simulated venue-unavailable',
      'one (binance, earn), staking products: The key may not read ETH staking.',
    ]);
    expect(portfolio.totals().quality.carriedUsd.toString()).toBe('11');
    portfolio.applyReading(binance, 'earn', now, read([flexible], { unread: unread('staking') }));
    // What was never read is not carried on only because the account failed in between.
    expect(earn()).toMatchObject({ state: 'partly', parts: [{ name: 'staking products' }] });
    expect(JSON.stringify(earn())).not.toContain('since');
    expect(portfolio.totals().quality.carriedUsd.toString()).toBe('0');
  });

  it('says what it lacks, too, where it is not known whether it belongs to the others', () => {
    const flexible = held('earn', 'flexible', 'USDT', '11');
    portfolio.applyReading(binance, 'earn', now, read([flexible], { unread: unread('staking') }));
    portfolio.carryOn(binance, ['earn'], failure('timeout', 'Coins may be under way.'));
    expect(earn()).toMatchObject({
      state: 'stale',
      failure: { message: 'Coins may be under way.' },
      parts: [{ name: 'staking products', failure: REFUSED }],
    });
  });

  it('says two reasons why it is carried on, until the next answer', () => {
    const flexible = held('earn', 'flexible', 'USDT', '11');
    portfolio.applyReading(binance, 'earn', now, read([flexible]));
    portfolio.applyReading(binance, 'earn', now, failed());
    const doubt = failure('timeout', 'Coins may be under way.');
    portfolio.carryOn(binance, ['earn'], doubt);
    portfolio.carryOn(binance, ['earn'], doubt);
    expect(earn()).toMatchObject({ failure: { code: 'venue-unavailable' }, also: doubt });
    expect(whatFailed(portfolioReport(portfolio.state(), []), {})).toEqual([
      'one (binance, earn): simulated venue-unavailable',
      'one (binance, earn): Coins may be under way.',
    ]);
    portfolio.applyReading(binance, 'earn', now, read([flexible]));
    portfolio.carryOn(binance, ['earn'], doubt);
    expect(earn()).toMatchObject({ failure: doubt });
    expect(JSON.stringify(earn())).not.toContain('also');
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

describe('a balance that is carried on while others of its account are not', () => {
  it('stays so when the user says that its code is another asset', () => {
    const identity = new AssetIdentity();
    portfolio = new LivePortfolio(() => now, silentLog, identity);
    portfolio.setAccounts(binance, [account('earn')]);
    const staked = held('earn', 'staking', 'ETH', '5');
    portfolio.applyReading(binance, 'earn', now, read([staked]));
    portfolio.applyReading(binance, 'earn', now, read([], { unread: unread('staking') }));
    portfolio.setPrices(new Map([['binance:ETH', dollar]]), {}, false);
    const word = { venue: 'binance', code: 'ETH', asset: 'ODD@binance' };
    identity.follow({ 'asset-override': [word], 'token-decision': [] });
    portfolio.identify();
    expect(portfolio.totals().quality.carriedUsd.toString()).toBe('5');
    portfolio.applyReading(binance, 'earn', now, read([staked]));
    expect(portfolio.totals().quality.carriedUsd.toString()).toBe('0');
    expect(portfolio.totals().quality.manualUsd.toString()).toBe('5');
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

  describe('that is newer than the savings that are carried on', () => {
    const shown = (free: string, saved?: string): void => {
      const balance = held('spot', 'LDUSDT', 'USDT', saved ?? '0');
      const more = saved === undefined ? {} : { receipts: [{ ...receipts[0]!, balance }] };
      now += 1;
      portfolio.applyReading(
        binance,
        'spot',
        now,
        read([held('spot', undefined, 'USDT', free)], more),
      );
    };
    const saves = (reading: AccountReading): void => {
      now += 1;
      portfolio.applyReading(binance, 'earn', now, reading);
    };
    const of = (saved: string) => read([held('earn', 'flexible', 'USDT', saved)]);
    const part = () => read([], { unread: unread('flexible') });

    it('counts in their place, whether all or a part of the account failed, in either order', () => {
      for (const fails of [failed, part])
        for (const isFirst of [true, false]) {
          portfolio.setAccounts(binance, []);
          portfolio.setAccounts(binance, [account('spot'), account('earn')]);
          shown('0', '100');
          saves(of('100'));
          expect(amount()).toBe('100');
          // 50 were redeemed.
          if (isFirst) saves(fails());
          shown('50', '50');
          if (!isFirst) saves(fails());
          expect(amount()).toBe('100');
          // All were.
          shown('100');
          expect(amount()).toBe('100');
          saves(fails());
          expect(amount()).toBe('100');
          saves(of('20'));
          expect(amount()).toBe('120');
          shown('80', '20');
          expect(amount()).toBe('100');
        }
    });

    it('does not count while they are of a later answer', () => {
      shown('0', '100');
      saves(of('60'));
      saves(failed());
      expect(amount()).toBe('60');
    });

    it('gives them back when its account is there no more', () => {
      shown('0', '100');
      saves(of('100'));
      for (const fails of [failed, part]) {
        saves(fails());
        shown('70', '30');
        expect(amount()).toBe('100');
        portfolio.setAccounts(binance, [account('earn')]);
        expect(amount()).toBe('100');
        portfolio.setPrices(new Map([['binance:USDT', dollar]]), {}, false);
        expect(portfolio.totals().quality.carriedUsd.toString()).toBe('100');
        portfolio.setAccounts(binance, [account('spot'), account('earn')]);
        saves(of('100'));
        shown('0', '100');
      }
    });

    it('is known over a restart', () => {
      saves(failed());
      shown('0', '100');
      const stored = portfolio.state();
      portfolio = new LivePortfolio(() => now, silentLog);
      portfolio.restore(stored);
      portfolio.setAccounts(binance, [account('spot'), account('earn')]);
      saves(of('100.02'));
      expect(amount()).toBe('100.02');
      saves(failed());
      shown('60', '40');
      expect(amount()).toBe('100');
    });

    it('is missed after a restart where it is shown no more', () => {
      shown('0', '100');
      saves(of('100'));
      const stored = portfolio.state();
      portfolio = new LivePortfolio(() => now, silentLog);
      portfolio.restore(stored);
      portfolio.setAccounts(binance, [account('spot'), account('earn')]);
      saves(failed());
      // All of it was redeemed meanwhile.
      shown('100');
      expect(amount()).toBe('100');
      saves(of('3'));
      expect(amount()).toBe('103');
    });

    it('stays in an account that answered without its part', () => {
      shown('0', '100');
      saves(failed());
      now += 1;
      portfolio.applyReading(binance, 'spot', now, read([], { unread: unread('LDUSDT') }));
      expect(amount()).toBe('100');
    });

    it('leaves the account whose coins it is with no change that would be looked for', () => {
      shown('0', '100');
      saves(of('100'));
      saves(failed());
      now += 1;
      const { changes } = portfolio.applyReading(
        binance,
        'spot',
        now,
        read([held('spot', undefined, 'USDT', '50')], {
          receipts: [{ ...receipts[0]!, balance: held('spot', 'LDUSDT', 'USDT', '50') }],
        }),
      );
      expect([...changes]).toEqual([]);
    });
  });

  it('is called what the user says that its code is', () => {
    const identity = new AssetIdentity();
    portfolio = new LivePortfolio(() => now, silentLog, identity);
    portfolio.setAccounts(binance, [account('spot'), account('earn')]);
    const say = (asset: string): void => {
      const word = { venue: 'binance', code: 'USDT', asset };
      identity.follow({ 'asset-override': [word], 'token-decision': [] });
      portfolio.identify();
    };
    const codes = (): string[] =>
      [...portfolio.snapshot().balances].map(({ asset, total: each }) => `${asset} ${each}`).sort();
    spot();
    portfolio.applyReading(binance, 'earn', now, read([savings]));
    say('ODD@binance');
    expect(codes()).toEqual(['BTC 1', 'ODD@binance 100.02']);
    spot();
    expect(codes()).toEqual(['BTC 1', 'ODD@binance 100.02']);
    portfolio.applyReading(binance, 'earn', now, failed());
    now += 1;
    spot();
    expect(codes()).toEqual(['BTC 1', 'ODD@binance 100']);
    say('NEW@binance');
    expect(codes()).toEqual(['BTC 1', 'NEW@binance 100']);
    portfolio.setAccounts(binance, [account('earn')]);
    expect(codes()).toEqual(['NEW@binance 100.02']);
  });

  it('is gone when it is shown no more', () => {
    spot();
    portfolio.applyReading(binance, 'earn', now, read([]));
    expect(amount()).toBe('101');
    portfolio.applyReading(binance, 'spot', now, read([held('spot', undefined, 'BTC', '1')]));
    expect(amount()).toBe('1');
  });
});
