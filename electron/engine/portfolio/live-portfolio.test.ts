import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { LivePortfolio } from './live-portfolio';
import type { PortfolioConnection } from './portfolio-connection';
import type { ReadableAccount } from '../ports/exchanges';
import { failed, holding, read, silentLog } from '../testing/fake-adapters';
import type { PortfolioPatch, PortfolioState } from '../../../shared/contract/portfolio-view';
import { decimal } from '../../../shared/base/decimal';
import { failure } from '../../../shared/base/failure';
import type { Price } from '../../../shared/pricing/price';

const binance: PortfolioConnection = { id: 'one', venue: 'binance' };
const kraken: PortfolioConnection = { id: 'two', venue: 'kraken' };
const account = (accountType: ReadableAccount['accountType']): ReadableAccount => ({
  accountType,
  source: 'GET /account',
  updates: 'stream',
});
const manual = (usd: string): Price => ({ kind: 'manual', usd: decimal(usd), at: 0 });
const PRICES = new Map([
  ['binance:BTC', manual('100')],
  ['binance:ETH', manual('10')],
  ['kraken:BTC', manual('101')],
]);

let now = 0;
let portfolio: LivePortfolio;
const total = (): string => portfolio.snapshot().totalUsd.toString();
const coverage = (): string[] =>
  portfolio
    .snapshot()
    .coverage.map((cell) => `${cell.venue} ${cell.accountType} ${cell.coverage.state}`);

beforeEach(() => {
  now = 1_000;
  portfolio = new LivePortfolio(() => now, silentLog);
  portfolio.expect(binance);
  portfolio.setAccounts(binance, [account('spot'), account('earn')]);
  portfolio.setPrices(PRICES, {}, false);
});

