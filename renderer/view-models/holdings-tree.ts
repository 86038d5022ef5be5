import type { AssetView, BalanceView, PriceView } from '../../shared/contract/portfolio-view';
import type { AssetId } from '../../shared/assets/asset';
import { ZERO, type Decimal } from '../../shared/base/decimal';
import { accountKey } from '../../shared/portfolio/balance';
import type { ConnectionId, VenueId } from '../../shared/base/ids';
import type { CoverageCell } from '../../shared/portfolio/coverage';
import type { Instant } from '../../shared/base/failure';
import { decidingPrice, type PriceReader } from '../../shared/pricing/prices-by-asset';
import {
  amountsOf,
  balanceStates,
  carriedAccounts,
  isCarried,
  staleSince,
  usdOfView,
} from './holding-amounts';
import type { BalanceState, HoldingsFilter } from '../stores/holdings-filter';
import type { AssetBucket, PortfolioBook } from '../stores/portfolio-book';
import { priceEffect } from './price-effects';
import { isQuoted, balanceGap, type QuoteDisplay } from './quote';
import { coinOf } from './variants';

/** Exact sums over the balances of a node that pass the filter. */
export interface HoldingSums {
  readonly available: Decimal;
  readonly locked: Decimal;
  readonly total: Decimal;
  readonly borrowed: Decimal;
  readonly net: Decimal;
  /** Of what has a price, in dollars; of the shown currency itself at its rate. Absent when nothing has. */
  readonly value: Decimal | undefined;
  /** The value now, and at the prices of 24 hours ago, of what has both prices. */
  readonly after: Decimal | undefined;
  readonly before: Decimal | undefined;
  readonly balances: number;
  /** Balances that are not zero and have no price. */
  readonly unpriced: number;
  readonly carried: number;
  /** The oldest last good answer among the carried ones, where known. */
  readonly carriedSince: Instant | undefined;
  /** Balances at the last price of a market that cannot be asked, and since when the longest could not. */
  readonly stalePrices: number;
  readonly stalePriceSince: Instant | undefined;
  /** Balances at the assumed peg of a stablecoin. */
  readonly pegs: number;
}

export interface BalanceNode {
  readonly kind: 'balance';
  readonly id: string;
  readonly balance: BalanceView;
  readonly price: PriceView | undefined;
  /** All that is known against its figure; `live` where nothing is. */
  readonly states: readonly BalanceState[];
  readonly label: string;
  readonly sums: HoldingSums;
}

export interface VenueNode {
  readonly kind: 'venue';
  readonly id: string;
  readonly venue: VenueId;
  readonly price: PriceView | undefined;
  readonly sums: HoldingSums;
  readonly children: readonly BalanceNode[];
}

export interface AssetNode {
  readonly kind: 'asset';
  readonly id: string;
  readonly asset: AssetId;
  readonly code: string;
  readonly name: string;
  /** Of the balance that is worth most. */
  readonly price: PriceView | undefined;
  /** How many venues price it. */
  readonly prices: number;
  readonly sums: HoldingSums;
  readonly children: readonly VenueNode[];
}

/** A coin together with its wrapped and staked variants. Its amounts are of different coins: no sums. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly asset: AssetId;
  readonly code: string;
  readonly name: string;
  readonly price: undefined;
  readonly sums: HoldingSums;
  readonly children: readonly AssetNode[];
}

export type HoldingNode = AssetNode | VenueNode | BalanceNode;

export interface HoldingsInput {
  readonly book: PortfolioBook;
  readonly coverage: readonly CoverageCell[];
  readonly origin: 'live' | 'stored';
  /** Of the portfolio; the age of everything in one that is stored. */
  readonly at: Instant;
  readonly filter: HoldingsFilter;
  readonly labels: ReadonlyMap<ConnectionId, string>;
  readonly quote: QuoteDisplay;
}

interface Entry {
  readonly version: number;
  readonly quote: QuoteDisplay | undefined;
  readonly node: AssetNode | undefined;
}

/**
 * Groups holdings by asset, then venue, then account. Keeps what it made: with the next input only
 * the assets that changed are made again, and the nodes of the others keep their identity.
 */
