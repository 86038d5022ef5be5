import type { OrderBook, SpotMarket } from '../../../../shared/pricing/spot-market';
import { VenueFailure } from '../../reading/venue-failure';
import { withSignal } from '../../protocol/ccxt/call-context';
import type { VenueTickers } from '../tickers/venue-tickers';
import type { VenueRuntime } from '../runtime/venue-runtime';
import { marketRules } from '../definition/market-rules';
import { orderBook } from '../definition/order-book';

/** A venue (or a local server in its place) and its markets. */
export interface MarketPlace {
  readonly runtime: VenueRuntime;
  readonly tickers: VenueTickers;
}

/**
 * The markets between some codes that can be ordered at. One whose rules were not understood is left
 * out: it serves for prices only. @throws VenueFailure
 */
export async function marketsForOrders(
  { runtime, tickers }: MarketPlace,
  codes: ReadonlySet<string>,
): Promise<readonly SpotMarket[]> {
  const { info, orders } = runtime.definition;
  if (orders === undefined) return [];
  const found: SpotMarket[] = [];
  for (const market of await tickers.between(codes)) {
    const rules = marketRules(market.rules);
    if (rules === undefined) continue;
    const { base, quote, feeFrom = orders.feeFrom } = market;
    found.push({ venue: info.id, symbol: `${base}/${quote}`, base, quote, rules, feeFrom });
  }
  return found;
}

/** The resting orders of a market now. @throws VenueFailure */
export async function readOrderBook(
  { runtime, tickers }: MarketPlace,
  { base, quote }: Pick<SpotMarket, 'base' | 'quote'>,
  signal: AbortSignal,
): Promise<OrderBook> {
  const read = runtime.definition.orders?.orderBook;
  if (read === undefined) throw new VenueFailure('unsupported');
  const [market] = (await tickers.between(new Set([base, quote]))).filter(
    (one) => one.base === base && one.quote === quote,
  );
  if (market === undefined) throw new VenueFailure('not-found', `no market ${base}/${quote}`);
  const calls = await runtime.anonymousCalls();
  const raw = await withSignal(signal, () => read(calls, market));
  return orderBook(raw, calls.now());
}