describe('the live portfolio', () => {
  it('settles only when every account has an outcome', () => {
    expect(portfolio.settled).toBe(false);
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'BTC', '2')));
    expect(portfolio.settled).toBe(false);
    portfolio.applyReading(binance, 'earn', now, failed());
    expect(portfolio.settled).toBe(true);
  });

  it('tells how many balances an account has by now, whatever its last answer had', () => {
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'BTC', '2')));
    portfolio.applyReading(binance, 'earn', now, read(now));
    portfolio.takePatch();
    const told = () => portfolio.takePatch()?.coverage?.map((cell) => cell.coverage);
    now = 2_000;
    portfolio.applyStream(binance, 'spot', [holding('spot', 'ETH', '1')], now);
    portfolio.applyStream(binance, 'earn', [holding('earn', 'ETH', '1')], now);
    expect(told()).toMatchObject([
      { state: 'ok', balances: 2 },
      { state: 'ok', balances: 1 },
    ]);
    portfolio.applyStream(binance, 'earn', [holding('earn', 'ETH', '0')], now);
    expect(told()).toMatchObject([{ state: 'ok', balances: 2 }, { state: 'empty' }]);
    portfolio.applyStream(binance, 'spot', [holding('spot', 'ETH', '3')], now);
    expect(told()).toBeUndefined();
  });

  it('does not settle while a connection or a price is awaited', () => {
    portfolio.applyReading(binance, 'spot', now, read(now));
    portfolio.applyReading(binance, 'earn', now, read(now));
    portfolio.expect(kraken);
    expect(portfolio.settled).toBe(false);
    portfolio.setAccounts(kraken, []);
    portfolio.setPrices(new Map(), {}, true);
    expect(portfolio.settled).toBe(false);
    portfolio.setPrices(new Map(), {}, false);
    expect(portfolio.settled).toBe(true);
  });

  it('keeps the last good balances of an account that fails, marked with their age', () => {
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'BTC', '2')));
    now = 5_000;
    portfolio.applyReading(binance, 'spot', now, failed());
    const { totalUsd, quality, coverage: cells } = portfolio.snapshot();
    expect(totalUsd.toString()).toBe('200');
    expect(quality.carriedUsd.toString()).toBe('200');
    expect(quality.liveUsd.toString()).toBe('0');
    expect(cells[0]?.coverage).toMatchObject({ state: 'stale', at: 1_000 });
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'BTC', '3')));
    expect(portfolio.snapshot().quality.carriedUsd.toString()).toBe('0');
    expect(total()).toBe('300');
  });

  it('carries on what an account held that can no longer be read: it never passes for live', () => {
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'BTC', '2')));
    portfolio.applyReading(binance, 'earn', now, read(now));
    portfolio.applyReading(binance, 'spot', now, { outcome: 'unsupported', reason: 'Unified.' });
    expect(total()).toBe('200');
    expect(portfolio.totals().quality.carriedUsd.toString()).toBe('200');
    expect(coverage()).toContain('binance spot stale');
  });

  it('prices a balance by the code that it has now', () => {
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'RNDR', '3')));
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'RENDER', '3')));
    expect([...(portfolio.heldCodes().get('binance') ?? [])]).toEqual(['RENDER']);
    expect(portfolio.takePatch()?.removedPrices).toEqual(['binance:RNDR']);
  });

  it('tells empty, failed, not permitted and unsupported apart', () => {
    portfolio.setAccounts(binance, (['spot', 'earn', 'margin', 'options'] as const).map(account));
    portfolio.applyReading(binance, 'spot', now, read(now));
    portfolio.applyReading(binance, 'earn', now, failed());
    portfolio.applyReading(binance, 'margin', now, failed('permission'));
    portfolio.applyReading(binance, 'options', now, {
      outcome: 'unsupported',
      reason: 'no reader',
    });
    expect(coverage()).toEqual([
      'binance spot empty',
      'binance earn failed',
      'binance margin no-permission',
      'binance options unsupported',
    ]);
  });

  it('drops a coin that a good answer no longer lists', () => {
    portfolio.applyReading(
      binance,
      'spot',
      now,
      read(now, holding('spot', 'BTC', '1'), holding('spot', 'ETH', '1')),
    );
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'ETH', '1')));
    expect(total()).toBe('10');
  });

  it('adds up rows that stand for one coin instead of letting the last one win', () => {
    portfolio.applyReading(
      binance,
      'spot',
      now,
      read(now, holding('spot', 'BTC', '1'), holding('spot', 'BTC', '0.5')),
    );
    expect(total()).toBe('150');
  });

  it('applies an exact streamed balance and leaves the others', () => {
    portfolio.applyReading(
      binance,
      'spot',
      now,
      read(now, holding('spot', 'BTC', '1'), holding('spot', 'ETH', '1')),
    );
    portfolio.applyStream(binance, 'spot', [holding('spot', 'BTC', '1.25')], now);
    expect(total()).toBe('135');
    portfolio.applyStream(binance, 'spot', [holding('spot', 'BTC', '0')], now);
    expect(total()).toBe('10');
  });

  it('never takes a few pushed coins for a whole account', () => {
    portfolio.applyStream(binance, 'spot', [holding('spot', 'BTC', '1')], now);
    expect(total()).toBe('0');
    expect(portfolio.settled).toBe(false);
  });

  it('keeps an event that is newer than the answer, and asks to read again', () => {
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'BTC', '1')));
    const startedAt = 2_000;
    portfolio.applyStream(binance, 'spot', [holding('spot', 'BTC', '5')], 2_050);
    const effect = portfolio.applyReading(
      binance,
      'spot',
      startedAt,
      read(2_100, holding('spot', 'BTC', '1')),
    );
    expect(effect).toEqual({ readAgain: true, differences: [], changes: new Map() });
    expect(total()).toBe('500');
    portfolio.applyReading(binance, 'spot', 3_000, read(3_000, holding('spot', 'BTC', '5')));
    expect(total()).toBe('500');
  });

  it('keeps a streamed zero against an older answer', () => {
    portfolio.applyReading(binance, 'spot', 1, read(now, holding('spot', 'BTC', '1')));
    portfolio.applyStream(binance, 'spot', [holding('spot', 'BTC', '0')], 25);
    const effect = portfolio.applyReading(
      binance,
      'spot',
      20,
      read(now, holding('spot', 'BTC', '1')),
    );
    expect(effect.readAgain).toBe(true);
    expect(total()).toBe('0');
    portfolio.applyReading(binance, 'spot', 30, read(now, holding('spot', 'BTC', '1')));
    portfolio.setPrices(PRICES, {}, false);
    expect(total()).toBe('100');
  });

  it('lets the full reading win over an older event and names the difference', () => {
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'BTC', '1')));
    portfolio.applyStream(binance, 'spot', [holding('spot', 'BTC', '5')], 1_500);
    const effect = portfolio.applyReading(
      binance,
      'spot',
      2_000,
      read(2_000, holding('spot', 'BTC', '4')),
    );
    expect(effect).toMatchObject({ readAgain: false, differences: ['BTC'] });
    expect([...effect.changes].map(([code, by]) => `${code} ${by.toFixed()}`)).toEqual(['BTC -1']);
    expect(total()).toBe('400');
  });

  it('carries everything on when the sign-in of a known connection fails', () => {
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'BTC', '1')));
    portfolio.failConnection(binance, 'spot', {
      code: 'network',
      message: 'down',
      retry: { kind: 'backoff' },
    });
    expect(total()).toBe('100');
    expect(coverage()).toEqual(['binance spot stale', 'binance earn failed']);
  });

  it('forgets a removed connection entirely', () => {
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'BTC', '1')));
    portfolio.removeConnection('one');
    expect(total()).toBe('0');
    expect(portfolio.isEmpty).toBe(true);
  });

  it('paints a stored portfolio as old as it is, and never as settled', () => {
    portfolio.applyReading(
      binance,
      'spot',
      now,
      read(now, holding('spot', 'BTC', '123456.789012345678901234')),
    );
    portfolio.applyReading(binance, 'earn', now, failed());
    const stored = JSON.parse(JSON.stringify(portfolio.state())) as PortfolioState;

    now = 90_000;
    const next = new LivePortfolio(() => now, silentLog);
    next.restore(stored);
    const state = next.state();
    expect(state).toMatchObject({ origin: 'stored', at: 1_000, settled: false });
    expect(state.totals).toEqual({
      ...stored.totals,
      quality: {
        ...stored.totals.quality,
        liveUsd: '0',
        manualUsd: '0',
        carriedUsd: stored.totals.totalUsd,
        balances: { live: 0, stalePrice: 0, carried: 1, pegAssumed: 0, manual: 0 },
        overlaps: [{ of: 'carried', also: 'manual', usd: stored.totals.totalUsd, balances: 1 }],
      },
    });
    // A failed first answer in the new run does not lose what was known.
    next.expect(binance);
    next.setAccounts(binance, [account('spot')]);
    next.applyReading(binance, 'spot', now, failed());
    expect(next.snapshot().totalUsd.toString()).toBe(stored.totals.totalUsd);
    expect(next.snapshot().coverage[0]?.coverage).toMatchObject({ state: 'stale', at: 1_000 });
  });

  it('settles with what was stored when the sign-in of this run fails', () => {
    portfolio.applyReading(binance, 'spot', now, read(now, holding('spot', 'BTC', '2')));
    const stored = JSON.parse(JSON.stringify(portfolio.state())) as PortfolioState;
    const next = new LivePortfolio(() => now, silentLog);
    next.restore(stored);
    next.expect(binance);
    next.setPrices(new Map(), {}, false);
    expect(next.settled).toBe(false);
    next.failConnection(binance, 'spot', failure('secret-missing', 'gone'));
    expect(next.settled).toBe(true);
    expect(next.state()).toMatchObject({ origin: 'live', totals: { totalUsd: '200' } });
    expect(next.snapshot().quality.carriedUsd.toString()).toBe('200');
  });

  it('gives patches that add up to the full state, whatever happens in between', () => {
    const code = fc.constantFrom('BTC', 'ETH', 'ODD');
    const amount = fc.integer({ min: 0, max: 5 }).map(String);
    const balances = fc.uniqueArray(fc.tuple(code, amount), { selector: ([one]) => one });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('read' as const), balances }),
      fc.record({ kind: fc.constant('stream' as const), balances }),
      fc.constant({ kind: 'fail' as const }),
      fc.record({
        kind: fc.constant('price' as const),
        code,
        usd: fc.integer({ min: 1, max: 9 }).map(String),
      }),
      fc.constant({ kind: 'take' as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const live = new LivePortfolio(() => now, silentLog);
        live.setAccounts(binance, [account('spot')]);
        let mirror = live.state();
        const rows = (pairs: readonly (readonly [string, string])[]) =>
          pairs.map(([one, much]) => holding('spot', one, much));
        const take = (): void => {
          const patch = live.takePatch();
          if (patch === undefined) return;
          expect(patch.sequence).toBe(mirror.sequence + 1);
          mirror = applyPatch(mirror, patch);
        };
        for (const one of steps) {
          now += 1;
          if (one.kind === 'read')
            live.applyReading(binance, 'spot', now, read(now, ...rows(one.balances)));
          else if (one.kind === 'stream')
            live.applyStream(binance, 'spot', rows(one.balances), now);
          else if (one.kind === 'fail') live.applyReading(binance, 'spot', now, failed());
          else if (one.kind === 'price')
            live.setPrices(new Map([[`binance:${one.code}`, manual(one.usd)]]), {}, false);
          else take();
        }
        take();
        const { balances: shown, totals } = live.state();
        expect(mirror.balances).toEqual(shown);
        expect(mirror.totals).toEqual(totals);
        expect(mirror.prices).toEqual(live.state().prices);
      }),
    );
  });
});

function applyPatch(state: PortfolioState, patch: PortfolioPatch): PortfolioState {
  const balances = { ...state.balances };
  for (const balance of patch.balances ?? []) balances[balance.key] = balance;
  for (const key of patch.removedBalances ?? []) delete balances[key];
  const prices = { ...state.prices, ...patch.prices };
  for (const key of patch.removedPrices ?? []) delete prices[key];
  return {
    ...state,
    sequence: patch.sequence,
    balances,
    prices,
    totals: patch.totals ?? state.totals,
  };
}
