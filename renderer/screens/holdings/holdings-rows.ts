import { Decimal, ZERO } from '../../../shared/base/decimal';
import type {
  AssetNode,
  BalanceNode,
  GroupNode,
  HoldingSums,
  VenueNode,
} from '../../view-models/holdings-tree';
import {
  differenceInQuote,
  changeInQuote,
  isQuoted,
  type QuoteChange,
  type QuoteDisplay,
} from '../../view-models/quote';

/** A line of the table. `level` is that of the tree, from 1, as assistive technology counts. */
export type HoldingsRow =
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly level: 1;
      readonly node: GroupNode;
      readonly expanded: boolean;
    }
  | {
      readonly kind: 'asset';
      readonly id: string;
      readonly level: 1 | 2;
      readonly node: AssetNode;
      readonly expanded: boolean;
    }
  | {
      readonly kind: 'venue';
      readonly id: string;
      readonly level: 2 | 3;
      readonly node: VenueNode;
      readonly asset: AssetNode;
      readonly expanded: boolean;
    }
  | {
      readonly kind: 'balance';
      readonly id: string;
      readonly level: 2 | 3 | 4;
      readonly node: BalanceNode;
      readonly asset: AssetNode;
      readonly withVenue: boolean;
    }
  | {
      readonly kind: 'unpriced-heading';
      readonly id: string;
      readonly level: 1;
      readonly count: number;
    };

