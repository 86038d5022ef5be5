import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriceView } from '../../shared/contract/portfolio-view';
import { Decimal, sum } from '../../shared/base/decimal';
import type { CoverageCell } from '../../shared/portfolio/coverage';
import { failure } from '../../shared/base/failure';
import { aBalance, aPortfolio, type BalanceRecipe } from '../dev/fixtures/portfolio-fixture';
import { priceOf } from '../screens/holdings/holdings-rows';
import { accountsTree } from './accounts-tree';
import { EMPTY_FILTER } from '../stores/holdings-filter';
import { createHoldingsTree, sumAssets } from './holdings-tree';
import { PortfolioBook } from '../stores/portfolio-book';
import { DOLLARS, inQuote, type QuoteDisplay } from './quote';
import { totalsInQuote } from './totals-in-quote';

const prices: Record<string, PriceView> = {
  'binance:BTC': { kind: 'market', usd: '64210.5', path: [], at: 0 },
  'kraken:BTC': { kind: 'market', usd: '64215.25', path: [], at: 0, staleSince: 0 },
  'binance:ETH': { kind: 'market', usd: '3000.1', path: [], at: 0 },
  'kraken:EUR': { kind: 'peg-assumed', usd: '1.0853', peg: 'EURC', path: [], at: 0 },
};
const BTC: QuoteDisplay = { ...DOLLARS, currency: 'BTC', usdPerUnit: new Decimal('64213.45') };

const coverage: readonly CoverageCell[] = [
  {
    ...{ connectionId: 'two', venue: 'kraken', accountType: 'spot', source: '' },
    coverage: { state: 'stale', at: 0, failure: failure('timeout', 'No answer.') },
  },
];

function portfolioOf(recipes: readonly BalanceRecipe[]) {
  const state = aPortfolio({ balances: recipes.map(aBalance), prices, coverage });
  const book = new PortfolioBook();
  book.load(state);
  return { totals: state.totals, book, coverage, origin: 'live' } as const;
}

function treeOf({ book }: ReturnType<typeof portfolioOf>, quote: QuoteDisplay) {
  const view = {
    book,
    coverage,
    origin: 'live',
    at: 0,
    labels: new Map<string, string>(),
  } as const;
  return createHoldingsTree()({ ...view, filter: EMPTY_FILTER, quote });
}

describe('totals in another currency than the dollar', () => {
  it('make so many units of it worth exactly so many, wherever they lie', () => {
    const portfolio = portfolioOf([
      { connectionId: 'one', asset: 'BTC', total: '2.5' },
      { connectionId: 'two', venue: 'kraken', asset: 'BTC', total: '0.1031' },
    ]);
    const totals = totalsInQuote(portfolio, BTC);
    expect(inQuote(new Decimal(totals.totalUsd), BTC).toFixed()).toBe('2.6031');
    expect(inQuote(new Decimal(totals.byVenue['kraken'] ?? 0), BTC).toFixed()).toBe('0.1031');
    // Its dollars at the venues' prices are another figure.
    expect(inQuote(new Decimal(portfolio.totals.totalUsd), BTC).toFixed()).not.toBe('2.6031');
    const [node] = treeOf(portfolio, BTC);
    expect(node?.sums.value && inQuote(node.sums.value, BTC).toFixed()).toBe('2.6031');
    const price = node && priceOf(node, BTC);
    expect(price && inQuote(price, BTC).toFixed()).toBe('1');
    expect(totalsInQuote(portfolio, DOLLARS)).toBe(portfolio.totals);
  });

  it('follow the rate, row by row', () => {
    const portfolio = portfolioOf([{ connectionId: 'one', asset: 'BTC', total: '2.5' }]);
    const grow = createHoldingsTree();
    const view = { ...portfolio, at: 0, labels: new Map<string, string>(), filter: EMPTY_FILTER };
    for (const usd of ['64213.45', '65000']) {
      const quote = { ...BTC, usdPerUnit: new Decimal(usd) };
      const [node] = grow({ ...view, quote });
      expect(node?.sums.value && inQuote(node.sums.value, quote).toFixed()).toBe('2.5');
    }
    expect(grow({ ...view, quote: DOLLARS })[0]?.sums.value?.toFixed()).toBe('160526.25');
  });

  it('still add up exactly: venues, assets, account types, quality, rows and accounts', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 20n }).map((digits) => String(digits));
    const line = fc.tuple(
      fc.constantFrom('BTC', 'ETH', 'EUR'),
      fc.boolean(),
      fc.constantFrom('spot', 'earn', 'margin'),
      amount,
      amount,
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom('BTC', 'EUR'),
        (lines, code) => {
          const quote = { ...BTC, currency: code };
          const portfolio = portfolioOf(
            lines.map(([asset, isKraken, accountType, total, borrowed], index) => ({
              ...{ asset, accountType, subaccount: String(index) },
              ...(isKraken
                ? { connectionId: 'two', venue: 'kraken' }
                : { connectionId: 'one', venue: 'binance' }),
              total: new Decimal(total).times('1e-12').toFixed(),
              borrowed: new Decimal(borrowed).times('1e-12').toFixed(),
            })),
          );
          const totals = totalsInQuote(portfolio, quote);
          const { liveUsd, stalePriceUsd, carriedUsd, pegAssumedUsd, manualUsd } = totals.quality;
          const add = (texts: readonly string[]) =>
            sum(texts.map((text) => new Decimal(text))).toFixed();
          for (const parts of [totals.byVenue, totals.byAsset, totals.byAccountType])
            expect(add(Object.values(parts))).toBe(totals.totalUsd);
          expect(add([liveUsd, stalePriceUsd, carriedUsd, pegAssumedUsd, manualUsd])).toBe(
            totals.totalUsd,
          );
          const rows = sumAssets(treeOf(portfolio, quote)).value ?? new Decimal(0);
          expect(rows.toFixed()).toBe(totals.totalUsd);
          const venues = accountsTree({
            ...{ ...portfolio, connections: [], crossChecks: [], caps: [], quote },
            balances: portfolio.book.balances.values(),
          });
          expect(add(venues.map(({ sums }) => sums.value?.toFixed() ?? '0'))).toBe(totals.totalUsd);
        },
      ),
    );
  });
});
