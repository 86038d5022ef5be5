import {
  countedBasis,
  isByHand,
  namedKey,
  standingOf,
  type AccountStanding,
} from '../../../shared/history/counted-basis';
import { ZERO, type Decimal } from '../../../shared/money/decimal';
import { accountKey, netAmount } from '../../../shared/portfolio/balance';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import type { RecordedSnapshot } from '../../services/ports/history';
import type { AccountWorth, HeldWorth } from './entry';

/** Every account of a snapshot with what its balances are worth, in the order of the coverage. */
export function accountWorths({
  coverage,
  balances,
}: RecordedSnapshot['snapshot']): AccountWorth[] {
  const worths = new Map<string, Decimal>();
  const held = new Map<string, Record<string, HeldWorth>>();
  const isWatched = new Set<string>();
  for (const cell of coverage)
    if (isByHand(cell.accountType) || standingOf(cell.coverage) === 'partly')
      isWatched.add(accountKey(cell.connectionId, cell.accountType));
  for (const balance of balances) {
    const key = accountKey(balance.connectionId, balance.accountType);
    worths.set(key, (worths.get(key) ?? ZERO).plus(balance.valueUsd ?? ZERO));
    if (!isWatched.has(key)) continue;
    const rows = held.get(key) ?? {};
    rows[namedKey(balance)] = heldWorth(balance);
    held.set(key, rows);
  }
  return coverage.map(({ connectionId, venue, accountType, coverage: state }) => {
    const key = accountKey(connectionId, accountType);
    const standing: AccountStanding = standingOf(state);
    return {
      connection: connectionId,
      venue,
      account_type: accountType,
      standing,
      usd: (worths.get(key) ?? ZERO).toFixed(),
      ...(isWatched.has(key) ? { held: held.get(key) ?? {} } : {}),
    };
  });
}

function heldWorth(balance: ValuedBalance): HeldWorth {
  return {
    amount: netAmount(balance).toFixed(),
    ...(balance.valueUsd === undefined ? {} : { usd: balance.valueUsd.toFixed() }),
  };
}

/** Keys of what is held and in no total: what has no price, and tokens that wait for the user's word. */
export function uncountedKeys({ snapshot, quarantined }: RecordedSnapshot): string[] {
  const unpriced = snapshot.balances.filter(
    (balance) => balance.valueUsd === undefined && !netAmount(balance).isZero(),
  );
  return [...unpriced, ...quarantined].map(namedKey).sort();
}

/** See {@link countedBasis}. */
export function basisOf({ snapshot, quarantined }: RecordedSnapshot): string {
  return countedBasis(
    snapshot.coverage,
    snapshot.balances.map((balance) => ({
      ...pickName(balance),
      net: netAmount(balance),
      isPriced: balance.valueUsd !== undefined,
    })),
    quarantined,
  );
}

function pickName({ connectionId, accountType, subaccount, code }: ValuedBalance) {
  return { connectionId, accountType, code, ...(subaccount === undefined ? {} : { subaccount }) };
}
