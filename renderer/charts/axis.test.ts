import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { Decimal } from '../../shared/base/decimal';
import { moneyLabels, valueScale, valueTicks } from './axis';
import { timeMarks } from './time-axis';

const labels = (low: number, high: number, currency = 'USD') =>
  moneyLabels(valueScale(low, high), currency);

describe('a value axis', () => {
  it('steps in round values that span the data', () => {
    expect(valueTicks(261_000, 314_000)).toEqual([260_000, 280_000, 300_000, 320_000]);
    const flat = valueTicks(100, 100);
    expect(flat[0]).toBeLessThan(100);
    expect(flat.at(-1)).toBeGreaterThan(100);
  });

  it.each([
    ['flat', [132_847.12, 132_847.12], 'USD', ['$132K', '$132.5K', '$133K', '$133.5K']],
    ['nearly flat', [130_949, 130_990], 'USD', ['$130K', '$130.5K', '$131K', '$131.5K', '$132K']],
    ['of millions', [1_210_000, 1_290_000], 'USD', ['$1.20M', '$1.22M', '$1.24M']],
    ['in bitcoin', [2.60311, 2.64], 'BTC', ['₿2.60', '₿2.61', '₿2.62', '₿2.63', '₿2.64']],
    ['of dust', [0.000011, 0.000048], 'BTC', ['₿0.00001', '₿0.00002', '₿0.00003', '₿0.00004']],
    ['in yen', [20_100_000, 20_900_000], 'JPY', ['JPY\u202f20.0M', 'JPY\u202f20.2M']],
    ['of nothing', [0, 0], 'USD', ['$0', '$0.2', '$0.4', '$0.6']],
    ['with debts', [-1500, 2500], 'USD', ['−$2K', '−$1K', '$0', '$1K', '$2K', '$3K']],
  ] as const)('has as many digits as its step: %s', (_, [low, high], currency, expected) => {
    const found = labels(low, high, currency);
    const short = (text: string) => text.replace(/\.0+(?=[KMBT]?$)/, '');
    expect(found.map(short).slice(0, expected.length)).toEqual(expected.map(short));
  });

  it('never repeats a label, steps evenly and has all data inside, whatever they are', () => {
    const sizes = fc.double({ min: -14, max: 40, noNaN: true });
    const values = fc.record({
      size: sizes,
      from: fc.double({ min: -1, max: 1, noNaN: true }),
      spread: fc.oneof(fc.constant(0), fc.double({ min: -9, max: 1, noNaN: true })),
      currency: fc.constantFrom('USD', 'EUR', 'BTC', 'JPY', 'BHD'),
      count: fc.integer({ min: 3, max: 6 }),
    });
    fc.assert(
      fc.property(values, ({ size, from, spread, currency, count }) => {
        const low = from * 10 ** size;
        const high = spread === 0 ? low : low + 10 ** (size + spread);
        const scale = valueScale(low, high, count);
        const { ticks, step } = scale;
        const texts = moneyLabels(scale, currency);
        expect(new Set(texts).size).toBe(texts.length);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(count + 3);
        for (const [index, tick] of ticks.slice(1).entries())
          expect(tick.minus(ticks[index] ?? Number.NaN).equals(step)).toBe(true);
        expect(ticks[0]?.lessThanOrEqualTo(low)).toBe(true);
        expect(ticks.at(-1)?.greaterThanOrEqualTo(high)).toBe(true);
        // A round step: 1, 2, 2.5 or 5 times a power of ten.
        expect([1, 2, 25, 5]).toContain(
          Number(step.toExponential().split('e')[0]?.replace('.', '')),
        );
      }),
    );
  });

  it('writes what its marks are, to the last digit', () => {
    const scale = valueScale(0.123456, 0.123999);
    for (const [index, text] of moneyLabels(scale, 'BTC').entries())
      expect(new Decimal(text.slice(1)).equals(scale.ticks[index] ?? Number.NaN)).toBe(true);
  });
});

describe('a time axis', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });
  const DAY = 86_400_000;

  it('marks few, evenly spaced instants', () => {
    const marks = timeMarks(10 * DAY + 5, 17 * DAY).map(({ at }) => at);
    expect(marks.length).toBeGreaterThan(3);
    expect(marks.length).toBeLessThanOrEqual(8);
    expect(new Set(marks.slice(1).map((at, index) => at - (marks[index] ?? 0))).size).toBe(1);
  });

  it('names a minute by its seconds, and days across the end of summer time once each', () => {
    process.env['TZ'] = 'Europe/Berlin';
    const start = new Date(2026, 10, 28, 19, 41, 7).getTime();
    expect(timeMarks(start, start + 50_000).map(({ label }) => label)).toEqual([
      '19:41:10',
      '19:41:20',
      '19:41:30',
      '19:41:40',
      '19:41:50',
    ]);
    const autumn = new Date(2026, 9, 22, 12).getTime();
    expect(timeMarks(autumn, autumn + 6 * DAY).map(({ label }) => label)).toEqual([
      '23 Oct',
      '24 Oct',
      '25 Oct',
      '26 Oct',
      '27 Oct',
      '28 Oct',
    ]);
  });

  it.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu'])(
    'never repeats a label and stays inside, whatever the range: %s',
    (timeZone) => {
      process.env['TZ'] = timeZone;
      const spans = fc.tuple(
        fc.integer({ min: Date.UTC(2009, 0, 3), max: Date.UTC(2060, 0, 1) }),
        fc.double({ min: 0, max: 12, noNaN: true }),
      );
      fc.assert(
        fc.property(spans, ([from, size]) => {
          const to = from + Math.floor(10 ** size);
          const marks = timeMarks(from, to);
          expect(new Set(marks.map(({ label }) => label)).size).toBe(marks.length);
          expect(marks.length).toBeLessThanOrEqual(9);
          for (const [index, { at }] of marks.entries()) {
            expect(at).toBeGreaterThanOrEqual(Math.max(from, (marks[index - 1]?.at ?? 0) + 1));
            expect(at).toBeLessThanOrEqual(to);
          }
          if (to - from > 10_000) expect(marks.length).toBeGreaterThan(0);
        }),
      );
    },
  );
});
