import type { AccountNode, ConnectionNode, VenueNode } from '../../view-models/accounts-tree';

interface RowPlace {
  readonly id: string;
  readonly level: 1 | 2 | 3;
  /** From 1, among its siblings. */
  readonly position: number;
  readonly siblings: number;
}

/** A line of the tree; `expanded` is absent where there is nothing to open. */
export type AccountsRow = RowPlace &
  (
    | { readonly kind: 'venue'; readonly node: VenueNode; readonly expanded: boolean }
    | {
        readonly kind: 'connection';
        readonly node: ConnectionNode;
        readonly expanded: boolean | undefined;
      }
    | { readonly kind: 'account'; readonly node: AccountNode; readonly parent: ConnectionNode }
  );

/** What the user opened and closed by hand, by row. */
export type Openings = ReadonlyMap<string, boolean>;

export const venueRowId = (venue: string): string => `venue:${venue}`;
export const connectionRowId = (id: string): string => `connection:${id}`;

/** The lines in sight: venues are open until closed, connections closed until opened. */
export function accountsRows(
  venues: readonly VenueNode[],
  openings: Openings,
): readonly AccountsRow[] {
  return venues.flatMap((venue, index): readonly AccountsRow[] => {
    const id = venueRowId(venue.venue);
    const expanded = openings.get(id) ?? true;
    const row: AccountsRow = {
      kind: 'venue',
      id,
      level: 1,
      position: index + 1,
      siblings: venues.length,
      node: venue,
      expanded,
    };
    if (!expanded) return [row];
    return [
      row,
      ...venue.connections.flatMap((node, at) => connectionRows(venue, node, at, openings)),
    ];
  });
}

function connectionRows(
  venue: VenueNode,
  node: ConnectionNode,
  index: number,
  openings: Openings,
): readonly AccountsRow[] {
  const id = connectionRowId(node.id);
  const expanded = node.accounts.length === 0 ? undefined : (openings.get(id) ?? false);
  const row: AccountsRow = {
    kind: 'connection',
    id,
    level: 2,
    position: index + 1,
    siblings: venue.connections.length,
    node,
    expanded,
  };
  if (expanded !== true) return [row];
  return [
    row,
    ...node.accounts.map((account, at): AccountsRow => ({
      kind: 'account',
      id: account.id,
      level: 3,
      position: at + 1,
      siblings: node.accounts.length,
      node: account,
      parent: node,
    })),
  ];
}

/** What a key does in a tree, as the pattern for tree grids has it; `undefined` for other keys. */
export type RowMove =
  | { readonly kind: 'go'; readonly to: number }
  | { readonly kind: 'open'; readonly id: string; readonly open: boolean }
  | { readonly kind: 'show'; readonly id: string };

const PAGE = 10;

/**
 * Keys of https://www.w3.org/WAI/ARIA/apg/patterns/treegrid/: arrows move, open and close; Enter and
 * Space toggle what can be opened; Enter shows the details of what cannot.
 */
export function rowMove(
  rows: readonly AccountsRow[],
  current: number,
  key: string,
): RowMove | undefined {
  const row = rows[current];
  if (row === undefined) return undefined;
  const expanded = row.kind === 'account' ? undefined : row.expanded;
  const go = (to: number): RowMove => ({
    kind: 'go',
    to: Math.max(0, Math.min(rows.length - 1, to)),
  });
  const open = (wished: boolean): RowMove => ({ kind: 'open', id: row.id, open: wished });
  switch (key) {
    case 'ArrowDown':
      return go(current + 1);
    case 'ArrowUp':
      return go(current - 1);
    case 'PageDown':
      return go(current + PAGE);
    case 'PageUp':
      return go(current - PAGE);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'ArrowRight':
      if (expanded === undefined) return undefined;
      return expanded ? go(current + 1) : open(true);
    case 'ArrowLeft':
      return expanded === true ? open(false) : go(parentOf(rows, current));
    case ' ':
      return expanded === undefined ? undefined : open(!expanded);
    case 'Enter':
      return expanded === undefined ? { kind: 'show', id: row.id } : open(!expanded);
    default:
      return undefined;
  }
}

function parentOf(rows: readonly AccountsRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  for (let at = index - 1; at >= 0; at -= 1) if ((rows[at]?.level ?? 1) < level) return at;
  return index;
}