export const SORT_KEYS = ['asset', 'total', 'price', 'value', 'change'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export interface HoldingsSort {
  readonly key: SortKey;
  readonly descending: boolean;
}

export interface RowsInput {
  readonly assets: readonly AssetNode[];
  /** Puts some of the assets together; absent to leave each by itself. */
  readonly group?: (assets: readonly AssetNode[]) => readonly (AssetNode | GroupNode)[];
  readonly expanded: ReadonlySet<string>;
  readonly sort: HoldingsSort;
  /** Assets worth less than so many dollars are left out; absent to show all. */
  readonly dustBelow: Decimal | undefined;
  /** What figures are shown in, by which they are sorted. */
  readonly quote: QuoteDisplay;
}

export interface HoldingsRows {
  readonly rows: readonly HoldingsRow[];
  readonly assets: number;
  readonly dust: { readonly assets: number; readonly value: Decimal };
}

/**
 * The lines to show: assets in order with what is open of them, then those that have no price at all,
 * apart. Dust is what is worth less than the limit either way, and has nothing unpriced in it.
 */
export function holdingsRows(input: RowsInput): HoldingsRows {
  const { expanded, sort, dustBelow, quote } = input;
  const priced: AssetNode[] = [];
  const unpriced: AssetNode[] = [];
  let dustAssets = 0;
  let dustValue = ZERO;
  for (const asset of input.assets) {
    const { value } = asset.sums;
    if (value === undefined) {
      unpriced.push(asset);
    } else if (dustBelow !== undefined && isDust(asset.sums, dustBelow)) {
      dustAssets += 1;
      dustValue = dustValue.plus(value);
    } else {
      priced.push(asset);
    }
  }
  const rows: HoldingsRow[] = [];
  for (const node of sortNodes(input.group?.(priced) ?? priced, sort, quote))
    addNode(rows, node, expanded);
  if (unpriced.length > 0) {
    rows.push({ kind: 'unpriced-heading', id: '#unpriced', level: 1, count: unpriced.length });
    const order: HoldingsSort =
      sort.key === 'total'
        ? sort
        : { key: 'asset', descending: sort.key === 'asset' && sort.descending };
    for (const asset of sortNodes(unpriced, order, quote)) addNode(rows, asset, expanded);
  }
  return {
    rows,
    assets: priced.length + unpriced.length,
    dust: { assets: dustAssets, value: dustValue },
  };
}

function isDust(sums: HoldingSums, below: Decimal): boolean {
  return sums.value !== undefined && sums.unpriced === 0 && sums.value.abs().lessThan(below);
}

function addNode(
  rows: HoldingsRow[],
  node: AssetNode | GroupNode,
  expandedIds: ReadonlySet<string>,
): void {
  if (node.kind === 'asset') {
    addAsset(rows, node, expandedIds, 1);
    return;
  }
  const expanded = expandedIds.has(node.id);
  rows.push({ kind: 'group', id: node.id, level: 1, node, expanded });
  if (expanded) for (const asset of node.children) addAsset(rows, asset, expandedIds, 2);
}

function addAsset(
  rows: HoldingsRow[],
  asset: AssetNode,
  expandedIds: ReadonlySet<string>,
  level: 1 | 2,
): void {
  const expanded = expandedIds.has(asset.id);
  rows.push({ kind: 'asset', id: asset.id, level, node: asset, expanded });
  if (!expanded) return;
  const inner = level === 1 ? 2 : 3;
  for (const venue of asset.children) {
    const [only] = venue.children;
    if (only !== undefined && venue.children.length === 1) {
      rows.push({ kind: 'balance', id: only.id, level: inner, node: only, asset, withVenue: true });
      continue;
    }
    const open = expandedIds.has(venue.id);
    rows.push({ kind: 'venue', id: venue.id, level: inner, node: venue, asset, expanded: open });
    if (!open) continue;
    const innermost = level === 1 ? 3 : 4;
    for (const node of venue.children)
      rows.push({ kind: 'balance', id: node.id, level: innermost, node, asset, withVenue: false });
  }
}

function sortNodes<Node extends AssetNode | GroupNode>(
  nodes: readonly Node[],
  { key, descending }: HoldingsSort,
  quote: QuoteDisplay,
): Node[] {
  const direction = descending ? -1 : 1;
  const byCode = (one: Node, other: Node) =>
    one.code < other.code ? -1 : one.code > other.code ? 1 : one.id < other.id ? -1 : 1;
  if (key === 'asset') return [...nodes].sort((one, other) => direction * byCode(one, other));
  const figure = FIGURES[key];
  return [...nodes].sort((one, other) => {
    const left = figure(one, quote);
    const right = figure(other, quote);
    // What is unknown comes last whichever way the column is sorted.
    if (left === undefined || right === undefined)
      return left === right ? byCode(one, other) : left === undefined ? 1 : -1;
    return direction * left.comparedTo(right) || byCode(one, other);
  });
}

const FIGURES: Readonly<
  Record<
    Exclude<SortKey, 'asset'>,
    (node: AssetNode | GroupNode, quote: QuoteDisplay) => Decimal | undefined
  >
> = {
  total: ({ kind, sums }) => (kind === 'group' ? undefined : sums.total),
  price: (node, quote) => (node.kind === 'group' ? undefined : priceOf(node, quote)),
  value: ({ sums }) => sums.value,
  change: ({ sums: { after, before } }, quote) =>
    after === undefined || before === undefined
      ? undefined
      : differenceInQuote({ after, before }, quote),
};

/** The price that a line shows, in dollars: of the shown currency itself its rate. */
export function priceOf(
  { asset, price }: Pick<AssetNode, 'asset' | 'price'>,
  quote: QuoteDisplay,
): Decimal | undefined {
  if (price === undefined || price.kind === 'unpriced') return undefined;
  return isQuoted(asset, quote) && quote.usdPerUnit !== undefined
    ? quote.usdPerUnit
    : new Decimal(price.usd);
}

/** What 24 hours of prices made of it in the shown currency; absent where an end of it is unknown. */
export function changeOf(
  { after, before }: Pick<HoldingSums, 'after' | 'before'>,
  quote: QuoteDisplay,
): QuoteChange | undefined {
  return after === undefined || before === undefined
    ? undefined
    : changeInQuote({ after, before }, quote);
}
