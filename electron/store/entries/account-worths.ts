import {
  countedBasis,
  isByHand,
  namedKey,
  standingOf,
  type AccountStanding,
} from '../../../shared/history/counted-basis';
import type { Decimal } from '../../../shared/base/decimal';
import { accountKey, netAmount } from '../../../shared/portfolio/balance';
import { unreadParts } from '../../../shared/portfolio/coverage';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import type { RecordedSnapshot } from '../../engine/ports/history';
import type { AccountWorth, HeldWorth, RecordedGaps, RecordedRates } from './entry';
import { heldNames, valuedParts, type ValuedPart } from './valued-parts';
import { amountWorth, NOTHING, addWorths, recordedGaps, type Worth } from './worth';

/** Every account of a snapshot with what its balances are worth, in the order of the coverage. */
export function accountWorths({
  snapshot: { coverage, balances },
  rates,
}: Pick<RecordedSnapshot, 'snapshot' | 'rates'>): AccountWorth[] {
  const worths = new Map<string, Worth>();
  const held = new Map<string, Record<string, HeldWorth>>();
  const isWatched = new Set<string>();
  for (const cell of coverage)
    if (isByHand(cell.accountType) || standingOf(cell.coverage) === 'partly')
      isWatched.add(accountKey(cell.connectionId, cell.accountType));
  for (const balance of balances) {
    const key = accountKey(balance.connectionId, balance.accountType);
    if (balance.valueUsd !== undefined)
      worths.set(
        key,
        addWorths(worths.get(key) ?? NOTHING, valuedWorth(balance, balance.valueUsd, rates)),
      );
    if (!isWatched.has(key)) continue;
    const rows = held.get(key) ?? {};
    for (const part of valuedParts(balance)) rows[part.name] = heldWorth(part);
    held.set(key, rows);
  }
  return coverage.map(({ connectionId, venue, accountType, coverage: state }) => {
    const key = accountKey(connectionId, accountType);
    const standing: AccountStanding = standingOf(state);
    const lacks = unreadParts(state).flatMap(({ name, since }) =>
      since === undefined ? [name] : [],
    );
    const worth = worths.get(key) ?? NOTHING;
    return {
      connection: connectionId,
      venue,
      account_type: accountType,
      standing,
      usd: worth.usd.toFixed(),
      ...gapsField(worth),
      ...(isWatched.has(key) ? { held: held.get(key) ?? {} } : {}),
      ...(standing === 'partly' ? { lacks } : {}),
    };
  });
}

/** What the total is more by in other currencies: of a point it is always told, also that it is nothing. */
export function totalGaps({
  snapshot,
  rates,
}: Pick<RecordedSnapshot, 'snapshot' | 'rates'>): RecordedGaps {
  let worth = NOTHING;
  for (const balance of snapshot.balances)
    if (balance.valueUsd !== undefined && rates[balance.asset] !== undefined)
      worth = addWorths(worth, valuedWorth(balance, balance.valueUsd, rates));
  return recordedGaps(worth) ?? {};
}

function gapsField(worth: Worth): { readonly gaps?: RecordedGaps } {
  const gaps = recordedGaps(worth);
  return gaps === undefined ? {} : { gaps };
}

function valuedWorth(balance: ValuedBalance, usd: Decimal, rates: RecordedRates): Worth {
  return amountWorth(balance.asset, netAmount(balance), usd, rates);
}

function heldWorth({ net, asset, usd }: ValuedPart): HeldWorth {
  return {
    amount: net.toFixed(),
    asset,
    ...(usd === undefined ? {} : { usd: usd.toFixed() }),
  };
}

/** Keys of what is held and in no total: what has no price, and tokens that wait for the user's word. */
export function uncountedKeys({ snapshot, quarantined }: RecordedSnapshot): string[] {
  const unpriced = snapshot.balances.filter(({ valueUsd }) => valueUsd === undefined);
  return [...unpriced.flatMap(heldNames), ...quarantined.map(namedKey)].sort();
}

/** See {@link countedBasis}. */
export function basisOf({ snapshot, quarantined }: RecordedSnapshot): string {
  return countedBasis(
    snapshot.coverage,
    snapshot.balances.map((balance) => ({
      ...pickName(balance),
      net: netAmount(balance),
      isPriced: balance.valueUsd !== undefined,
      ...(balance.price.kind === 'manual' ? { priceByHand: balance.price.usd } : {}),
    })),
    quarantined,
  );
}

function pickName({ connectionId, accountType, subaccount, code }: ValuedBalance) {
  return { connectionId, accountType, code, ...(subaccount === undefined ? {} : { subaccount }) };
}
