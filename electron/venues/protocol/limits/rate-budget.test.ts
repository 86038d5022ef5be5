import { describe, expect, it } from 'vitest';
import { VenueFailure } from '../../reading/venue-failure';
import { RateBudget, type LimitRules, type Moment } from './rate-budget';

const rules: LimitRules = {
  limits: {
    weight: { capacity: 1000, periodMs: 60_000, per: 'address' },
    calls: { capacity: 10, periodMs: 10_000, per: 'key' },
    each: { capacity: 10, periodMs: 10_000, per: 'key', eachRequest: true },
  },
  pauses: 'address',
};

/** A moment of clocks that agree. */
const at = (now: number): Moment => ({ now, elapsed: now });

function refusal(run: () => unknown): VenueFailure {
  try {
    run();
  } catch (error) {
    if (error instanceof VenueFailure) return error;
  }
  throw new Error('it was not refused');
}

describe('RateBudget', () => {
  it('lets requests within the limit go at once, however many are under way', () => {
    const address = new RateBudget(rules);
    const keys = Array.from({ length: 20 }, () => new RateBudget(rules, address));
    const waits = keys.map((key) => key.take('GET /a', { limit: 'weight', weight: 20 }, at(0)));
    expect(waits.every((wait) => wait === 0)).toBe(true);
    expect(keys[0]?.use(at(0)).used).toBeCloseTo(400 / 900);
  });

  it('makes the next ones wait as long as the limit needs to refill', () => {
    const budget = new RateBudget(rules);
    for (let call = 0; call < 9; call += 1)
      budget.take('GET /a', { limit: 'calls', weight: 1 }, at(0));
    expect(budget.take('GET /a', { limit: 'calls', weight: 1 }, at(0))).toBeGreaterThan(1000);
    expect(budget.take('GET /a', { limit: 'calls', weight: 1 }, at(10_000))).toBe(0);
  });

  it('refuses with a time to come back rather than let a signature expire', () => {
    const budget = new RateBudget(rules);
    for (let call = 0; call < 9; call += 1)
      budget.take('GET /a', { limit: 'calls', weight: 1 }, at(0));
    const refused = refusal(() => budget.take('GET /a', { limit: 'calls', weight: 5 }, at(0)));
    expect(refused.code).toBe('rate-limited');
    expect(refused.extra.retryAt).toBeGreaterThan(3000);
  });

  it('counts each request by itself where the venue does', () => {
    const budget = new RateBudget(rules);
    for (let call = 0; call < 9; call += 1)
      budget.take('GET /a', { limit: 'each', weight: 1 }, at(0));
    expect(budget.take('GET /b', { limit: 'each', weight: 1 }, at(0))).toBe(0);
  });

  it('stops everything at the address until the venue says so', () => {
    const address = new RateBudget(rules);
    const [one, other] = [new RateBudget(rules, address), new RateBudget(rules, address)];
    one.pause(30_000, at(0));
    const refused = refusal(() => other.take('GET /a', { limit: 'calls', weight: 1 }, at(10_000)));
    expect(refused.extra.retryAt).toBe(30_000);
    expect(other.use(at(10_000)).pausedUntil).toBe(30_000);
    expect(other.take('GET /a', { limit: 'calls', weight: 1 }, at(30_000))).toBe(0);
    expect(other.use(at(30_000))).not.toHaveProperty('pausedUntil');
  });

  it.each([-30 * 86_400_000, -1_000, 90 * 60_000])(
    'keeps to a pause of an hour where the clock is set by %s ms meanwhile',
    (set) => {
      const HOUR = 3_600_000;
      const address = new RateBudget(rules);
      const one = new RateBudget(rules, address);
      const start = { now: 1e12, elapsed: 0 };
      one.pause(start.now + HOUR, start);
      const moment = (elapsed: number): Moment => ({ now: start.now + elapsed + set, elapsed });
      const cost = { limit: 'calls', weight: 1 };
      const late = moment(HOUR - 1000);
      expect(refusal(() => one.take('GET /a', cost, late)).extra.retryAt).toBe(late.now + 1000);
      expect(one.use(late).pausedUntil).toBe(late.now + 1000);
      expect(one.take('GET /a', cost, moment(HOUR))).toBe(0);
    },
  );

  it('names the end of a pause as the venue did, though the clocks drift by fractions', () => {
    const one = new RateBudget(rules);
    one.pause(1e12 + 30_000, { now: 1e12, elapsed: 0.5 });
    expect(one.use({ now: 1e12 + 10_000, elapsed: 10_001.25 }).pausedUntil).toBe(1e12 + 30_000);
    expect(one.use({ now: 1e12 + 20_000, elapsed: 19_998.75 }).pausedUntil).toBe(1e12 + 30_000);
  });

  it("believes the venue's own count when it is higher", () => {
    const budget = new RateBudget(rules);
    budget.observe('GET /a', 'weight', 450, at(0));
    expect(budget.use(at(0)).used).toBeCloseTo(0.5);
    budget.observe('GET /a', 'weight', 10, at(0));
    expect(budget.use(at(0)).used).toBeCloseTo(0.5);
  });
});
