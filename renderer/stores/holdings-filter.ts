import type { AssetId } from '../../shared/assets/asset';
import type { AccountType } from '../../shared/portfolio/balance';
import type { VenueId } from '../../shared/base/ids';

/** How far a balance's figure can be trusted: what the filter offers. */
export const BALANCE_STATES = [
  'live',
  'stale-price',
  'carried',
  'peg-assumed',
  'manual',
  'unpriced',
] as const;
export type BalanceState = (typeof BALANCE_STATES)[number];

/** Narrows the holdings; an absent part does not. */
export interface HoldingsFilter {
  readonly search: string;
  readonly venue: VenueId | undefined;
  readonly accountType: AccountType | undefined;
  readonly asset: AssetId | undefined;
  readonly state: BalanceState | undefined;
}

export const EMPTY_FILTER: HoldingsFilter = {
  search: '',
  venue: undefined,
  accountType: undefined,
  asset: undefined,
  state: undefined,
};

export function isFiltering(filter: HoldingsFilter): boolean {
  return (
    filter.search.trim() !== '' ||
    filter.venue !== undefined ||
    filter.accountType !== undefined ||
    filter.asset !== undefined ||
    filter.state !== undefined
  );
}
