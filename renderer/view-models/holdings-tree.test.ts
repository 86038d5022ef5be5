import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BalanceView, PriceView } from '../../shared/contract/portfolio-view';
import { Decimal, sum } from '../../shared/base/decimal';
import type { CoverageCell } from '../../shared/portfolio/coverage';
import { largeState } from '../dev/fixtures/large-fixture';
import { aBalance, aPortfolio, type BalanceRecipe } from '../dev/fixtures/portfolio-fixture';
import { oldestStalePrices } from './holding-amounts';
import { EMPTY_FILTER, type HoldingsFilter } from '../stores/holdings-filter';
import { createHoldingsTree, sumAssets, type AssetNode } from './holdings-tree';
import { PortfolioBook } from '../stores/portfolio-book';
import { DOLLARS } from './quote';

const prices: Record<string, PriceView> = {
  'binance:BTC': { kind: 'market', usd: '60000.01', usd24hAgo: '59000', path: [], at: 0 },
  'kraken:BTC': { kind: 'market', usd: '60010', path: [], at: 0 },
  'binance:ETH': { kind: 'market', usd: '3000', usd24hAgo: '3100', path: [], at: 0 },
  'binance:DAI': { kind: 'peg-assumed', usd: '1', peg: 'DAI', path: [], at: 0 },
  'binance:FOO': { kind: 'unpriced', reason: 'no-market' },
};

function treeOf(
  recipes: readonly BalanceRecipe[],
  filter: Partial<HoldingsFilter> = {},
  coverage: readonly CoverageCell[] = [],
): readonly AssetNode[] {
  const state = aPortfolio({
    balances: recipes.map((recipe) => aBalance(recipe)),
    prices,
    assets: [{ id: 'BTC', code: 'BTC', name: 'Bitcoin', kind: 'crypto' }],
    coverage,
  });
  const book = new PortfolioBook();
  book.load(state);
  return createHoldingsTree()({
    book,
    coverage,
    origin: 'live',
    at: 0,
    filter: { ...EMPTY_FILTER, ...filter },
    labels: new Map([['one', 'Main key']]),
    quote: DOLLARS,
  });
}

const RECIPES: readonly BalanceRecipe[] = [
  { connectionId: 'one', asset: 'BTC', total: '1.000000000000000001', locked: '0.25' },
  { connectionId: 'one', asset: 'BTC', total: '0.5', accountType: 'margin', borrowed: '2' },
  { connectionId: 'two', venue: 'kraken', asset: 'BTC', total: '0.1' },
  { connectionId: 'one', asset: 'ETH', total: '2' },
  { connectionId: 'one', asset: 'DAI', total: '10' },
  { connectionId: 'one', asset: 'FOO@binance', total: '5' },
  { connectionId: 'one', asset: 'ETH', accountType: 'earn', total: '0' },
];

const find = (nodes: readonly AssetNode[], id: string) => {
  const node = nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(`no ${id}`);
  return node;
};

describe('grouping', () => {
  it('groups by asset, then venue, then account, with exact sums', () => {
    const btc = find(treeOf(RECIPES), 'BTC');
    expect(btc.children.map(({ venue }) => venue)).toEqual(['kraken', 'binance']);
    expect(btc.sums.total.toFixed()).toBe('1.600000000000000001');
    expect(btc.sums.available.toFixed()).toBe('1.350000000000000001');
    expect(btc.sums.net.toFixed()).toBe('-0.399999999999999999');
    expect(btc.sums.value?.toFixed()).toBe('-23999.00499999999993999999');
  });

  it('prices an asset as the plan weighs it: by its largest balance, not by the venue with the most', () => {
    const btc = find(
      treeOf([
        { connectionId: 'two', venue: 'kraken', asset: 'BTC', total: '2' },
        { connectionId: 'two', venue: 'kraken', asset: 'BTC', total: '2', accountType: 'earn' },
        { connectionId: 'one', asset: 'BTC', total: '3' },
      ]),
      'BTC',
    );
    expect(btc.children[0]?.venue).toBe('kraken');
    expect(btc.price).toMatchObject({ usd: '60000.01' });
  });

  it('leaves out accounts that hold nothing', () => {
    expect(find(treeOf(RECIPES), 'ETH').sums.balances).toBe(1);
  });

  it('gives what has no price no value, rather than none', () => {
    const foo = find(treeOf(RECIPES), 'FOO@binance');
    expect(foo.sums.value).toBeUndefined();
    expect(foo.sums.unpriced).toBe(1);
  });

  it('adds up the price effect of what has both prices', () => {
    const { after, before } = find(treeOf(RECIPES), 'BTC').sums;
    expect(before?.toFixed()).toBe(new Decimal('59000').times('-0.499999999999999999').toFixed());
    expect(after && before && after.minus(before).toFixed()).toBe(
      new Decimal('1000.01').times('-0.499999999999999999').toFixed(),
    );
  });

  it('marks the balances of accounts that did not answer', () => {
    const coverage: CoverageCell[] = [
      {
        connectionId: 'one',
        venue: 'binance',
        accountType: 'spot',
        source: '',
        coverage: { state: 'stale', at: 5000 },
      },
    ];
    const nodes = treeOf(RECIPES, {}, coverage);
    expect(find(nodes, 'BTC').sums).toMatchObject({ carried: 1, carriedSince: 5000 });
    expect(find(nodes, 'FOO@binance').sums.carried).toBe(1);
    expect(find(treeOf(RECIPES, { state: 'carried' }, coverage), 'BTC').sums.balances).toBe(1);
  });
});

