import { describe, expect, it } from 'vitest';
import { ZERO } from '../../../shared/base/decimal';
import { readingProgress } from '../../../shared/portfolio/reading-progress';
import type { ConnectionNode, VenueNode } from '../../view-models/accounts-tree';
import { accountsRows } from './accounts-rows';

const progress = readingProgress([]);
const sums = { value: ZERO, carried: ZERO, unpriced: 0, balances: 0, progress };
const connection = (id: string, accounts: readonly ('spot' | 'earn')[]): ConnectionNode => ({
  id,
  venue: 'kraken',
  connection: undefined,
  cells: [],
  crossChecks: [],
  sums,
  share: undefined,
  accounts: accounts.map((accountType) => ({
    id: `${id}/${accountType}`,
    accountType,
    cell: undefined,
    sums,
    share: undefined,
  })),
});
const venue = (id: string, connections: readonly ConnectionNode[]): VenueNode => ({
  venue: id,
  sums,
  share: undefined,
  cap: undefined,
  connections,
});
const venues = [
  venue('kraken', [connection('a', ['spot', 'earn']), connection('off', [])]),
  venue('okx', [connection('b', ['spot'])]),
];
const ids = (openings: Record<string, boolean>) =>
  accountsRows(venues, new Map(Object.entries(openings))).map(({ id }) => id);

describe('the lines of the tree', () => {
  it('are venues and connections at first', () => {
    expect(ids({})).toEqual([
      'venue:kraken',
      'connection:a',
      'connection:off',
      'venue:okx',
      'connection:b',
    ]);
  });

  it('follow what was opened and closed', () => {
    expect(ids({ 'connection:a': true, 'venue:okx': false })).toEqual([
      'venue:kraken',
      'connection:a',
      'a/spot',
      'a/earn',
      'connection:off',
      'venue:okx',
    ]);
  });

  it('know how deep they are, and what cannot be opened', () => {
    const rows = accountsRows(venues, new Map([['connection:a', true]]));
    expect(rows[3]).toMatchObject({ kind: 'account', level: 3 });
    expect(rows[4]).toMatchObject({ level: 2, expanded: undefined });
  });
});
