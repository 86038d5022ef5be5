import { beforeEach, describe, expect, it } from 'vitest';
import { PriceJumps, type JumpEvidence } from './price-jumps';
import { decimal } from '../../../shared/base/decimal';
import type { Price } from '../../../shared/pricing/price';

type MarketPrice = Extract<Price, { kind: 'market' }>;

const at = (usd: string, time: number): MarketPrice => ({
  kind: 'market',
  usd: decimal(usd),
  path: [],
  at: time,
});
let jumps: PriceJumps;
let evidence: JumpEvidence;
const judge = (before: Price | undefined, after: MarketPrice, now: number): string => {
  const { usd, jump, staleSince } = jumps.judge('okx:GEM', before, after, now, () => evidence);
  const held = jump === undefined ? '' : ` held ${jump.usd.toFixed()} since ${jump.since}`;
  return `${usd.toFixed()}${held}${staleSince === undefined ? '' : ' stale'}`;
};

beforeEach(() => {
  jumps = new PriceJumps();
  evidence = { liquidityUsd: decimal('999999'), venues: 1 };
});

describe('a price that jumps', () => {
  it('is held back, up or down, beyond five times', () => {
    expect(judge(at('10', 0), at('50', 1), 1)).toBe('50');
    expect(judge(at('10', 0), at('50.01', 1), 1)).toBe('10 held 50.01 since 1 stale');
    expect(judge(at('10', 0), at('2', 1), 1)).toBe('2');
    expect(judge(at('10', 0), at('1.99', 1), 1)).toBe('10 held 1.99 since 1 stale');
  });

  it('stays held back in a thin market for as long as it says so, and is forgotten when it comes back', () => {
    const held = jumps.judge('okx:GEM', at('10', 0), at('1000', 1), 1, () => evidence);
    const later = jumps.judge('okx:GEM', held, at('1100', 90_000_000), 90_000_000, () => evidence);
    expect(later.jump).toEqual({ usd: decimal('1100'), since: 1 });
    expect(judge(later, at('11', 90_000_001), 90_000_001)).toBe('11');
  });

  it('counts by itself also where the clock was set back meanwhile', () => {
    evidence = { liquidityUsd: decimal('1000000'), venues: 0 };
    const day = 86_400_000;
    const held = jumps.judge('okx:GEM', at('10', day), at('1000', day), day, () => evidence);
    expect(held.jump).toMatchObject({ countsAt: day + 300_000 });
    const back = jumps.judge('okx:GEM', held, at('1000', 60_000), 60_000, () => evidence);
    expect(back.jump).toMatchObject({ countsAt: 360_000 });
    expect(judge(back, at('1000', 359_999), 359_999)).toContain('10 held');
    expect(judge(back, at('1000', 360_000), 360_000)).toBe('1000');
  });

  it('counts once the user accepts it, and only that time', () => {
    const held = jumps.judge('okx:GEM', at('10', 0), at('1000', 1), 1, () => evidence);
    jumps.accept('okx:GEM');
    expect(judge(held, at('1000', 2), 2)).toBe('1000');
    expect(judge(at('1000', 2), at('10', 3), 3)).toBe('1000 held 10 since 3 stale');
  });

  it('needs a word of its own where the market had come back before the user accepted', () => {
    const held = jumps.judge('okx:GEM', at('10', 0), at('1000', 1), 1, () => evidence);
    jumps.accept('okx:GEM');
    expect(judge(held, at('11', 2), 2)).toBe('11');
    expect(judge(at('11', 2), at('1000', 3), 3)).toBe('11 held 1000 since 3 stale');
  });

  it('is held back after a silence, too: a price is compared while it is young, stale or not', () => {
    const stale = { ...at('10', 0), staleSince: 0 };
    expect(judge(stale, at('1000', 90_000), 90_000)).toBe('10 held 1000 since 90000 stale');
    expect(judge(stale, at('1000', 900_000), 900_000)).toBe('10 held 1000 since 900000 stale');
  });

  it('need only stand for a minute after more than a quarter of an hour, in whatever market', () => {
    const woken = 3_600_000;
    for (const before of [at('10', 0), { ...at('10', 0), staleSince: 0 }]) {
      const held = jumps.judge('okx:GEM', before, at('1000', woken), woken, () => evidence);
      expect(held.jump).toEqual({ usd: decimal('1000'), since: woken, countsAt: woken + 60_000 });
      expect(judge(held, at('1000', woken), woken + 60_000)).toContain('10 held');
      const [slip, back] = [woken + 59_999, woken + 60_000];
      expect(judge(held, at('1000', slip), slip)).toContain('10 held');
      expect(judge(held, at('1000', back), back)).toBe('1000');
      // The slip of one answer never counts.
      expect(judge(held, at('11', back), back)).toBe('11');
    }
  });

  it('held back in a thin market within the quarter waits for the user, also after it', () => {
    const held = jumps.judge('okx:GEM', at('10', 0), at('1000', 1), 1, () => evidence);
    expect(judge(held, at('1000', 7_200_000), 7_200_000)).toContain('10 held');
  });

  it('is none after a day without a price, or after none at all', () => {
    const [day, more] = [86_400_000, 86_400_001];
    expect(judge(at('10', 0), at('1000', day), day)).toContain('10 held');
    expect(judge(at('10', 0), at('1000', more), more)).toBe('1000');
    expect(judge({ kind: 'unpriced', reason: 'no-market' }, at('1000', 1), 1)).toBe('1000');
    expect(judge(undefined, at('1000', 1), 1)).toBe('1000');
  });

  describe('counts by itself', () => {
    const minutes = (count: number): number => count * 60_000;
    const heldAt = (price: string, time: number, before: MarketPrice): MarketPrice =>
      jumps.judge('okx:GEM', before, at(price, time), time, () => evidence);

    it('once it has held for five minutes in a liquid market, and says when that will be', () => {
      evidence = { liquidityUsd: decimal('1000000'), venues: 0 };
      const first = heldAt('1000', minutes(1), at('10', 0));
      expect(first.jump).toEqual({
        usd: decimal('1000'),
        since: minutes(1),
        countsAt: minutes(6),
      });
      const later = heldAt('1400', minutes(5), first);
      expect(later.jump).toEqual({
        usd: decimal('1400'),
        since: minutes(1),
        countsAt: minutes(6),
      });
      expect(judge(later, at('900', minutes(6)), minutes(6))).toBe('900');
    });

    it('not while it goes on moving by more than twice', () => {
      evidence = { liquidityUsd: decimal('1000000'), venues: 0 };
      const first = heldAt('1000', minutes(1), at('10', 0));
      const moved = heldAt('2001', minutes(5), first);
      expect(moved.jump?.countsAt).toBe(minutes(10));
      expect(judge(moved, at('2001', minutes(7)), minutes(7))).toContain('10 held 2001');
      expect(judge(moved, at('2001', minutes(10)), minutes(10))).toBe('2001');
    });

    it('not by a silent venue repeating what it said', () => {
      evidence = { liquidityUsd: decimal('1000000'), venues: 0 };
      const first = heldAt('1000', minutes(1), at('10', 0));
      expect(judge(first, at('1000', minutes(1)), minutes(60))).toContain('10 held 1000');
    });

    it('at once where two other venues say the same', () => {
      evidence = { liquidityUsd: decimal('0'), venues: 2 };
      expect(judge(at('10', 0), at('1000', 1), 1)).toBe('1000');
    });
  });
});
