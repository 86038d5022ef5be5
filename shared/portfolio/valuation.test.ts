import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, decimal } from '../base/decimal';
import { accountKey, balanceKey, type AccountType, type Balance } from './balance';
import { priceKey, type Price } from '../pricing/price';
import { valueBalances, Valuation } from './valuation';

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 30n }), fc.integer({ min: 0, max: 24 }))
  .map(([digits, scale]) => new Decimal(digits.toString()).times(new Decimal(10).pow(-scale)));
const positive = amount.map((value) => value.abs());
const priceArbitrary: fc.Arbitrary<Price> = fc.oneof(
  positive.map((usd): Price => ({ kind: 'market', usd, path: [], at: 0 })),
  positive.map((usd): Price => ({ kind: 'manual', usd, at: 0 })),
  fc.constant<Price>({ kind: 'peg-assumed', usd: new Decimal(1), peg: 'USDT', path: [], at: 0 }),
  positive.map((usd): Price => ({ kind: 'market', usd, path: [], at: 0, staleSince: 0 })),
  positive.map((usd): Price => ({
    kind: 'peg-assumed',
    usd,
    peg: 'USDT',
    path: [],
    at: 0,
    staleSince: 0,
  })),
  fc.constant<Price>({ kind: 'unpriced', reason: 'no-market' }),
);
const accountTypes: readonly AccountType[] = ['spot', 'margin', 'earn'];
const codes = ['BTC', 'ETH', 'USDT', 'ODD'];
const balanceArbitrary: fc.Arbitrary<Balance> = fc
  .record({
    connectionId: fc.constantFrom('a', 'b'),
    venue: fc.constantFrom('binance', 'kraken'),
    accountType: fc.constantFrom(...accountTypes),
    code: fc.constantFrom(...codes),
    available: positive,
    locked: positive,
    borrowed: fc.oneof(fc.constant(new Decimal(0)), positive),
  })
  .map((parts) => ({
    ...parts,
    asset: parts.code,
    total: parts.available.plus(parts.locked),
  }));

type Step =
  | { kind: 'set'; balance: Balance }
  | { kind: 'delete'; balance: Balance }
  | { kind: 'price'; venue: string; code: string; price: Price }
  | { kind: 'carried'; connectionId: string; accountType: AccountType; carried: boolean };

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  balanceArbitrary.map((balance): Step => ({ kind: 'set', balance })),
  balanceArbitrary.map((balance): Step => ({ kind: 'delete', balance })),
  fc.record({
    kind: fc.constant('price' as const),
    venue: fc.constantFrom('binance', 'kraken'),
    code: fc.constantFrom(...codes),
    price: priceArbitrary,
  }),
  fc.record({
    kind: fc.constant('carried' as const),
    connectionId: fc.constantFrom('a', 'b'),
    accountType: fc.constantFrom(...accountTypes),
    carried: fc.boolean(),
  }),
);

/** Text of every figure, so that equality is to the last digit and of the set of keys. */
function figures(totals: ReturnType<Valuation['totals']>): unknown {
  const entries = (map: ReadonlyMap<string, Decimal>): unknown =>
    [...map].map(([key, value]) => [key, value.toString()]).sort();
  const { liveUsd, stalePriceUsd, carriedUsd, pegAssumedUsd, manualUsd, unpricedBalances } =
    totals.quality;
  return {
    total: totals.totalUsd.toString(),
    venue: entries(totals.byVenue),
    asset: entries(totals.byAsset),
    type: entries(totals.byAccountType),
    quality: [liveUsd, stalePriceUsd, carriedUsd, pegAssumedUsd, manualUsd].map(String),
    unpricedBalances,
    balances: totals.quality.balances,
    overlaps: totals.quality.overlaps.map(
      ({ of, also, usd, balances }) => `${of} ${also} ${usd.toString()} ${balances}`,
    ),
  };
}

