import type { AssetId } from '../assets/asset';
import type { Decimal } from '../base/decimal';
import type { AccountType } from './balance';
import type { ConnectionId, VenueId } from '../base/ids';

export type PositionKind = 'perpetual' | 'future' | 'option';

/**
 * An open derivative position: exposure to a coin that no balance shows. What it has gained or lost is
 * in the equity of its account already, so a position adds nothing to the portfolio's value.
 */
export interface Position {
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  readonly accountType: AccountType;
  /** Tells apart what the account type alone does not, as with balances. */
  readonly subaccount?: string;
  /** The contract as the venue names it: `BTCUSDT`, `BTC-27MAR26-100000-C`. */
  readonly market: string;
  readonly kind: PositionKind;
  /** The coin whose price moves it. */
  readonly asset: AssetId;
  /** The venue's common code for that coin, which keys its price. */
  readonly code: string;
  /**
   * How many coins it is like to hold on top of the equity of its account. Negative when short. Where
   * the equity is in dollars that is what the position gains when the coin gains one dollar. Where it is
   * in the coin, the position's own worth is among the coins already: a contract quoted in dollars has
   * its value divided by the mark price, an option the delta less its price in coins (price adjusted
   * delta). Absent for an option whose delta the venue does not give.
   */
  readonly delta?: Decimal;
}
