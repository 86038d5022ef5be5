import type { AssetId } from '../assets/asset';
import { ZERO, type Decimal } from '../base/decimal';
import type { AccountType } from '../portfolio/balance';
import type { RebalanceHolding } from './rebalance-input';
import type { Immovable } from './rebalance-plan-types';
import type { Scope, TargetSet } from './targets';

/** Accounts that spot orders draw on. */
export const TRADING_ACCOUNTS: ReadonlySet<AccountType> = new Set(['spot', 'unified']);

/** How much of a holding orders can sell, and why not the rest. Both parts add up to its net amount. */
export interface Movability {
  /** Units, zero or more. */
  readonly movable: Decimal;
  /** Units, negative where more is owed than owned. */
  readonly rest: Decimal;
  readonly why: Immovable;
}

/**
 * Of trading accounts, and of the funding account beside them, what is available and not owed can be
 * moved. All else stays where it is.
 */
export function movability(holding: RebalanceHolding, excluded: ReadonlySet<AssetId>): Movability {
  const why = whyImmovable(holding, excluded);
  if (why !== undefined) return { movable: ZERO, rest: holding.net, why };
  const least = holding.available.lessThan(holding.net) ? holding.available : holding.net;
  const movable = least.isPositive() ? least : ZERO;
  return { movable, rest: holding.net.minus(movable), why: 'locked' };
}

function whyImmovable(
  { asset, accountType, stale }: RebalanceHolding,
  excluded: ReadonlySet<AssetId>,
): Immovable | undefined {
  if (excluded.has(asset)) return 'excluded';
  if (stale === true) return 'stale';
  if (accountType === 'manual' || accountType === 'wallet') return accountType;
  if (accountType === 'earn') return 'locked';
  if (accountType === 'funding' || TRADING_ACCOUNTS.has(accountType)) return undefined;
  return 'account';
}

/** A holding of the part that is weighed, with how much of it can be moved. */
export interface ScopedHolding extends Movability {
  readonly holding: RebalanceHolding;
}

/** What belongs to the part that is weighed. */
export function scopedHoldings(
  holdings: readonly RebalanceHolding[],
  { scope, excluded: excludedAssets }: Pick<TargetSet, 'scope' | 'excluded'>,
): readonly ScopedHolding[] {
  const excluded = new Set(excludedAssets);
  return holdings
    .filter((holding) => isInScope(holding, scope))
    .map((holding) => ({ holding, ...movability(holding, excluded) }));
}

/** Whether a holding belongs to the part that is weighed. */
export function isInScope(
  {
    venue,
    accountType,
    connectionId,
  }: Pick<RebalanceHolding, 'venue' | 'accountType' | 'connectionId'>,
  { venues, accountTypes, connections }: Scope,
): boolean {
  return (
    (venues === undefined || venues.includes(venue)) &&
    (accountTypes === undefined || accountTypes.includes(accountType)) &&
    (connections === undefined || connections.includes(connectionId))
  );
}
