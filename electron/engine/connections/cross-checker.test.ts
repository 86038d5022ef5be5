import { beforeEach, describe, expect, it } from 'vitest';
import { CrossChecker } from './cross-checker';
import { LivePortfolio } from '../portfolio/live-portfolio';
import type { PortfolioConnection } from '../portfolio/portfolio-connection';
import { FakeSession, failed, holding, read, silentLog } from '../testing/fake-adapters';
import { FakeClock, settle } from '../testing/fake-clock';
import { decimal } from '../../../shared/base/decimal';
import { fail, succeed } from '../../../shared/base/failure';
import type { Price } from '../../../shared/pricing/price';

const connection: PortfolioConnection = { id: 'one', venue: 'okx' };
const price = (usd: string): Price => ({ kind: 'manual', usd: decimal(usd), at: 0 });

let clock: FakeClock;
let portfolio: LivePortfolio;
let session: FakeSession;
let checker: CrossChecker;
let raised: number;

const says = (amount: string, code = 'USD'): void => {
  session.ownTotalResult = succeed({
    at: 7,
    source: 'GET /total',
    covers: ['spot', 'funding'],
    amount: decimal(amount),
    code,
  });
};
const outcome = () => portfolio.crossCheckOf(connection.id)?.outcome;

beforeEach(() => {
  clock = new FakeClock();
  portfolio = new LivePortfolio(clock.now, silentLog);
  session = new FakeSession();
  raised = 0;
  checker = new CrossChecker({
    portfolio,
    priceOf: (_venue, code) =>
      code === 'USD'
        ? price('1')
        : code === 'BTC'
          ? price('100')
          : { kind: 'unpriced', reason: 'no-market' },
    clock,
    onDiffers: () => (raised += 1),
  });
  portfolio.setAccounts(
    connection,
    (['spot', 'funding', 'earn'] as const).map((accountType) => ({
      accountType,
      source: 'GET /account',
      updates: 'polling',
    })),
  );
  portfolio.applyReading(connection, 'spot', 0, read(0, holding('spot', 'BTC', '9')));
  portfolio.applyReading(connection, 'funding', 0, read(0, holding('funding', 'BTC', '1')));
  portfolio.applyReading(connection, 'earn', 0, read(0, holding('earn', 'BTC', '50')));
  portfolio.setPrices(new Map([['okx:BTC', price('100')]]), {}, false);
});

describe("a venue's own total", () => {
  it('is shown beside ours of the accounts it covers', async () => {
    says('1001');
    await checker.check(connection, session);
    expect(outcome()).toEqual({
      kind: 'compared',
      theirsUsd: '1001',
      oursUsd: '1000',
      difference: '-0.000999000999',
      differs: false,
    });
    expect(raised).toBe(0);
  });

  it('raises a notice when it differs by more than half a percent, once', async () => {
    says('1006');
    await checker.check(connection, session);
    expect(outcome()).toMatchObject({ differs: true });
    await clock.advance(600_000);
    await checker.check(connection, session);
    expect(raised).toBe(1);
    says('1000');
    await clock.advance(600_000);
    await checker.check(connection, session);
    expect(outcome()).toMatchObject({ differs: false });
    says('900');
    await clock.advance(600_000);
    await checker.check(connection, session);
    expect(raised).toBe(2);
  });

  it('at exactly half a percent does not differ', async () => {
    says('10.05', 'BTC');
    portfolio.applyReading(connection, 'spot', 0, read(0, holding('spot', 'BTC', '8.99975')));
    await checker.check(connection, session);
    // 1005 against 999.975 is exactly 0.5 % of theirs.
    expect(outcome()).toMatchObject({ difference: '-0.005', differs: false });
  });

  it('says what of ours has no price, and is in no sum', async () => {
    says('1001');
    const holdings = [holding('spot', 'BTC', '9'), holding('spot', 'GEM', '5')];
    portfolio.applyReading(connection, 'spot', 0, read(0, ...holdings));
    portfolio.setPrices(
      new Map([['okx:GEM', { kind: 'unpriced', reason: 'no-market' }]]),
      {},
      false,
    );
    await checker.check(connection, session);
    expect(outcome()).toMatchObject({ oursUsd: '1000', oursUnpriced: 1 });
  });

  it('is asked for every ten minutes only', async () => {
    says('1000');
    await checker.check(connection, session);
    says('1');
    await checker.check(connection, session);
    expect(outcome()).toMatchObject({ theirsUsd: '1000' });
    await clock.advance(600_000);
    await checker.check(connection, session);
    expect(outcome()).toMatchObject({ theirsUsd: '1' });
  });

  it('is not compared with accounts that could not be read', async () => {
    says('1000');
    portfolio.applyReading(connection, 'funding', 1, failed());
    await checker.check(connection, session);
    expect(outcome()).toEqual({
      kind: 'not-compared',
      reason: 'Not all of its accounts could be read.',
    });
  });

  it('is not compared when nobody knows what its currency is worth', async () => {
    says('1000', 'XYZ');
    await checker.check(connection, session);
    expect(outcome()).toMatchObject({ kind: 'not-compared' });
  });

  it('that fails is said, and asked for again with the next refresh', async () => {
    session.ownTotalResult = fail('permission', 'The key may not.');
    await checker.check(connection, session);
    expect(outcome()).toEqual({ kind: 'not-compared', reason: 'The key may not.' });
    says('1000');
    await checker.check(connection, session);
    expect(outcome()).toMatchObject({ kind: 'compared' });
  });

  it('is not there where a venue has none', async () => {
    await checker.check(connection, session);
    expect(portfolio.state().crossChecks).toEqual([]);
  });

  it('goes with its connection', async () => {
    says('1000');
    await checker.check(connection, session);
    portfolio.removeConnection(connection.id);
    expect(portfolio.state().crossChecks).toEqual([]);
    await clock.advance(600_000);
    await checker.check(connection, session);
    expect(portfolio.state().crossChecks).toEqual([]);
  });

  it('waits until everything is settled, since ours would seem to be less before', async () => {
    says('1000');
    portfolio.setPrices(new Map(), {}, true);
    await checker.check(connection, session);
    expect(outcome()).toBeUndefined();
    portfolio.setPrices(new Map(), {}, false);
    await settle();
    expect(outcome()).toMatchObject({ kind: 'compared', differs: false });
  });
});