describe('the valuation', () => {
  it('followed change by change equals the full recomputation to the last digit', () => {
    fc.assert(
      fc.property(fc.array(stepArbitrary, { maxLength: 60 }), (steps) => {
        const incremental = new Valuation();
        const balances = new Map<string, Balance>();
        const prices = new Map<string, Price>();
        const carried = new Set<string>();
        for (const step of steps) {
          if (step.kind === 'set') {
            incremental.set(step.balance);
            balances.set(balanceKey(step.balance), step.balance);
          } else if (step.kind === 'delete') {
            incremental.delete(balanceKey(step.balance));
            balances.delete(balanceKey(step.balance));
          } else if (step.kind === 'price') {
            incremental.setPrice(priceKey(step.venue, step.code), step.price);
            prices.set(priceKey(step.venue, step.code), step.price);
          } else {
            const account = accountKey(step.connectionId, step.accountType);
            incremental.setCarried(account, step.carried);
            if (step.carried) carried.add(account);
            else carried.delete(account);
          }
        }
        const full = valueBalances(balances.values(), prices, carried);
        expect(figures(incremental.totals())).toEqual(figures(full));
      }),
    );
  });

  it('splits the total by quality without remainder, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(balanceArbitrary, { selector: balanceKey }),
        fc.dictionary(fc.constantFrom('binance:BTC', 'kraken:BTC', 'binance:ETH'), priceArbitrary),
        (balances, table) => {
          const prices = new Map(Object.entries(table));
          const totals = valueBalances(balances, prices, new Set(['a/spot']));
          const { liveUsd, stalePriceUsd, carriedUsd, pegAssumedUsd, manualUsd } = totals.quality;
          const parts = liveUsd
            .plus(stalePriceUsd)
            .plus(carriedUsd)
            .plus(pegAssumedUsd)
            .plus(manualUsd);
          expect(parts.toString()).toBe(totals.totalUsd.toString());
          const reversed = valueBalances([...balances].reverse(), prices, new Set(['a/spot']));
          expect(reversed.totalUsd.toString()).toBe(totals.totalUsd.toString());
        },
      ),
    );
  });

  const balance = (parts: Partial<Balance>): Balance => ({
    connectionId: 'a',
    venue: 'binance',
    accountType: 'spot',
    asset: 'BTC',
    code: 'BTC',
    available: decimal('1'),
    locked: decimal('0'),
    total: decimal('1'),
    borrowed: decimal('0'),
    ...parts,
  });

  it('keeps what has no price out of the total and counts it', () => {
    const { totalUsd, quality, byAsset } = valueBalances(
      [balance({}), balance({ asset: 'ODD@binance', code: 'ODD' })],
      new Map<string, Price>([
        ['binance:BTC', { kind: 'market', usd: decimal('50000.01'), path: [], at: 0 }],
      ]),
    );
    expect(totalUsd.toString()).toBe('50000.01');
    expect(quality.unpricedBalances).toBe(1);
    expect([...byAsset.keys()]).toEqual(['BTC']);
  });

  it('names every mark of a value, not the weakest alone, also where debts balance it', () => {
    const usdt = { asset: 'USDT', code: 'USDT' };
    const peg: Price = { kind: 'peg-assumed', usd: decimal('1'), peg: 'USDT', path: [], at: 0 };
    const { quality } = valueBalances(
      [
        balance({ ...usdt, total: decimal('70') }),
        balance({ ...usdt, accountType: 'margin', total: decimal('5'), borrowed: decimal('45') }),
        balance({ venue: 'kraken', total: decimal('2') }),
        balance({ venue: 'kraken', accountType: 'margin', borrowed: decimal('3') }),
        balance({ ...usdt, venue: 'kraken', accountType: 'earn', total: decimal('30') }),
      ],
      new Map<string, Price>([
        ['binance:USDT', peg],
        ['kraken:USDT', { ...peg, staleSince: 7 }],
        ['kraken:BTC', { kind: 'market', usd: decimal('10'), path: [], at: 0, staleSince: 5 }],
      ]),
      new Set(['a/spot']),
    );
    expect(quality).toEqual({
      liveUsd: decimal('0'),
      // 30 at a stale peg, and a debt of 20 at a stale market price.
      stalePriceUsd: decimal('10'),
      carriedUsd: decimal('90'),
      pegAssumedUsd: decimal('-40'),
      manualUsd: decimal('0'),
      unpricedBalances: 0,
      balances: { live: 0, stalePrice: 2, carried: 2, pegAssumed: 1, manual: 0 },
      overlaps: [
        { of: 'carried', also: 'stale-price', usd: decimal('20'), balances: 1 },
        { of: 'carried', also: 'peg-assumed', usd: decimal('70'), balances: 1 },
        { of: 'stale-price', also: 'peg-assumed', usd: decimal('30'), balances: 1 },
      ],
    });
    const balanced = valueBalances(
      [balance({ ...usdt }), balance({ ...usdt, accountType: 'margin', borrowed: decimal('2') })],
      new Map<string, Price>([['binance:USDT', peg]]),
    );
    expect(balanced.quality.pegAssumedUsd.toFixed()).toBe('0');
    expect(balanced.quality.balances.pegAssumed).toBe(2);
  });

  it('counts a debt against the total, also below zero', () => {
    const { totalUsd } = valueBalances(
      [balance({ borrowed: decimal('1.5') })],
      new Map<string, Price>([['binance:BTC', { kind: 'manual', usd: decimal('100'), at: 0 }]]),
    );
    expect(totalUsd.toString()).toBe('-50');
  });

  it('keeps 24 digits of an amount', () => {
    const { totalUsd } = valueBalances(
      [balance({ total: decimal('123456.789012345678901234') })],
      new Map<string, Price>([['binance:BTC', { kind: 'manual', usd: decimal('1'), at: 0 }]]),
    );
    expect(totalUsd.toString()).toBe('123456.789012345678901234');
  });
});
