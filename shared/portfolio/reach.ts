import type { Instant } from '../base/failure';

/** How far a wallet was looked through, where there is an end to looking that may be too near. */
export type Reach =
  /** Addresses of an extended key or descriptor, until so many unused ones followed each other. */
  { readonly kind: 'addresses'; readonly gapLimit: number; readonly looked: number } | TokenReach;

/** Blocks in which transfers of tokens that are on no list were looked for. */
export interface TokenReach {
  readonly kind: 'tokens';
  /** Days before today that are to be looked at. */
  readonly days: number;
  /** Both included; absent while nothing could be looked at. */
  readonly fromBlock?: number;
  readonly toBlock?: number;
  /** When the first of them was made, where the server tells. */
  readonly since?: Instant;
  /** So many tokens were found, and no more are kept. */
  readonly mostFound?: number;
  /** `looking`: there are more to be looked at, and each reading goes on. `refused`: no server tells. */
  readonly state: 'done' | 'looking' | 'refused';
}
