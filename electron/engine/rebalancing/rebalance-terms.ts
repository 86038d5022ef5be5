import type { AssetIdentity } from '../assets/asset-identity';
import type { Clock } from '../ports/clock';
import type {
  ExchangeGateway,
  SessionOrders,
  VenueAddress,
  VenueSession,
} from '../ports/exchanges';
import type { PortfolioConnection } from '../portfolio/portfolio-connection';
import { routesBetween, type TermsPlace } from './transfer-routes';
import type {
  ConnectionFeeView,
  MarketView,
  OrderBooksView,
  OrderBookView,
  RebalanceTermsView,
  TermsFailure,
} from '../../../shared/contract/rebalance-view';
import { isMoneyKind, type AssetId } from '../../../shared/assets/asset';
import { USUAL_CURRENCIES } from '../../../shared/assets/currencies';
import { USUAL_STABLECOINS } from '../../../shared/assets/known-assets';
import type { Decimal } from '../../../shared/base/decimal';
import type { VenueId } from '../../../shared/base/ids';
import { failure, type Result } from '../../../shared/base/failure';
import { usdOf, type Price, type Ticker } from '../../../shared/pricing/price';
import type {
  BookLevel,
  MarketRules,
  SpotMarket,
  TakerFee,
  WithdrawalTerms,
} from '../../../shared/pricing/spot-market';

/** Fees and terms of withdrawal change rarely, and asking draws on the key's budget. */
const REMEMBERED_MS = 3_600_000;
const TIMEOUT_MS = 20_000;

/** Money that a purchase or a sale may lead over, also where none of it is held. */
const MONEY: readonly AssetId[] = [...USUAL_CURRENCIES, ...USUAL_STABLECOINS];

export interface RebalanceTermsOptions {
  readonly gateway: Pick<ExchangeGateway, 'marketsOf'>;
  readonly identity: AssetIdentity;
  readonly clock: Clock;
  readonly sessions: () => readonly {
    readonly connection: PortfolioConnection;
    readonly session: VenueSession;
  }[];
  readonly addressOf: (connection: PortfolioConnection) => Result<VenueAddress>;
  /** Exchanges have markets; chains and manual accounts have none. */
  readonly hasMarkets: (venue: VenueId) => boolean;
  /** What is held, by connection. */
  readonly held: () => readonly { readonly connectionId: string; readonly asset: AssetId }[];
  readonly priceOf: (venue: VenueId, code: string) => Price;
  readonly tickerOf: (venue: VenueId, base: string, quote: string) => Ticker | undefined;
}

interface Remembered<T> {
  readonly key: string;
  readonly at: number;
  readonly value: T;
}

const NO_MARKETS = failure('unsupported', 'There are no markets here.');

/** Asks the venues in use on what terms assets can be traded and moved. It only ever asks. */
export class RebalanceTerms {
  readonly #fees = new Map<string, Remembered<TakerFee>>();
  readonly #withdrawals = new Map<string, Remembered<readonly WithdrawalTerms[]>>();

  constructor(private readonly options: RebalanceTermsOptions) {}

  /** Terms for these assets, for all that is held, and for the money between them. */
  async terms(wanted: readonly AssetId[]): Promise<RebalanceTermsView> {
    const { clock, identity, held } = this.options;
    const holdings = held();
    const owned = new Set(holdings.map(({ asset }) => asset));
    const assets = new Set([...wanted, ...owned, ...MONEY]);
    const failures: TermsFailure[] = [];
    const places = this.#places();
    const [markets, fees, withdrawals] = await Promise.all([
      this.#markets(places, assets, failures),
      this.#feesOf(places, failures),
      this.#withdrawalsOf(places, assets, failures),
    ]);
    const named = new Set(markets.flatMap(({ baseAsset, quoteAsset }) => [baseAsset, quoteAsset]));
    const unheld = [...new Set([...wanted, ...named])].filter((asset) => !owned.has(asset)).sort();
    return {
      at: clock.now(),
      markets,
      fees,
      routes: routesBetween({
        places: this.options.sessions().map(({ connection }) => placeOf(connection, withdrawals)),
        holdings,
        markets,
        hasMarkets: this.options.hasMarkets,
        assetOf: (venue, code) => identity.assetOf(venue, code).id,
        isMoney: (asset) => isMoneyKind(identity.registry.assetById(asset).kind),
      }),
      prices: Object.fromEntries(
        unheld.flatMap((asset) => {
          const usd = this.#priceOf(asset, markets);
          return usd === undefined ? [] : [[asset, usd.toFixed()]];
        }),
      ),
      assets: unheld.map((asset) => identity.view(asset)),
      failures,
    };
  }

