import type { AssetId } from '../../../shared/assets/asset';
import {
  balanceKey,
  partsOf,
  type Balance,
  type BalanceKey,
} from '../../../shared/portfolio/balance';
import type { Instant } from '../../../shared/base/failure';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import type { EarlierSnapshot } from '../../engine/ports/history';
import type {
  BalanceChanges,
  BalanceIdentity,
  BalanceRow,
  GoneBalance,
  LastWorth,
  PartRow,
  Repriced,
} from './entry';
import { FormerParts } from './former-parts';
import { worthAt, valuedParts, type ValuedPart } from './valued-parts';

/** The balances of a snapshot, for the next one to be compared with. */
export interface FormerBalances {
  readonly at: Instant;
  readonly balances: ReadonlyMap<BalanceKey, ValuedBalance>;
  /** The user's word on what codes are: assets by `venue:code`. */
  readonly assigned: ReadonlyMap<string, AssetId>;
}

export function formerBalances({
  at,
  balances,
  assetOverrides = [],
}: EarlierSnapshot): FormerBalances {
  return {
    at,
    balances: new Map(balances.map((balance) => [balanceKey(balance), balance])),
    assigned: new Map(
      assetOverrides.map(({ venue, code, asset }) => [`${venue}:${code}`, asset] as const),
    ),
  };
}

/**
 * What is another than before, with what it was worth then where that is needed to tell why the total is another.
 * Compared is by what the venue calls it: what a code is may be another since then, and what was apart may be
 * added up in one balance, or the other way round.
 * @param full tells all that there is now, whether it is another or not
 */
export function balanceChanges(
  full: boolean,
  former: FormerBalances | undefined,
  now: FormerBalances,
): BalanceChanges {
  const before = former?.balances ?? new Map<BalanceKey, ValuedBalance>();
  const parts = new FormerParts(before, now.balances);
  const isAssignedAnew = (one: ValuedPart, other: ValuedPart): boolean =>
    assignedTo(one, former) !== assignedTo(other, now);
  const isRepriced = (one: ValuedPart, other: ValuedPart): boolean =>
    priceByHand(one) !== priceByHand(other) ||
    (one.asset !== other.asset && isAssignedAnew(one, other));
  const partRow = (part: ValuedPart, was: ValuedPart | undefined): PartRow => {
    const repriced = was && isRepriced(was, part) ? repricedOf(was, part) : undefined;
    return {
      code: part.code,
      amount: part.net.toFixed(),
      ...(part.usd === undefined ? lastWorth(was, part.asset) : { usd: part.usd.toFixed() }),
      ...(repriced === undefined ? {} : { repriced }),
    };
  };
  const changed: BalanceRow[] = [];
  for (const [key, balance] of now.balances) {
    const same = before.get(key);
    if (!full && same !== undefined && isSame(same, balance)) continue;
    const rows = valuedParts(balance).map((part) => partRow(part, parts.of(part, same)));
    changed.push(toRow(balance, [...rows, ...parts.lostOf(same, balance).map(goneRow)]));
  }
  return { full, changed, gone: parts.left.map(toGone) };
}

function isSame(one: ValuedBalance, other: ValuedBalance): boolean {
  if (one === other) return true;
  const [before, after] = [partsOf(one), partsOf(other)];
  return (
    (one.valueUsd === undefined) === (other.valueUsd === undefined) &&
    priceByHand(one) === priceByHand(other) &&
    before.length === after.length &&
    before.every((part, index) => {
      const same = after[index];
      return (
        same?.code === part.code &&
        part.available.equals(same.available) &&
        part.locked.equals(same.locked) &&
        part.total.equals(same.total) &&
        part.borrowed.equals(same.borrowed)
      );
    })
  );
}

function assignedTo(
  { venue, code }: ValuedPart,
  at: FormerBalances | undefined,
): AssetId | undefined {
  return at?.assigned.get(`${venue}:${code}`);
}

function priceByHand({ price }: Pick<ValuedBalance, 'price'>): string | undefined {
  return price.kind === 'manual' ? price.usd.toFixed() : undefined;
}

function toIdentity(balance: Balance): BalanceIdentity {
  return {
    connection: balance.connectionId,
    account_type: balance.accountType,
    subaccount: balance.subaccount ?? '',
    asset: balance.asset,
  };
}

/** A code of a balance that has nothing of it any more. */
function goneRow(was: ValuedPart): PartRow {
  return { code: was.code, amount: '0', ...lastWorth(was, was.asset) };
}

function toGone(balance: ValuedBalance): GoneBalance {
  const parts = valuedParts(balance).map(goneRow);
  const { code } = balance;
  const [only] = parts;
  if (only === undefined || parts.length > 1) return { ...toIdentity(balance), code, parts };
  const { amount: _none, ...last } = only;
  return { ...toIdentity(balance), ...last };
}

/** @param asset what it is now, where that is told besides */
function lastWorth(was: ValuedPart | undefined, asset: AssetId): LastWorth {
  if (was?.usd === undefined) return {};
  return {
    last_usd: was.usd.toFixed(),
    last_amount: was.net.toFixed(),
    ...(was.asset === asset ? {} : { last_asset: was.asset }),
  };
}

function toRow(balance: ValuedBalance, parts: readonly PartRow[]): BalanceRow {
  const amounts = {
    available: balance.available.toFixed(),
    locked: balance.locked.toFixed(),
    total: balance.total.toFixed(),
    borrowed: balance.borrowed.toFixed(),
  };
  const [only] = parts;
  if (only === undefined || parts.length > 1)
    return { ...toIdentity(balance), code: balance.code, ...amounts, parts };
  const { amount: _net, ...rest } = only;
  return { ...toIdentity(balance), ...amounts, ...rest };
}

function repricedOf(was: ValuedPart, { price }: ValuedPart): Repriced | undefined {
  const valueNow = worthAt(price, was.net);
  if (was.usd === undefined || valueNow === undefined) return undefined;
  return {
    asset: was.asset,
    amount: was.net.toFixed(),
    from_usd: was.usd.toFixed(),
    to_usd: valueNow.toFixed(),
  };
}
