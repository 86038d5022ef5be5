import { beforeEach, describe, expect, it } from 'vitest';
import { sum } from '../../../shared/base/decimal';
import { AssetIdentity } from '../assets/asset-identity';
import { LivePortfolio } from './live-portfolio';
import type { AccountReading } from '../ports/exchanges';
import { failed, silentLog } from '../testing/fake-adapters';
import { PartWorld, account, binance, dollar, held, unread } from '../testing/part-world';

let world: PartWorld;
beforeEach(() => {
  world = new PartWorld();
});

describe('a receipt', () => {
  const token = held('spot', 'LDUSDT', 'USDT', '100');
  const receipts = [
    { balance: token, standsFor: { accountType: 'earn', subaccount: 'flexible' } as const },
  ];
  const savings = held('earn', 'flexible', 'USDT', '100.02');
  const spot = (isAmongBalances = false): void =>
    void world.portfolio.applyReading(
      binance,
      'spot',
      world.now,
      world.read([held('spot', undefined, 'BTC', '1'), ...(isAmongBalances ? [token] : [])], {
        receipts,
      }),
    );
  const answers = {
    read: () => world.read([savings]),
    'partly read': () => world.read([], { unread: unread('flexible') }),
    failed: () => failed(),
    empty: () => world.read([]),
  };

  /** In dollars, were each coin worth one: what is held again has no price until it is asked for. */
  const amount = (): string =>
    sum([...world.portfolio.snapshot().balances].map(({ total: each }) => each)).toString();

  it('counts once, whatever answers first, fails or comes back', () => {
    for (const first of Object.values(answers))
      for (const then of Object.values(answers))
        for (const isAmongBalances of [false, true]) {
          world.portfolio.setAccounts(binance, []);
          world.portfolio.setAccounts(binance, [account('spot'), account('earn')]);
          const steps = [first, then];
          for (const step of steps) {
            spot(isAmongBalances);
            world.portfolio.applyReading(binance, 'earn', world.now, step());
            expect(['101', '101.02']).toContain(amount());
            world.portfolio.applyReading(binance, 'earn', world.now, step());
            spot(isAmongBalances);
            expect(['101', '101.02']).toContain(amount());
          }
        }
  });

  it('counts where it lies once the account that it stands for is gone', () => {
    spot();
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([savings]));
    expect(amount()).toBe('101.02');
    world.portfolio.setAccounts(binance, [account('spot')]);
    expect(amount()).toBe('101');
  });

  describe('that is newer than the savings that are carried on', () => {
    const shown = (free: string, saved?: string): void => {
      const balance = held('spot', 'LDUSDT', 'USDT', saved ?? '0');
      const more = saved === undefined ? {} : { receipts: [{ ...receipts[0]!, balance }] };
      world.now += 1;
      world.portfolio.applyReading(
        binance,
        'spot',
        world.now,
        world.read([held('spot', undefined, 'USDT', free)], more),
      );
    };
    const saves = (reading: AccountReading): void => {
      world.now += 1;
      world.portfolio.applyReading(binance, 'earn', world.now, reading);
    };
    const of = (saved: string) => world.read([held('earn', 'flexible', 'USDT', saved)]);
    const part = () => world.read([], { unread: unread('flexible') });

    it('counts in their place, whether all or a part of the account failed, in either order', () => {
      for (const fails of [failed, part])
        for (const isFirst of [true, false]) {
          world.portfolio.setAccounts(binance, []);
          world.portfolio.setAccounts(binance, [account('spot'), account('earn')]);
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
        world.portfolio.setAccounts(binance, [account('earn')]);
        expect(amount()).toBe('100');
        world.portfolio.setPrices(new Map([['binance:USDT', dollar]]), {}, false);
        expect(world.portfolio.totals().quality.carriedUsd.toString()).toBe('100');
        world.portfolio.setAccounts(binance, [account('spot'), account('earn')]);
        saves(of('100'));
        shown('0', '100');
      }
    });

    it('is known over a restart', () => {
      saves(failed());
      shown('0', '100');
      const stored = world.portfolio.state();
      world.portfolio = new LivePortfolio(() => world.now, silentLog);
      world.portfolio.restore(stored);
      world.portfolio.setAccounts(binance, [account('spot'), account('earn')]);
      saves(of('100.02'));
      expect(amount()).toBe('100.02');
      saves(failed());
      shown('60', '40');
      expect(amount()).toBe('100');
    });

    it('is missed after a restart where it is shown no more', () => {
      shown('0', '100');
      saves(of('100'));
      const stored = world.portfolio.state();
      world.portfolio = new LivePortfolio(() => world.now, silentLog);
      world.portfolio.restore(stored);
      world.portfolio.setAccounts(binance, [account('spot'), account('earn')]);
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
      world.now += 1;
      world.portfolio.applyReading(
        binance,
        'spot',
        world.now,
        world.read([], { unread: unread('LDUSDT') }),
      );
      expect(amount()).toBe('100');
    });

    it('leaves the account whose coins it is with no change that would be looked for', () => {
      shown('0', '100');
      saves(of('100'));
      saves(failed());
      world.now += 1;
      const { changes } = world.portfolio.applyReading(
        binance,
        'spot',
        world.now,
        world.read([held('spot', undefined, 'USDT', '50')], {
          receipts: [{ ...receipts[0]!, balance: held('spot', 'LDUSDT', 'USDT', '50') }],
        }),
      );
      expect([...changes]).toEqual([]);
    });
  });

  it('is called what the user says that its code is', () => {
    const identity = new AssetIdentity();
    world.portfolio = new LivePortfolio(() => world.now, silentLog, identity);
    world.portfolio.setAccounts(binance, [account('spot'), account('earn')]);
    const say = (asset: string): void => {
      const word = { venue: 'binance', code: 'USDT', asset };
      identity.follow({ 'asset-override': [word], 'token-decision': [] });
      world.portfolio.identify();
    };
    const codes = (): string[] =>
      [...world.portfolio.snapshot().balances]
        .map(({ asset, total: each }) => `${asset} ${each}`)
        .sort();
    spot();
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([savings]));
    say('ODD@binance');
    expect(codes()).toEqual(['BTC 1', 'ODD@binance 100.02']);
    spot();
    expect(codes()).toEqual(['BTC 1', 'ODD@binance 100.02']);
    world.portfolio.applyReading(binance, 'earn', world.now, failed());
    world.now += 1;
    spot();
    expect(codes()).toEqual(['BTC 1', 'ODD@binance 100']);
    say('NEW@binance');
    expect(codes()).toEqual(['BTC 1', 'NEW@binance 100']);
    world.portfolio.setAccounts(binance, [account('earn')]);
    expect(codes()).toEqual(['NEW@binance 100.02']);
  });

  it('is gone when it is shown no more', () => {
    spot();
    world.portfolio.applyReading(binance, 'earn', world.now, world.read([]));
    expect(amount()).toBe('101');
    world.portfolio.applyReading(
      binance,
      'spot',
      world.now,
      world.read([held('spot', undefined, 'BTC', '1')]),
    );
    expect(amount()).toBe('1');
  });
});
