import { beforeEach, describe, expect, it } from 'vitest';
import { decimal } from '../../../shared/base/decimal';
import { failure } from '../../../shared/base/failure';
import { AssetIdentity } from '../assets/asset-identity';
import { LivePortfolio } from './live-portfolio';
import { portfolioReport, whatFailed } from './portfolio-report';
import { statusOf } from '../history/snapshot-writer';
import { failed, silentLog } from '../testing/fake-adapters';
import { PartWorld, REFUSED, account, binance, dollar, held, unread } from '../testing/part-world';

let world: PartWorld;
beforeEach(() => {
  world = new PartWorld();
});

describe('an account that was partly read', () => {
  it('counts what answered, and says what did not; its point is not complete', () => {
    world.portfolio.applyReading(
      binance,
      'earn',
      world.now,
      world.read([held('earn', 'flexible', 'USDT', '11')], { unread: unread('staking') }),
    );
    expect(world.total()).toBe('11');
    expect(world.portfolio.settled).toBe(true);
    expect(world.earn()).toEqual({
      state: 'partly',
      at: world.now,
      balances: 1,
      parts: [{ name: 'staking products', failure: REFUSED }],
    });
    expect(statusOf(world.portfolio.snapshot())).toBe('partial');
    expect(world.portfolio.worthOf('one', ['earn']).unread).toEqual(['earn']);
  });

  it('carries on what the part held when it was last read, marked, until it answers', () => {
    const flexible = (amount: string) => held('earn', 'flexible', 'USDT', amount);
    const staked = held('earn', 'staking', 'ETH', '5');
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([flexible('11'), staked]));
    world.now = 2_000;
    const again = { unread: unread('staking') };
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([flexible('12')], again));
    world.now = 3_000;
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([flexible('13')], again));
    expect(world.total()).toBe('18');
    expect(world.earn()).toMatchObject({ balances: 2, parts: [{ since: 1_000 }] });
    expect(world.portfolio.totals().quality.carriedUsd.toString()).toBe('5');
    expect(statusOf(world.portfolio.snapshot())).toBe('carried');
    const carried = Object.values(world.portfolio.state().balances).filter((view) => view.carried);
    expect(carried.map(({ code }) => code)).toEqual(['ETH']);
    // The price of what is carried on may move.
    world.portfolio.setPrices(
      new Map([['binance:ETH', { ...dollar, usd: decimal('2') }]]),
      {},
      false,
    );
    expect(world.portfolio.totals().quality.carriedUsd.toString()).toBe('10');
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([flexible('13'), staked]));
    expect(world.portfolio.totals().quality.carriedUsd.toString()).toBe('0');
    expect(world.total()).toBe('23');
    expect(statusOf(world.portfolio.snapshot())).toBe('complete');
  });

  it('is carried on as a whole when nothing of it answers any more', () => {
    const flexible = held('earn', 'flexible', 'USDT', '11');
    world.portfolio.applyReading(
      binance,
      'earn',
      world.now,
      world.read([flexible], { unread: unread('staking') }),
    );
    world.portfolio.applyReading(binance, 'earn', world.now, failed());
    // The second reason does not hide the first: what was never read is in no total still.
    expect(world.earn()).toMatchObject({
      state: 'stale',
      failure: { code: 'venue-unavailable' },
      parts: [{ name: 'staking products', failure: REFUSED }],
    });
    expect(statusOf(world.portfolio.snapshot())).toBe('partial');
    expect(whatFailed(portfolioReport(world.portfolio.state(), []), {})).toEqual([
      'one (binance, earn): simulated venue-unavailable.',
      'one (binance, earn), staking products: The key may not read ETH staking.',
    ]);
    expect(world.portfolio.totals().quality.carriedUsd.toString()).toBe('11');
    world.portfolio.applyReading(
      binance,
      'earn',
      world.now,
      world.read([flexible], { unread: unread('staking') }),
    );
    // What was never read is not carried on only because the account failed in between.
    expect(world.earn()).toMatchObject({ state: 'partly', parts: [{ name: 'staking products' }] });
    expect(JSON.stringify(world.earn())).not.toContain('since');
    expect(world.portfolio.totals().quality.carriedUsd.toString()).toBe('0');
  });

  it('says what it lacks, too, where it is not known whether it belongs to the others', () => {
    const flexible = held('earn', 'flexible', 'USDT', '11');
    world.portfolio.applyReading(
      binance,
      'earn',
      world.now,
      world.read([flexible], { unread: unread('staking') }),
    );
    world.portfolio.carryOn(binance, ['earn'], failure('timeout', 'Coins may be under way.'));
    expect(world.earn()).toMatchObject({
      state: 'stale',
      failure: { message: 'Coins may be under way.' },
      parts: [{ name: 'staking products', failure: REFUSED }],
    });
  });

  it('says two reasons why it is carried on, until the next answer', () => {
    const flexible = held('earn', 'flexible', 'USDT', '11');
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([flexible]));
    world.portfolio.applyReading(binance, 'earn', world.now, failed());
    const doubt = failure('timeout', 'Coins may be under way.');
    world.portfolio.carryOn(binance, ['earn'], doubt);
    world.portfolio.carryOn(binance, ['earn'], doubt);
    expect(world.earn()).toMatchObject({ failure: { code: 'venue-unavailable' }, also: doubt });
    expect(whatFailed(portfolioReport(world.portfolio.state(), []), {})).toEqual([
      'one (binance, earn): simulated venue-unavailable.',
      'one (binance, earn): Coins may be under way.',
    ]);
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([flexible]));
    world.portfolio.carryOn(binance, ['earn'], doubt);
    expect(world.earn()).toMatchObject({ failure: doubt });
    expect(JSON.stringify(world.earn())).not.toContain('also');
  });

  it('is old as a whole after a restart, and still knows what was never read', () => {
    const flexible = held('earn', 'flexible', 'USDT', '11');
    world.portfolio.applyReading(
      binance,
      'earn',
      world.now,
      world.read([flexible], { unread: unread('staking') }),
    );
    const stored = world.portfolio.state();
    world.portfolio = new LivePortfolio(() => world.now, silentLog);
    world.portfolio.restore(stored);
    expect(world.earn()?.state).toBe('stale');
    world.portfolio.applyReading(
      binance,
      'earn',
      world.now,
      world.read([flexible], { unread: unread('staking') }),
    );
    expect(JSON.stringify(world.earn())).not.toContain('since');
  });

  it('is named by --print, with a reason', () => {
    world.portfolio.applyReading(
      binance,
      'earn',
      world.now,
      world.read([], { unread: unread('staking') }),
    );
    const report = portfolioReport(world.portfolio.state(), []);
    expect(whatFailed(report, {})).toEqual([
      `one (binance, earn), staking products: ${REFUSED.message}`,
    ]);
    expect(JSON.stringify(report.coverage)).toContain('"state":"partly"');
  });
});

describe('a balance that is carried on while others of its account are not', () => {
  it('stays so when the user says that its code is another asset', () => {
    const identity = new AssetIdentity();
    world.portfolio = new LivePortfolio(() => world.now, silentLog, identity);
    world.portfolio.setAccounts(binance, [account('earn')]);
    const staked = held('earn', 'staking', 'ETH', '5');
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([staked]));
    world.portfolio.applyReading(
      binance,
      'earn',
      world.now,
      world.read([], { unread: unread('staking') }),
    );
    world.portfolio.setPrices(new Map([['binance:ETH', dollar]]), {}, false);
    const word = { venue: 'binance', code: 'ETH', asset: 'ODD@binance' };
    identity.follow({ 'asset-override': [word], 'token-decision': [] });
    world.portfolio.identify();
    expect(world.portfolio.totals().quality.carriedUsd.toString()).toBe('5');
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([staked]));
    expect(world.portfolio.totals().quality.carriedUsd.toString()).toBe('0');
    expect(world.portfolio.totals().quality.manualUsd.toString()).toBe('5');
  });
});