export function createHoldingsTree(): (input: HoldingsInput) => readonly AssetNode[] {
  let former: HoldingsInput | undefined;
  let cache = new Map<AssetId, Entry>();

  return (input) => {
    const sameView =
      former !== undefined &&
      former.book === input.book &&
      carriedAccounts(former.coverage) === carriedAccounts(input.coverage) &&
      former.origin === input.origin &&
      (input.origin === 'live' || former.at === input.at) &&
      former.filter === input.filter &&
      former.labels === input.labels;
    former = input;
    const next = new Map<AssetId, Entry>();
    const nodes: AssetNode[] = [];
    for (const bucket of input.book.buckets.values()) {
      const known = sameView ? cache.get(bucket.asset) : undefined;
      // Only the shown currency's own values depend on its rate.
      const quote = isQuoted(bucket.asset, input.quote) ? input.quote : undefined;
      const entry =
        known?.version === bucket.version && known.quote === quote
          ? known
          : { version: bucket.version, quote, node: assetNode(bucket, input) };
      next.set(bucket.asset, entry);
      if (entry.node !== undefined) nodes.push(entry.node);
    }
    cache = next;
    return nodes;
  };
}

function assetNode(bucket: AssetBucket, input: HoldingsInput): AssetNode | undefined {
  const { book, filter } = input;
  if (filter.asset !== undefined && filter.asset !== bucket.asset) return undefined;
  const asset = book.assets.get(bucket.asset);
  const leaves: BalanceNode[] = [];
  for (const key of bucket.keys) {
    const balance = book.balances.get(key);
    if (balance === undefined || isNothing(balance)) continue;
    const leaf = balanceNode(balance, input);
    if (matchesFilter(leaf, asset?.name ?? '', filter)) leaves.push(leaf);
  }
  const [first] = leaves;
  if (first === undefined) return undefined;
  const byVenue = new Map<VenueId, BalanceNode[]>();
  for (const leaf of leaves) {
    const venue = byVenue.get(leaf.balance.venue);
    if (venue === undefined) byVenue.set(leaf.balance.venue, [leaf]);
    else venue.push(leaf);
  }
  const children = [...byVenue].map(([venue, nodes]): VenueNode => ({
    kind: 'venue',
    id: `${bucket.asset}|${venue}`,
    venue,
    price: priceOfAll(nodes),
    sums: addUp(nodes),
    children: byValue(nodes),
  }));
  const ordered = byValue(children);
  return {
    kind: 'asset',
    id: bucket.asset,
    asset: bucket.asset,
    code: asset?.code ?? first.balance.code,
    name: asset?.name ?? first.balance.code,
    price: priceOfAll(leaves),
    prices: new Set(leaves.map((leaf) => leaf.balance.price)).size,
    sums: addUp(children),
    children: ordered,
  };
}

const NODE_PRICES: PriceReader<BalanceNode> = {
  usd: ({ price }) => usdOfView(price),
  valueUsd: ({ balance }) => amountsOf(balance).value,
  priceKey: ({ balance }) => balance.price,
};

/** The price that all of an asset is weighed by elsewhere; why there is none where none of it has one. */
function priceOfAll(leaves: readonly BalanceNode[]): PriceView | undefined {
  return (decidingPrice(leaves, NODE_PRICES) ?? leaves[0])?.price;
}

const nodes = new WeakMap<BalanceView, { readonly node: BalanceNode; readonly made: unknown[] }>();

/** The node of a balance; the same one until something that it shows changes. */
function balanceNode(balance: BalanceView, input: HoldingsInput): BalanceNode {
  const price = input.book.prices.get(balance.price);
  const account = accountKey(balance.connectionId, balance.accountType);
  const accounts = carriedAccounts(input.coverage);
  const carried = input.origin === 'stored' || isCarried(balance, accounts);
  const carriedSince = input.origin === 'stored' ? input.at : accounts.get(account);
  const label = input.labels.get(balance.connectionId) ?? '';
  const quote = isQuoted(balance.asset, input.quote) ? input.quote : undefined;
  const made = [price, carried, label, carriedSince, quote];
  const known = nodes.get(balance);
  if (known !== undefined && known.made.every((one, index) => one === made[index]))
    return known.node;
  const states = balanceStates(balance, price, carried);
  const amounts = amountsOf(balance);
  const effect = priceEffect(balance, price, input.quote);
  const node: BalanceNode = {
    kind: 'balance',
    id: balance.key,
    balance,
    price,
    states,
    label,
    sums: {
      ...amounts,
      value: amounts.value?.plus(balanceGap(balance, input.quote)),
      after: effect?.after,
      before: effect?.before,
      balances: 1,
      unpriced: states.includes('unpriced') ? 1 : 0,
      carried: carried ? 1 : 0,
      carriedSince,
      stalePrices: states.includes('stale-price') ? 1 : 0,
      stalePriceSince: staleSince(price),
      pegs: states.includes('peg-assumed') ? 1 : 0,
    },
  };
  nodes.set(balance, { node, made });
  return node;
}

