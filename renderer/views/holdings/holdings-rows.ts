import { Decimal, ZERO } from '../../../shared/money/decimal';
import type { AssetNode, BalanceNode, HoldingSums, VenueNode } from '../../stores/holdings-tree';

/** A line of the table. `level` is that of the tree, from 1, as assistive technology counts. */
export type HoldingsRow =
  | {
      readonly kind: 'asset';
      readonly id: string;
      readonly level: 1;
      readonly node: AssetNode;
      readonly expanded: boolean;
    }
  | {
      readonly kind: 'venue';
      readonly id: string;
      readonly level: 2;
      readonly node: VenueNode;
      readonly asset: AssetNode;
      readonly expanded: boolean;
    }
  | {
      readonly kind: 'balance';
      readonly id: string;
      readonly level: 2 | 3;
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
  readonly expanded: ReadonlySet<string>;
  readonly sort: HoldingsSort;
  /** Assets worth less than this are left out; absent to show all. */
  readonly dustBelow: Decimal | undefined;
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
  const { expanded, sort, dustBelow } = input;
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
  for (const asset of sortAssets(priced, sort)) addAsset(rows, asset, expanded);
  if (unpriced.length > 0) {
    rows.push({ kind: 'unpriced-heading', id: '#unpriced', level: 1, count: unpriced.length });
    const order: HoldingsSort =
      sort.key === 'total'
        ? sort
        : { key: 'asset', descending: sort.key === 'asset' && sort.descending };
    for (const asset of sortAssets(unpriced, order)) addAsset(rows, asset, expanded);
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

function addAsset(rows: HoldingsRow[], asset: AssetNode, expandedIds: ReadonlySet<string>): void {
  const expanded = expandedIds.has(asset.id);
  rows.push({ kind: 'asset', id: asset.id, level: 1, node: asset, expanded });
  if (!expanded) return;
  for (const venue of asset.children) {
    const [only] = venue.children;
    if (only !== undefined && venue.children.length === 1) {
      rows.push({ kind: 'balance', id: only.id, level: 2, node: only, asset, withVenue: true });
      continue;
    }
    const open = expandedIds.has(venue.id);
    rows.push({ kind: 'venue', id: venue.id, level: 2, node: venue, asset, expanded: open });
    if (!open) continue;
    for (const node of venue.children)
      rows.push({ kind: 'balance', id: node.id, level: 3, node, asset, withVenue: false });
  }
}

function sortAssets(assets: readonly AssetNode[], { key, descending }: HoldingsSort): AssetNode[] {
  const direction = descending ? -1 : 1;
  const byCode = (one: AssetNode, other: AssetNode) =>
    one.code < other.code ? -1 : one.code > other.code ? 1 : one.id < other.id ? -1 : 1;
  if (key === 'asset') return [...assets].sort((one, other) => direction * byCode(one, other));
  const figure = FIGURES[key];
  return [...assets].sort((one, other) => {
    const left = figure(one);
    const right = figure(other);
    // What is unknown comes last whichever way the column is sorted.
    if (left === undefined || right === undefined)
      return left === right ? byCode(one, other) : left === undefined ? 1 : -1;
    return direction * left.comparedTo(right) || byCode(one, other);
  });
}

const FIGURES: Readonly<
  Record<Exclude<SortKey, 'asset'>, (asset: AssetNode) => Decimal | undefined>
> = {
  total: ({ sums }) => sums.total,
  price: ({ price }) =>
    price === undefined || price.kind === 'unpriced' ? undefined : new Decimal(price.usd),
  value: ({ sums }) => sums.value,
  change: ({ sums }) => sums.change,
};
