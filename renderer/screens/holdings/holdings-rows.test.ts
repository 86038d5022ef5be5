import { describe, expect, it } from 'vitest';
import type { PriceView } from '../../../shared/contract/portfolio-view';
import { Decimal } from '../../../shared/base/decimal';
import { aBalance, aPortfolio, type BalanceRecipe } from '../../dev/fixtures/portfolio-fixture';
import { EMPTY_FILTER } from '../../stores/holdings-filter';
import { createHoldingsTree } from '../../view-models/holdings-tree';
import { PortfolioBook } from '../../stores/portfolio-book';
import { DOLLARS } from '../../view-models/quote';
import { holdingsCsv } from './holdings-csv';
import { holdingsRows, type RowsInput } from './holdings-rows';

const at = Date.UTC(2024, 0, 2);
const prices: Record<string, PriceView> = {
  'binance:BTC': { kind: 'market', usd: '100', usd24hAgo: '90', path: [], at },
  'binance:ETH': { kind: 'market', usd: '10', usd24hAgo: '30', path: [], at },
  'binance:XLM': { kind: 'market', usd: '0.1', path: [], at },
  'binance:FOO': { kind: 'unpriced', reason: 'no-market' },
  'kraken:BTC': {
    kind: 'market',
    usd: '101',
    at,
    path: [
      { venue: 'kraken', market: 'BTC/USD', from: 'BTC', to: 'USD', rate: '101', basis: 'mid', at },
    ],
  },
};
const RECIPES: readonly BalanceRecipe[] = [
  { connectionId: 'one', asset: 'BTC', total: '1' },
  { connectionId: 'one', asset: 'BTC', accountType: 'earn', total: '2' },
  { connectionId: 'two', venue: 'kraken', asset: 'BTC', total: '1' },
  { connectionId: 'one', asset: 'ETH', total: '1', borrowed: '90' },
  { connectionId: 'one', asset: 'XLM', total: '5' },
  { connectionId: 'one', asset: 'FOO@binance', code: 'FOO', total: '7' },
];

function nodesOf(recipes = RECIPES, name = 'Bitcoin') {
  const book = new PortfolioBook();
  book.load(
    aPortfolio({
      balances: recipes.map((recipe) => aBalance(recipe)),
      prices,
      assets: [{ id: 'BTC', code: 'BTC', name, kind: 'crypto' }],
    }),
  );
  return createHoldingsTree()({
    book,
    coverage: [],
    origin: 'live',
    at: 0,
    filter: EMPTY_FILTER,
    labels: new Map([['one', 'Main, "old" key']]),
    quote: DOLLARS,
  });
}

function rows(change: Partial<RowsInput> = {}) {
  return holdingsRows({
    assets: nodesOf(),
    expanded: new Set(),
    sort: { key: 'value', descending: true },
    dustBelow: undefined,
    quote: DOLLARS,
    ...change,
  });
}
const ids = (change: Partial<RowsInput> = {}) => rows(change).rows.map(({ id }) => id);

describe('lines of the table', () => {
  it('puts what has no price apart, after everything else, and shows debts', () => {
    expect(ids()).toEqual(['BTC', 'XLM', 'ETH', '#unpriced', 'FOO@binance']);
  });

  it('opens assets to venues, and venues with several accounts to these', () => {
    const open = rows({ expanded: new Set(['BTC', 'BTC|binance']) }).rows.slice(0, 5);
    expect(open.map(({ kind, level }) => [kind, level])).toEqual([
      ['asset', 1],
      ['venue', 2],
      ['balance', 3],
      ['balance', 3],
      ['balance', 2],
    ]);
  });

  it('leaves dust out but says how much it is; debts are no dust', () => {
    const { rows: lines, dust } = rows({ dustBelow: new Decimal(1) });
    expect(lines.map(({ id }) => id)).toEqual(['BTC', 'ETH', '#unpriced', 'FOO@binance']);
    expect(dust.assets).toBe(1);
    expect(dust.value.toFixed()).toBe('0.5');
  });

  it('sorts both ways, and the unknown always last', () => {
    expect(ids({ sort: { key: 'asset', descending: false } }).slice(0, 3)).toEqual([
      'BTC',
      'ETH',
      'XLM',
    ]);
    expect(ids({ sort: { key: 'change', descending: true } }).slice(0, 3)).toEqual([
      'ETH',
      'BTC',
      'XLM',
    ]);
    expect(ids({ sort: { key: 'change', descending: false } }).slice(0, 3)).toEqual([
      'BTC',
      'ETH',
      'XLM',
    ]);
  });
});

describe('CSV', () => {
  const lines = (text: string) => text.split('\r\n');

  it('writes every balance with every digit, and its provenance', () => {
    const [head, ...rest] = lines(holdingsCsv(nodesOf()));
    expect(head).toMatch(/^asset_id,asset,name,venue,connection/);
    expect(rest).toContain(
      'BTC,BTC,Bitcoin,kraken,,spot,,1,0,1,0,1,101,market: BTC/USD@kraken,2024-01-02T00:00:00.000Z,101,live',
    );
  });

  it('leaves price and value empty where there is no price', () => {
    expect(holdingsCsv(nodesOf())).toContain(',7,0,7,0,7,,unpriced: no-market,,,unpriced\r\n');
  });

  it('quotes what needs quotes', () => {
    expect(holdingsCsv(nodesOf())).toContain('"Main, ""old"" key"');
  });

  it('disarms text that a spreadsheet would run, but keeps negative numbers numbers', () => {
    const text = holdingsCsv(nodesOf(RECIPES, '=HYPERLINK("http://x")'));
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text).toContain(',-89,10,');
  });
});
