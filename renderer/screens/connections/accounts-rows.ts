import type { AccountNode, ConnectionNode, VenueNode } from '../../view-models/accounts-tree';

/** A line of the tree. */
export type AccountsRow =
  | {
      readonly kind: 'venue';
      readonly id: string;
      readonly level: 1;
      readonly node: VenueNode;
      readonly expanded: boolean;
    }
  | {
      readonly kind: 'connection';
      readonly id: string;
      readonly level: 2;
      readonly node: ConnectionNode;
      /** Absent where no account is known. */
      readonly expanded: boolean | undefined;
    }
  | {
      readonly kind: 'account';
      readonly id: string;
      readonly level: 3;
      readonly node: AccountNode;
      readonly parent: ConnectionNode;
    };

/** What the user opened and closed by hand, by row. */
export type Openings = ReadonlyMap<string, boolean>;

export const venueRowId = (venue: string): string => `venue:${venue}`;
export const connectionRowId = (id: string): string => `connection:${id}`;

/** The lines in sight: venues are open until closed, connections closed until opened. */
export function accountsRows(
  venues: readonly VenueNode[],
  openings: Openings,
): readonly AccountsRow[] {
  return venues.flatMap((venue): readonly AccountsRow[] => {
    const id = venueRowId(venue.venue);
    const expanded = openings.get(id) ?? true;
    const row: AccountsRow = { kind: 'venue', id, level: 1, node: venue, expanded };
    if (!expanded) return [row];
    return [row, ...venue.connections.flatMap((node) => connectionRows(node, openings))];
  });
}

function connectionRows(node: ConnectionNode, openings: Openings): readonly AccountsRow[] {
  const id = connectionRowId(node.id);
  const expanded = node.accounts.length === 0 ? undefined : (openings.get(id) ?? false);
  const row: AccountsRow = { kind: 'connection', id, level: 2, node, expanded };
  if (expanded !== true) return [row];
  return [
    row,
    ...node.accounts.map((account): AccountsRow => ({
      kind: 'account',
      id: account.id,
      level: 3,
      node: account,
      parent: node,
    })),
  ];
}
