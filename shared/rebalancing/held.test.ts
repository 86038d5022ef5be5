import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, type Decimal } from '../base/decimal';
import type { AccountType } from '../portfolio/balance';
import { classDrifts, driftBoard } from './drift-board';
import { heldPart, heldUnits, type HeldReader } from './held';
import { emptyTargetSet, type Scope, type TargetSet } from './targets';

const ASSETS = ['BTC', 'ETH', 'SOL', 'GEM@kraken'] as const;
const VENUES = ['binance', 'kraken', 'okx'] as const;

/** A balance as the process has it that values the portfolio. */
interface Valued {
  readonly connectionId: string;
  readonly venue: string;
  readonly accountType: AccountType;
  readonly asset: string;
  readonly total: Decimal;
  readonly borrowed: Decimal;
  readonly usd: Decimal | undefined;
}

/** The same as it is sent: text, and its price elsewhere. */
interface Sent {
  readonly connectionId: string;
  readonly venue: string;
  readonly accountType: AccountType;
  readonly asset: string;
  readonly total: string;
  readonly borrowed: string;
  readonly price: string;
  readonly valueUsd: string | undefined;
}

const netOf = ({ total, borrowed }: Valued): Decimal => total.minus(borrowed);
const ofValued: HeldReader<Valued> = {
  usd: ({ usd }) => usd,
  valueUsd: (one) => one.usd?.times(netOf(one)),
  priceKey: ({ venue, asset }) => `${venue}:${asset}`,
  net: netOf,
  available: ({ total }) => total,
  isStale: () => false,
};

function ofSent(prices: ReadonlyMap<string, string>): HeldReader<Sent> {
  return {
    usd: ({ price }) => {
      const text = prices.get(price);
      return text === undefined ? undefined : decimal(text);
    },
    valueUsd: ({ valueUsd }) => (valueUsd === undefined ? undefined : decimal(valueUsd)),
    priceKey: ({ price }) => price,
    net: ({ total, borrowed }) => decimal(total).minus(borrowed),
    available: ({ total }) => decimal(total),
    isStale: () => false,
  };
}

function sent(one: Valued): Sent {
  const { total, borrowed, usd: _usd, ...place } = one;
  return {
    ...place,
    total: total.toFixed(),
    borrowed: borrowed.toFixed(),
    price: ofValued.priceKey(one),
    valueUsd: ofValued.valueUsd(one)?.toFixed(),
  };
}

/** Few different amounts and prices, so that many balances are of the same size at other prices. */
const portfolios = fc
  .record({
    prices: fc.dictionary(
      fc.constantFrom(...VENUES.flatMap((venue) => ASSETS.map((asset) => `${venue}:${asset}`))),
      fc.constantFrom('0.5', '1', '2', '4'),
    ),
    held: fc.array(
      fc.record({
        key: fc.constantFrom('one', 'two'),
        venue: fc.constantFrom(...VENUES),
        accountType: fc.constantFrom<AccountType>('spot', 'margin', 'earn'),
        asset: fc.constantFrom(...ASSETS),
        total: fc.constantFrom('0', '1', '2', '4', '0.00000001'),
        borrowed: fc.constantFrom('0', '0', '2', '8'),
      }),
      { maxLength: 16 },
    ),
  })
  .map(({ prices, held }) => {
    const units = new Map(Object.entries(prices).map(([key, usd]) => [key, decimal(usd)]));
    return {
      prices: new Map(Object.entries(prices)),
      balances: held.map(({ key, venue, accountType, asset, total, borrowed }): Valued => ({
        connectionId: `${venue}-${key}`,
        ...{ venue, accountType, asset },
        ...{ total: decimal(total), borrowed: decimal(borrowed) },
        usd: units.get(`${venue}:${asset}`),
      })),
    };
  });

const scopes = fc.constantFrom<Scope>(
  {},
  { venues: ['kraken', 'okx'] },
  { accountTypes: ['spot'] },
  { connections: ['binance-one'] },
  { venues: ['nowhere'] },
);

