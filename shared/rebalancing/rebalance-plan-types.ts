import type { AssetId } from '../assets/asset';
import type { Decimal } from '../base/decimal';
import type { AccountType } from '../portfolio/balance';
import type { ConnectionId, VenueId } from '../base/ids';

/** `asset:BTC`, `group:Stablecoins` or `rest`. */
export type ClassId = string;

/** Why some of a class cannot be moved. Amounts are dollars. */
export type Immovable =
  | 'excluded' // the user said so
  | 'locked' // in an order, staked or otherwise held by the venue
  | 'account' // in earn, margin or derivatives, which no spot order can sell from
  | 'wallet' // on a chain, from where it would have to be sent first
  | 'manual' // only the user knows where it is
  | 'stale'; // the account could not be read

/** How far a class is from its target: an asset with one, a group, or everything else. */
export interface ClassDrift {
  readonly id: ClassId;
  readonly kind: 'asset' | 'group' | 'rest';
  /** The asset's code, the group's name, or `Everything else`. */
  readonly name: string;
  readonly valueUsd: Decimal;
  /** Percent of the total. */
  readonly current: Decimal;
  /** Percent; what is left to 100 where everything else has none of its own. */
  readonly target: Decimal;
  /** Current less target, in percentage points. */
  readonly drift: Decimal;
  /** The same in dollars: positive when there is too much. */
  readonly driftUsd: Decimal;
  /** Percent between which the class is left as it is. */
  readonly band: { readonly low: Decimal; readonly high: Decimal };
  readonly state: 'in-band' | 'over' | 'under' | 'left-alone';
}

/** A line of the drift board. */
export interface DriftRow extends ClassDrift {
  readonly members: readonly DriftMember[];
  /** Dollars that cannot be moved, by why. */
  readonly immovable: ReadonlyMap<Immovable, Decimal>;
  /** Dollars that an order could sell. */
  readonly movableUsd: Decimal;
}

export interface DriftMember {
  readonly asset: AssetId;
  readonly valueUsd: Decimal;
  readonly current: Decimal;
}

export interface ClassDrifts {
  /** The largest drift first; everything else that is left alone comes last. */
  readonly rows: readonly ClassDrift[];
  /** Refusals in words: targets above 100, nothing to weigh. With any there is no plan. */
  readonly problems: readonly string[];
}

export interface DriftBoard extends ClassDrifts {
  /** Dollars of all that is weighed. */
  readonly totalUsd: Decimal;
  readonly rows: readonly DriftRow[];
  /** Held or wanted, but without a price: in no sum. */
  readonly unpriced: readonly AssetId[];
}

interface StepPlace {
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
}

/** Moves within one connection cost nothing and come first: coins lie where no order reaches them. */
export interface MoveStep extends StepPlace {
  readonly kind: 'move';
  readonly id: string;
  readonly asset: AssetId;
  readonly amount: Decimal;
  readonly from: AccountType;
  readonly to: AccountType;
}

export interface TransferStep extends StepPlace {
  readonly kind: 'transfer';
  readonly id: string;
  readonly asset: AssetId;
  /** Units that leave; the fee comes off them. */
  readonly amount: Decimal;
  readonly toConnectionId: ConnectionId;
  readonly toVenue: VenueId;
  readonly network: string;
  readonly fee?: Decimal;
  readonly feeUsd?: Decimal;
  readonly minutes?: number;
}

/** One order at one market. */
export interface TradeStep extends StepPlace {
  readonly kind: 'trade';
  readonly id: string;
  readonly accountType: AccountType;
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly baseAsset: AssetId;
  readonly quoteAsset: AssetId;
  readonly side: 'buy' | 'sell';
  /** Units of the base, a whole multiple of the market's lot step. */
  readonly amount: Decimal;
  /** Average price that the order is expected to get, in the quote. */
  readonly price: Decimal;
  /** The worst price that it reaches, by the market's price step: where to put a limit. */
  readonly limit: Decimal;
  readonly priceFrom: 'book' | 'ticker' | 'valuation';
  /** Price times amount, in units of the quote. */
  readonly notional: Decimal;
  /** Units of the fee's asset. */
  readonly fee: Decimal;
  readonly feeAsset: AssetId;
  readonly feeRate: Decimal;
  readonly feeSource: 'account' | 'published';
  readonly valueUsd: Decimal;
  readonly feeUsd: Decimal;
  /** What the spread and the depth of the book cost against the mid price. */
  readonly slippageUsd: Decimal;
  /** Units given and got, fee included. */
  readonly spent: { readonly asset: AssetId; readonly amount: Decimal };
  readonly received: { readonly asset: AssetId; readonly amount: Decimal };
  /** What it is for: its classes that shrink and grow. */
  readonly from?: ClassId;
  readonly to?: ClassId;
}

export type PlanStep = MoveStep | TransferStep | TradeStep;

/** Why a class is not brought to where it should be. */
export type ShortfallReason =
  | { readonly kind: 'immovable'; readonly why: Immovable; readonly usd: Decimal }
  | { readonly kind: 'no-price' }
  | { readonly kind: 'no-market' }
  | { readonly kind: 'no-cash'; readonly usd: Decimal }
  | { readonly kind: 'no-terms'; readonly venue: VenueId }
  | { readonly kind: 'below-minimum'; readonly usd: Decimal }
  | { readonly kind: 'too-costly'; readonly usd: Decimal; readonly costUsd: Decimal }
  | { readonly kind: 'thin-book'; readonly usd: Decimal }
  | { readonly kind: 'rounding'; readonly usd: Decimal }
  /** What fees and slippage take of the money that would have been moved. */
  | { readonly kind: 'costs'; readonly usd: Decimal }
  /** It takes what sales bring, and nothing could be bought with that. */
  | { readonly kind: 'proceeds'; readonly usd: Decimal }
  | { readonly kind: 'mode' }; // cash-flow plans move in one direction only

/** What the plan does about one class: "Sell $1,240 of BTC (current 46.2 % to target 40.0 %)". */
export interface Suggestion {
  readonly classId: ClassId;
  readonly name: string;
  readonly action: 'sell' | 'buy';
  /** Dollars that should move, and that the steps move. */
  readonly wantedUsd: Decimal;
  readonly plannedUsd: Decimal;
  readonly before: Decimal;
  readonly after: Decimal;
  readonly target: Decimal;
  readonly steps: readonly string[];
  readonly reasons: readonly ShortfallReason[];
}

export interface PlanCost {
  readonly feesUsd: Decimal;
  readonly slippageUsd: Decimal;
  /** Network fees that are known. */
  readonly networkUsd: Decimal;
  readonly totalUsd: Decimal;
  /** Steps whose cost nobody says beforehand. */
  readonly unknown: number;
}

export interface RebalancePlan {
  /** In the order in which they can be carried out. */
  readonly steps: readonly PlanStep[];
  /** The largest first; classes within their band are in it only if they help others. */
  readonly suggestions: readonly Suggestion[];
  readonly cost: PlanCost;
  /** The board as it is once every step is carried out at the prices assumed. */
  readonly after: DriftBoard;
  /** How each holding changes, in units; they add up to the steps. */
  readonly changes: readonly HoldingChange[];
}

export interface HoldingChange {
  readonly connectionId: ConnectionId;
  readonly accountType: AccountType;
  readonly asset: AssetId;
  readonly change: Decimal;
}

/** Board and plan of one state and one set of targets. */
export interface Rebalancing {
  readonly board: DriftBoard;
  /** Absent when the board has problems. */
  readonly plan?: RebalancePlan;
}
