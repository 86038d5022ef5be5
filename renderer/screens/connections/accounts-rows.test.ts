import { describe, expect, it } from 'vitest';
import { ZERO } from '../../../shared/base/decimal';
import { readingProgress } from '../../../shared/portfolio/reading-progress';
import type { ConnectionNode, VenueNode } from '../../view-models/accounts-tree';
import { accountsRows, rowMove } from './accounts-rows';

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

  it('know their place among their siblings, and what cannot be opened', () => {
    const rows = accountsRows(venues, new Map([['connection:a', true]]));
    expect(rows[3]).toMatchObject({ level: 3, position: 2, siblings: 2 });
    expect(rows[4]).toMatchObject({ level: 2, position: 2, siblings: 2, expanded: undefined });
  });
});

describe('keys in the tree', () => {
  const rows = accountsRows(venues, new Map([['connection:a', true]]));
  it.each([
    ['ArrowRight opens', 5, 'ArrowRight', { kind: 'go', to: 6 }],
    ['ArrowRight on a closed connection opens it', 6, 'ArrowRight', opened('connection:b', true)],
    ['ArrowRight enters what is open', 0, 'ArrowRight', { kind: 'go', to: 1 }],
    ['ArrowLeft closes', 1, 'ArrowLeft', opened('connection:a', false)],
    ['ArrowLeft goes to the parent', 3, 'ArrowLeft', { kind: 'go', to: 1 }],
    ['Enter shows the details of an account', 2, 'Enter', { kind: 'show', id: 'a/spot' }],
    ['Space closes', 0, ' ', opened('venue:kraken', false)],
    ['End goes to the last line', 0, 'End', { kind: 'go', to: 6 }],
    ['ArrowDown stays at the last line', 6, 'ArrowDown', { kind: 'go', to: 6 }],
    ['letters do nothing', 0, 'x', undefined],
  ])('%s', (_name, current, key, move) => {
    expect(rowMove(rows, current, key)).toEqual(move);
  });
});

function opened(id: string, open: boolean) {
  return { kind: 'open', id, open };
}
