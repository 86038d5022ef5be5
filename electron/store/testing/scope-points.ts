import { namedKey, type AccountStanding } from '../../../shared/history/counted-basis';
import type { AccountType } from '../../../shared/portfolio/balance';
import type { AccountWorth, BalanceRow, GoneBalance, SnapshotEntry } from '../entries/entry';
import { followScope, type Scope } from '../entries/scope';
import { MINUTE, snapshotEntry, START } from './samples';

/** What is said of an account. */
export type Told = Pick<AccountWorth, 'standing' | 'usd'> & Partial<AccountWorth>;

export function account(
  name: string,
  told: Told | string,
  type: AccountType = 'spot',
): AccountWorth {
  const rest: Told = typeof told === 'string' ? { standing: 'whole', usd: told } : told;
  return { connection: name, venue: name, account_type: type, ...rest };
}
export const standing = (state: AccountStanding, usd = '0'): Told => ({ standing: state, usd });

export function key(connection: string, code: string, type: AccountType = 'spot'): string {
  return namedKey({ connectionId: connection, accountType: type, code });
}

export function row(
  connection: string,
  code: string,
  total: string,
  more: Partial<BalanceRow> = {},
): BalanceRow {
  return {
    ...{ connection, account_type: 'spot', subaccount: '', asset: code, code },
    ...{ available: total, locked: '0', total, borrowed: '0' },
    ...more,
  };
}

export interface Point {
  readonly accounts?: readonly AccountWorth[];
  readonly changed?: readonly BalanceRow[];
  readonly gone?: readonly GoneBalance[];
  readonly uncounted?: readonly string[];
  readonly full?: boolean;
  readonly at?: number;
}

export function entryOf(minute: number, point: Point): SnapshotEntry {
  const { accounts, changed = [], gone = [], full = false, uncounted, at } = point;
  return {
    ...snapshotEntry(at ?? START + minute * MINUTE, '0'),
    balances: { full, changed, gone },
    ...(accounts === undefined ? {} : { accounts, basis: 'b' }),
    ...(uncounted === undefined ? {} : { uncounted }),
  };
}

/** The steps of each point in turn, in words. */
export function stepsOf(...points: readonly Point[]): string[][] {
  let scope: Scope | undefined;
  return points.map((point, minute) => {
    const next = followScope(scope, entryOf(minute, point));
    // As it comes back from the database.
    scope = next.scope && (JSON.parse(JSON.stringify(next.scope)) as Scope);
    return next.steps.map(
      ({ connection, account_type, kind, worth }) =>
        `${connection} ${account_type} ${kind} ${worth.usd.toFixed()}`,
    );
  });
}