  /** The resting orders of some markets of the venues in use. */
  async books(
    wanted: readonly { readonly venue: VenueId; readonly symbol: string }[],
  ): Promise<OrderBooksView> {
    const addresses = new Map(this.#places().map(({ address }) => [address.venue, address]));
    const failures: TermsFailure[] = [];
    const books = await Promise.all(
      wanted.map(async ({ venue, symbol }): Promise<readonly OrderBookView[]> => {
        const address = addresses.get(venue);
        const [base = '', quote = ''] = symbol.split('/');
        if (address === undefined) return [];
        const markets = this.options.gateway.marketsOf(address);
        if (markets === undefined) {
          failures.push({ venue, what: 'order-book', failure: NO_MARKETS });
          return [];
        }
        const book = await this.#inTime((signal) => markets.orderBook({ base, quote }, signal));
        if (!book.ok) {
          failures.push({ venue, what: 'order-book', failure: book.failure });
          return [];
        }
        const { at, bids, asks } = book.value;
        return [{ venue, symbol, at, bids: bids.map(levelText), asks: asks.map(levelText) }];
      }),
    );
    return { books: books.flat(), failures };
  }

  #places(): readonly Place[] {
    const { sessions, addressOf, hasMarkets } = this.options;
    return sessions().flatMap(({ connection, session: { orders } }): Place[] => {
      const address = addressOf(connection);
      return orders !== undefined && hasMarkets(connection.venue) && address.ok
        ? [{ connection, orders, address: address.value }]
        : [];
    });
  }