/** A row that holds nothing and owes nothing says nothing. */
function isNothing(balance: BalanceView): boolean {
  const { total, borrowed, locked } = amountsOf(balance);
  return total.isZero() && borrowed.isZero() && locked.isZero();
}

function matchesFilter(leaf: BalanceNode, name: string, filter: HoldingsFilter): boolean {
  const { balance } = leaf;
  if (filter.venue !== undefined && balance.venue !== filter.venue) return false;
  if (filter.accountType !== undefined && balance.accountType !== filter.accountType) return false;
  if (filter.state !== undefined && !leaf.states.includes(filter.state)) return false;
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = [balance.code, name, balance.asset, balance.venue, balance.accountType, leaf.label]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

function addUp(nodes: readonly { readonly sums: HoldingSums }[]): HoldingSums {
  const [first, ...rest] = nodes;
  if (first === undefined) return NOTHING;
  let sums = first.sums;
  for (const { sums: other } of rest)
    sums = {
      available: sums.available.plus(other.available),
      locked: sums.locked.plus(other.locked),
      total: sums.total.plus(other.total),
      borrowed: sums.borrowed.plus(other.borrowed),
      net: sums.net.plus(other.net),
      value: plusKnown(sums.value, other.value),
      after: plusKnown(sums.after, other.after),
      before: plusKnown(sums.before, other.before),
      balances: sums.balances + other.balances,
      unpriced: sums.unpriced + other.unpriced,
      carried: sums.carried + other.carried,
      carriedSince: earlier(sums.carriedSince, other.carriedSince),
      stalePrices: sums.stalePrices + other.stalePrices,
      stalePriceSince: earlier(sums.stalePriceSince, other.stalePriceSince),
      pegs: sums.pegs + other.pegs,
    };
  return sums;
}

const NOTHING: HoldingSums = {
  available: ZERO,
  locked: ZERO,
  total: ZERO,
  borrowed: ZERO,
  net: ZERO,
  value: undefined,
  after: undefined,
  before: undefined,
  balances: 0,
  unpriced: 0,
  carried: 0,
  carriedSince: undefined,
  stalePrices: 0,
  stalePriceSince: undefined,
  pegs: 0,
};

/** Adds what is known: the unknown is not zero, it is left out. */
function plusKnown(one: Decimal | undefined, other: Decimal | undefined): Decimal | undefined {
  if (one === undefined) return other;
  return other === undefined ? one : one.plus(other);
}

function earlier(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

function byValue<Node extends { readonly id: string; readonly sums: HoldingSums }>(
  nodes: readonly Node[],
): Node[] {
  return [...nodes].sort(
    (one, other) =>
      (other.sums.value ?? ZERO).comparedTo(one.sums.value ?? ZERO) || (one.id < other.id ? -1 : 1),
  );
}

/** Puts variants together with their coin; an asset without any stays by itself. */
export function groupVariants(
  assets: readonly AssetNode[],
  views: ReadonlyMap<AssetId, AssetView>,
): readonly (AssetNode | GroupNode)[] {
  const byCoin = new Map<AssetId, AssetNode[]>();
  for (const node of assets) {
    const coin = coinOf(node.asset, views);
    const members = byCoin.get(coin);
    if (members === undefined) byCoin.set(coin, [node]);
    else members.push(node);
  }
  return [...byCoin].flatMap(([coin, members]): readonly (AssetNode | GroupNode)[] => {
    if (members.length === 1) return members;
    const [first] = byValue(members);
    const own = members.find(({ asset }) => asset === coin);
    const code = own?.code ?? views.get(coin)?.code ?? coin;
    const group: GroupNode = {
      kind: 'group',
      id: `group|${coin}`,
      asset: coin,
      code,
      name: `${own?.name ?? first?.name ?? code} and variants`,
      price: undefined,
      sums: addUp(members),
      children: byValue(members),
    };
    return [group];
  });
}

/** Exact sums over whole assets, as for the line under a filtered table. */
export function sumAssets(nodes: readonly AssetNode[]): HoldingSums {
  return addUp(nodes);
}