describe('prices of a market that cannot be asked', () => {
  const stalePrices: Record<string, PriceView> = {
    ...prices,
    'kraken:BTC': { kind: 'market', usd: '60010', path: [], at: 0, staleSince: 7000 },
    'binance:ETH': { kind: 'market', usd: '3000', path: [], at: 0, staleSince: 9000 },
  };
  const state = aPortfolio({
    balances: RECIPES.map((recipe) => aBalance(recipe)),
    prices: stalePrices,
  });
  const book = new PortfolioBook();
  book.load(state);
  const krakenCarried: CoverageCell[] = [
    {
      connectionId: 'two',
      venue: 'kraken',
      accountType: 'spot',
      source: '',
      coverage: { state: 'stale', at: 5000 },
    },
  ];
  const tree = (coverage: readonly CoverageCell[], filter: Partial<HoldingsFilter> = {}) =>
    createHoldingsTree()({
      book,
      coverage,
      origin: 'live',
      at: 0,
      filter: { ...EMPTY_FILTER, ...filter },
      labels: new Map(),
      quote: DOLLARS,
    });

  it('marks their balances, of which the confidence line can show just those', () => {
    const nodes = tree([], { state: 'stale-price' });
    expect(nodes.map(({ id }) => id)).toEqual(['BTC', 'ETH']);
    expect(sumAssets(nodes).value?.toFixed()).toBe(state.totals.quality.stalePriceUsd);
    expect(find(tree([]), 'BTC').sums).toMatchObject({ stalePrices: 1, balances: 3 });
  });

  it('says both of a balance whose account did not answer either, and finds it by each', () => {
    const marks = { stalePrices: 1, stalePriceSince: 7000, carried: 1 };
    expect(find(tree(krakenCarried), 'BTC').sums).toMatchObject(marks);
    for (const state of ['carried', 'stale-price'] as const) {
      const btc = find(tree(krakenCarried, { state }), 'BTC');
      expect(btc.sums).toMatchObject({ ...marks, balances: 1 });
      expect(btc.children[0]?.children[0]?.states).toEqual(['carried', 'stale-price']);
    }
  });

  it('tells the age of the oldest, of what is live and of what is carried on', () => {
    expect(oldestStalePrices(book, [], 'live')).toEqual({ live: 7000, carried: undefined });
    expect(oldestStalePrices(book, krakenCarried, 'live')).toEqual({ live: 9000, carried: 7000 });
    expect(oldestStalePrices(book, [], 'stored')).toEqual({ live: undefined, carried: 7000 });
    const fresh = new PortfolioBook();
    fresh.load(aPortfolio({ balances: RECIPES.map((recipe) => aBalance(recipe)), prices }));
    expect(oldestStalePrices(fresh, [], 'live').live).toBeUndefined();
  });
});

describe('filtering', () => {
  it.each<[Partial<HoldingsFilter>, readonly string[]]>([
    [{ search: 'bitcoin' }, ['BTC']],
    [{ search: 'main eth' }, ['ETH']],
    [{ venue: 'kraken' }, ['BTC']],
    [{ accountType: 'margin' }, ['BTC']],
    [{ asset: 'ETH' }, ['ETH']],
    [{ state: 'peg-assumed' }, ['DAI']],
    [{ state: 'unpriced' }, ['FOO@binance']],
    [{ search: 'nothing like it' }, []],
  ])('%j keeps %j', (filter, ids) => {
    expect(treeOf(RECIPES, filter).map(({ id }) => id)).toEqual(ids);
  });

  it('sums only what passes', () => {
    const nodes = treeOf(RECIPES, { venue: 'kraken' });
    expect(sumAssets(nodes).value?.toFixed()).toBe('6001');
  });

  it('never loses or invents a cent: parts by venue add up to the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.boolean()), {
          maxLength: 30,
        }),
        (lines) => {
          const recipes = lines.map(([amount, kraken], index): BalanceRecipe => ({
            connectionId: `c${index}`,
            venue: kraken ? 'kraken' : 'binance',
            asset: 'BTC',
            total: new Decimal(String(amount)).times('1e-18').toFixed(),
          }));
          const value = (filter: Partial<HoldingsFilter>) =>
            sumAssets(treeOf(recipes, filter)).value ?? new Decimal(0);
          expect(
            sum([value({ venue: 'kraken' }), value({ venue: 'binance' })]).equals(value({})),
          ).toBe(true);
        },
      ),
    );
  });
});

describe('25,000 balances', () => {
  const state = largeState(25_000);
  const changed = (balance: BalanceView, total: string): BalanceView => ({
    ...balance,
    total,
    available: total,
  });

  it('makes again only the assets that a patch touched', () => {
    const book = new PortfolioBook();
    book.load(state);
    const grow = createHoldingsTree();
    const input = {
      book,
      coverage: [] as const,
      origin: 'live',
      at: 0,
      filter: EMPTY_FILTER,
      labels: new Map<string, string>(),
      quote: DOLLARS,
    } as const;
    const before = grow(input);
    expect(before.reduce((count, { sums }) => count + sums.balances, 0)).toBe(25_000);
    const [first] = Object.values(state.balances);
    if (first === undefined) throw new Error('the fixture is empty');
    book.apply({
      sequence: 2,
      at: 0,
      origin: 'live',
      settled: true,
      balances: [changed(first, '7')],
    });
    const after = grow(input);
    expect(after.filter((node, index) => node !== before[index]).map(({ id }) => id)).toEqual([
      first.asset,
    ]);
  });
});