const TARGETS: TargetSet = {
  ...emptyTargetSet('set', 'Mine'),
  targets: [
    { kind: 'asset', asset: 'BTC', percent: '40' },
    { kind: 'group', name: 'Others', assets: ['ETH', 'GEM@kraken'], percent: '35' },
  ],
  excluded: ['ETH'],
};

const assetOf = (id: string) => ({ id, code: id.split('@')[0] ?? id, kind: 'crypto' as const });
const texts = (map: ReadonlyMap<string, Decimal>): [string, string][] =>
  [...map].map(([key, value]): [string, string] => [key, value.toFixed()]).sort();

describe('what is held', () => {
  it('is the same whether it is read from amounts or from text, in any order', () => {
    const shuffled = fc.array(fc.nat(), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(portfolios, shuffled, ({ prices, balances }, ranks) => {
        const here = heldPart(balances, ofValued, assetOf);
        const other = balances
          .map((one, at) => ({ one: sent(one), rank: ranks[at] ?? 0 }))
          .sort((left, right) => left.rank - right.rank)
          .map(({ one }) => one);
        const there = heldPart(other, ofSent(prices), assetOf);
        expect(texts(there.prices)).toEqual(texts(here.prices));
        expect([...there.assets.keys()].sort()).toEqual([...here.assets.keys()].sort());
        const units = heldUnits(other, ofSent(prices), {});
        expect(texts(units.nets)).toEqual(texts(heldUnits(balances, ofValued, {}).nets));
      }),
    );
  });

  it('drifts the same by rows, as the page shows it, and by sums, as it is watched', () => {
    fc.assert(
      fc.property(portfolios, scopes, ({ prices, balances }, scope) => {
        const targets = { ...TARGETS, scope };
        const board = driftBoard({
          ...heldPart(balances.map(sent), ofSent(prices), assetOf),
          targets,
        });
        const { nets, assets } = heldUnits(balances, ofValued, scope);
        const watched = classDrifts(
          {
            assets: new Map([...assets].map((id) => [id, assetOf(id)])),
            prices: heldPart(balances, ofValued, assetOf).prices,
            targets,
          },
          nets,
        );
        expect(watched).toEqual({
          problems: board.problems,
          rows: board.rows.map(
            ({ members: _members, immovable: _immovable, movableUsd: _movableUsd, ...drift }) =>
              drift,
          ),
        });
      }),
    );
  });
});

describe('the price of an asset', () => {
  const at = (venue: string, total: string, usd: string | undefined, borrowed = '0'): Valued => ({
    connectionId: venue,
    venue,
    accountType: 'spot',
    asset: 'BTC',
    ...{ total: decimal(total), borrowed: decimal(borrowed) },
    usd: usd === undefined ? undefined : decimal(usd),
  });
  const priceOf = (...balances: Valued[]): string | undefined =>
    heldPart(balances, ofValued, assetOf).prices.get('BTC')?.toFixed();

  it('is that of the largest balance, owned or owed', () => {
    expect(priceOf(at('binance', '1', '101'), at('kraken', '2', '99'))).toBe('99');
    expect(priceOf(at('binance', '1', '101'), at('kraken', '0', '99', '2'))).toBe('99');
    expect(priceOf(at('binance', '3', '101'), at('kraken', '0', '99', '2'))).toBe('101');
  });

  it('is told by no balance without one', () => {
    expect(priceOf(at('binance', '9', undefined), at('kraken', '1', '99'))).toBe('99');
    expect(priceOf(at('binance', '9', undefined))).toBeUndefined();
    expect(priceOf()).toBeUndefined();
  });

  it('is the same in any order where balances are of the same size', () => {
    const [one, two] = [at('binance', '0', '101'), at('kraken', '0', '99')];
    expect([priceOf(one, two), priceOf(two, one)]).toEqual(['101', '101']);
    const [owned, owed] = [at('okx', '2', '4'), at('gate', '0', '2', '4')];
    expect([priceOf(owned, owed), priceOf(owed, owned)]).toEqual(['2', '2']);
  });
});
