import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZERO, decimal, sum, type Decimal } from '../base/decimal';
import {
  exposures,
  type ExposedBalance,
  type ExposedPosition,
  type ExposureOptions,
} from './exposure';

const PRICES: Readonly<Record<string, string>> = {
  'binance:BTC': '100000',
  'deribit:BTC': '100000',
  'binance:USDT': '1',
  'binance:ETH': '4000',
  'kraken:STETH': '3900',
};
const options: ExposureOptions = {
  usdOf: (venue, code) => {
    const price = PRICES[`${venue}:${code}`];
    return price === undefined ? undefined : decimal(price);
  },
};
const balance = (venue: string, code: string, total: string, borrowed = '0'): ExposedBalance => ({
  venue,
  code,
  asset: code,
  total: decimal(total),
  borrowed: decimal(borrowed),
});
const position = (
  venue: string,
  code: string,
  delta: string | undefined,
  kind: ExposedPosition['kind'] = 'perpetual',
): ExposedPosition => ({
  venue,
  code,
  asset: code,
  kind,
  ...(delta === undefined ? {} : { delta: decimal(delta) }),
});
const netOf = (
  balances: readonly ExposedBalance[],
  positions: readonly ExposedPosition[],
  asset: string,
): string | undefined => exposures(balances, positions, options).get(asset)?.net.toFixed();

describe('exposure', () => {
  it('shows a coin that is held and sold short as near nothing', () => {
    const found = exposures(
      [balance('binance', 'BTC', '1.5'), balance('binance', 'USDT', '20000')],
      [position('binance', 'BTC', '-1.5')],
      options,
    );
    expect(found.get('BTC')).toMatchObject({ held: decimal('1.5'), futures: decimal('-1.5') });
    expect(found.get('BTC')?.net.isZero()).toBe(true);
    expect(found.get('BTC')?.netUsd?.isZero()).toBe(true);
    expect(found.get('USDT')?.netUsd?.toFixed()).toBe('20000');
  });

  it('counts a contract settled in its coin on top of the equity', () => {
    // 1 BTC of equity, short 100,000 dollars of contracts at 100,000: its dollar worth does not move.
    expect(netOf([balance('deribit', 'BTC', '1')], [position('deribit', 'BTC', '-1')], 'BTC')).toBe(
      '0',
    );
  });

  it('deducts what is borrowed', () => {
    expect(netOf([balance('binance', 'ETH', '3', '5')], [], 'ETH')).toBe('-2');
  });

  it('adds the deltas of options, and counts those that are not known', () => {
    const found = exposures(
      [balance('deribit', 'BTC', '2')],
      [
        position('deribit', 'BTC', '-0.4', 'option'),
        position('deribit', 'BTC', undefined, 'option'),
      ],
      options,
    ).get('BTC');
    expect(found?.net.toFixed()).toBe('1.6');
    expect(found?.unknownDeltas).toBe(1);
  });

  it('says that dollars are missing where there is no price, and never counts them as zero', () => {
    const found = exposures([balance('mexc', 'GEM', '7')], [], options).get('GEM');
    expect(found?.netUsd).toBeUndefined();
    expect(found?.partlyUnpriced).toBe(true);
  });

  it('shows variants under their coin at the ratio of prices, if asked to', () => {
    const found = exposures(
      [balance('kraken', 'STETH', '2'), balance('binance', 'ETH', '1')],
      [position('binance', 'ETH', '-2.95')],
      {
        ...options,
        groupOf: (asset) =>
          asset === 'STETH' ? { asset: 'ETH', usd: decimal('4000') } : undefined,
      },
    );
    expect([...found.keys()]).toEqual(['ETH']);
    expect(found.get('ETH')).toMatchObject({ converted: true });
    expect(found.get('ETH')?.net.toFixed()).toBe('0');
    expect(found.get('ETH')?.netUsd?.toFixed()).toBe('0');
  });

  it('leaves a variant without a price by itself', () => {
    const found = exposures([balance('mexc', 'STETH', '2')], [], {
      ...options,
      groupOf: () => ({ asset: 'ETH', usd: decimal('4000') }),
    });
    expect(found.get('STETH')?.held.toFixed()).toBe('2');
  });

  it('adds up to the net worth in dollars when there are no positions, in any order', () => {
    const amount = fc
      .bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
      .map((units) => decimal(`${units}e-8`));
    const held = fc.record({
      key: fc.constantFrom(...Object.keys(PRICES)),
      total: amount,
      borrowed: amount.map((value) => value.abs()),
    });
    fc.assert(
      fc.property(fc.array(held, { maxLength: 20 }), (rows) => {
        const balances = rows.map(({ key, total, borrowed }): ExposedBalance => {
          const [venue = '', code = ''] = key.split(':');
          return { venue, code, asset: code, total, borrowed };
        });
        const worth: Decimal = sum(
          rows.map(({ key, total, borrowed }) =>
            total.minus(borrowed).times(decimal(PRICES[key] ?? '')),
          ),
        );
        for (const order of [balances, [...balances].reverse()]) {
          const found = [...exposures(order, [], options).values()];
          expect(sum(found.map(({ netUsd }) => netUsd ?? ZERO)).toFixed()).toBe(worth.toFixed());
          for (const { net, held: part, borrowed, futures, options: optional } of found)
            expect(net.equals(part.minus(borrowed).plus(futures).plus(optional))).toBe(true);
        }
      }),
    );
  });
});
