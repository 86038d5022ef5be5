import type { QualityOverlapView, TotalsView } from '../../shared/contract/portfolio-view';
import type { Decimal } from '../../shared/base/decimal';
import { ZERO } from '../../shared/base/decimal';
import type { CoverageCell } from '../../shared/portfolio/coverage';
import { qualityKey, qualityOf } from '../../shared/portfolio/quality';
import { carriedAccounts, isCarried } from './holding-amounts';
import type { PortfolioBook } from '../stores/portfolio-book';
import { balanceGap, type QuoteDisplay } from './quote';

interface Source {
  readonly totals: TotalsView;
  readonly book: PortfolioBook;
  readonly coverage: readonly CoverageCell[];
  readonly origin: 'live' | 'stored';
}

/**
 * The totals with what is held of the shown currency at its rate: added to every sum that it is in, so that
 * parts still add up to the whole exactly. Looks only at the balances of that one asset.
 */
export function totalsInQuote(source: Source, quote: QuoteDisplay): TotalsView {
  const { totals, book, coverage, origin } = source;
  const bucket = quote.usdPerUnit === undefined ? undefined : book.buckets.get(quote.currency);
  if (bucket === undefined) return totals;
  const accounts = carriedAccounts(coverage);
  const [total, venues, types, qualities] = [new Gaps(), new Gaps(), new Gaps(), new Gaps()];
  for (const key of bucket.keys) {
    const balance = book.balances.get(key);
    if (balance === undefined) continue;
    const gap = balanceGap(balance, quote);
    if (gap.isZero()) continue;
    const carried = origin === 'stored' || isCarried(balance, accounts);
    total.add('total', gap);
    venues.add(balance.venue, gap);
    types.add(balance.accountType, gap);
    qualities.add(qualityKey(book.prices.get(balance.price) ?? UNPRICED, carried), gap);
  }
  const ofAsset = new Gaps();
  ofAsset.add(quote.currency, total.get('total'));
  const gaps = qualityOf({ usd: (key) => qualities.get(key), balances: () => 1, zero: ZERO });
  const { quality } = totals;
  let byAsset: TotalsView['byAsset'] | undefined;
  return {
    totalUsd: addGap(totals.totalUsd, total.get('total')),
    byVenue: venues.addTo(totals.byVenue),
    // Copied for those who look at it: there may be thousands of assets, and the total changes at each price.
    get byAsset() {
      return (byAsset ??= ofAsset.addTo(totals.byAsset));
    },
    byAccountType: types.addTo(totals.byAccountType),
    quality: {
      ...quality,
      liveUsd: addGap(quality.liveUsd, gaps.liveUsd),
      stalePriceUsd: addGap(quality.stalePriceUsd, gaps.stalePriceUsd),
      carriedUsd: addGap(quality.carriedUsd, gaps.carriedUsd),
      pegAssumedUsd: addGap(quality.pegAssumedUsd, gaps.pegAssumedUsd),
      manualUsd: addGap(quality.manualUsd, gaps.manualUsd),
      overlaps: quality.overlaps.map((overlap): QualityOverlapView => {
        const same = gaps.overlaps.find(
          ({ of, also }) => of === overlap.of && also === overlap.also,
        );
        return { ...overlap, usd: addGap(overlap.usd, same?.usd ?? ZERO) };
      }),
    },
  };
}

const UNPRICED = { kind: 'unpriced' } as const;

function addGap(usd: string, gap: Decimal): string {
  return gap.isZero() ? usd : gap.plus(usd).toFixed();
}

class Gaps {
  readonly #sums = new Map<string, Decimal>();

  add(key: string, gap: Decimal): void {
    this.#sums.set(key, this.get(key).plus(gap));
  }

  get(key: string): Decimal {
    return this.#sums.get(key) ?? ZERO;
  }

  addTo<Sums extends Readonly<Partial<Record<string, string>>>>(sums: Sums): Sums {
    const changed: Partial<Record<string, string>> = { ...sums };
    for (const [key, gap] of this.#sums) {
      const usd = sums[key];
      if (usd !== undefined) changed[key] = addGap(usd, gap);
    }
    return changed as Sums;
  }
}