  async #markets(
    places: readonly Place[],
    assets: ReadonlySet<AssetId>,
    failures: TermsFailure[],
  ): Promise<readonly MarketView[]> {
    const { gateway, identity } = this.options;
    const { registry } = identity;
    const addresses = new Map(places.map(({ address }) => [address.venue, address]));
    const lists = await Promise.all(
      [...addresses.values()].map(async (address): Promise<readonly MarketView[]> => {
        const { venue } = address;
        const codes = [...assets].flatMap((id) => registry.codesOf(venue, registry.assetById(id)));
        const markets = gateway.marketsOf(address);
        if (markets === undefined) return [];
        const found = await this.#inTime((signal) => markets.between(new Set(codes), signal));
        if (found.ok) return found.value.map((market) => this.#marketView(market));
        failures.push({ venue, what: 'markets', failure: found.failure });
        return [];
      }),
    );
    return lists.flat();
  }

  #marketView({ rules, ...market }: SpotMarket): MarketView {
    const { venue, base, quote } = market;
    const { bid, ask } = this.options.tickerOf(venue, base, quote) ?? {};
    return {
      ...market,
      rules: rulesText(rules),
      baseAsset: this.options.identity.assetOf(venue, base).id,
      quoteAsset: this.options.identity.assetOf(venue, quote).id,
      ...(bid === undefined ? {} : { bid: bid.toFixed() }),
      ...(ask === undefined ? {} : { ask: ask.toFixed() }),
    };
  }

  async #feesOf(
    places: readonly Place[],
    failures: TermsFailure[],
  ): Promise<readonly ConnectionFeeView[]> {
    const fees = await Promise.all(
      places.map(async ({ connection, orders }): Promise<readonly ConnectionFeeView[]> => {
        const fee = await this.#remembered(this.#fees, connection.id, '', () =>
          this.#inTime((signal) => orders.takerFee(signal)),
        );
        if (fee.ok)
          return [
            {
              connectionId: connection.id,
              rate: fee.value.rate.toFixed(),
              source: fee.value.source,
            },
          ];
        failures.push({ venue: connection.venue, what: 'fee', failure: fee.failure });
        return [];
      }),
    );
    return fees.flat();
  }

  async #withdrawalsOf(
    places: readonly Place[],
    assets: ReadonlySet<AssetId>,
    failures: TermsFailure[],
  ): Promise<ReadonlyMap<string, readonly WithdrawalTerms[]>> {
    const { registry } = this.options.identity;
    const found = new Map<string, readonly WithdrawalTerms[]>();
    await Promise.all(
      places.map(async ({ connection, orders }) => {
        const { venue } = connection;
        const codes = [...assets].flatMap((id) => registry.codesOf(venue, registry.assetById(id)));
        const key = codes.sort().join(' ');
        const terms = await this.#remembered(this.#withdrawals, connection.id, key, async () => {
          const answer = await this.#inTime((signal) =>
            orders.withdrawalTerms(new Set(codes), signal),
          );
          return answer ?? { ok: true, value: [] };
        });
        if (terms.ok) found.set(connection.id, terms.value);
        else failures.push({ venue, what: 'withdrawals', failure: terms.failure });
      }),
    );
    return found;
  }

  async #inTime<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = new AbortController();
    const cancel = this.options.clock.after(TIMEOUT_MS, () => limit.abort());
    try {
      return await ask(limit.signal);
    } finally {
      cancel();
    }
  }

  /** Keeps good answers for a while; a failure is asked again the next time. */
  async #remembered<T>(
    memory: Map<string, Remembered<T>>,
    id: string,
    key: string,
    ask: () => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const { clock } = this.options;
    const known = memory.get(id);
    if (known?.key === key && clock.elapsed() - known.at < REMEMBERED_MS)
      return { ok: true, value: known.value };
    try {
      const answer = await ask();
      if (answer.ok) memory.set(id, { key, at: clock.elapsed(), value: answer.value });
      return answer;
    } catch {
      return { ok: false, failure: failure('internal', 'The terms could not be read.') };
    }
  }

  #priceOf(asset: AssetId, markets: readonly MarketView[]): Decimal | undefined {
    const { priceOf, identity } = this.options;
    const venues = new Set(
      markets
        .filter(({ baseAsset, quoteAsset }) => baseAsset === asset || quoteAsset === asset)
        .map(({ venue }) => venue),
    );
    const { registry } = identity;
    for (const venue of [...venues].sort())
      for (const code of registry.codesOf(venue, registry.assetById(asset))) {
        const usd = usdOf(priceOf(venue, code));
        if (usd !== undefined) return usd;
      }
    return undefined;
  }
}

interface Place {
  readonly connection: PortfolioConnection;
  readonly orders: SessionOrders;
  readonly address: VenueAddress;
}

function placeOf(
  { id, venue }: PortfolioConnection,
  withdrawals: ReadonlyMap<string, readonly WithdrawalTerms[]>,
): TermsPlace {
  return { connectionId: id, venue, withdrawals: withdrawals.get(id) ?? [] };
}

function levelText({ price, amount }: BookLevel): readonly [string, string] {
  return [price.toFixed(), amount.toFixed()];
}

function rulesText(rules: MarketRules): MarketView['rules'] {
  const { lotStep, minAmount, maxAmount, minNotional, priceStep, priceDigits } = rules;
  return {
    lotStep: lotStep.toFixed(),
    ...(minAmount === undefined ? {} : { minAmount: minAmount.toFixed() }),
    ...(maxAmount === undefined ? {} : { maxAmount: maxAmount.toFixed() }),
    ...(minNotional === undefined ? {} : { minNotional: minNotional.toFixed() }),
    ...(priceStep === undefined ? {} : { priceStep: priceStep.toFixed() }),
    ...(priceDigits === undefined ? {} : { priceDigits }),
  };
}
