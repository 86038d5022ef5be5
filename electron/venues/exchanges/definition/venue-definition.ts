import type { AccountType, ReceiptOf } from '../../../../shared/portfolio/balance';
import type { Instant } from '../../../../shared/base/failure';
import type { Credentials, KeyProbe, VenueInfo } from '../../../../shared/portfolio/venue';
import type { Decimal } from '../../../../shared/base/decimal';
import type { PartHoldings } from '../../../../shared/portfolio/coverage';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import type { VenueFailure } from '../../reading/venue-failure';
import type { VenueProtocol } from '../../protocol/ccxt/venue-protocol';
import type { VenueCalls } from './calls';
import type { OrderTerms } from './order-terms';
import type { TickerSource } from './ticker-source';

/** Everything the app knows of a venue. One file per venue makes one of these. */
export interface VenueDefinition extends VenueProtocol {
  readonly info: VenueInfo;
  /**
   * Its colour on charts: which `--category-` of the page's tokens.css. Only for venues that people often
   * have side by side; the others have one by their id.
   */
  readonly hue?: number | undefined;
  /** Finds the accounts of a key. Called once per session: readers may remember what they learnt. */
  readonly accounts: (venue: VenueCalls) => Promise<VenueAccounts>;
  /** What the key may do. */
  readonly permissions: (venue: VenueCalls) => Promise<KeyPermissions>;
  /** Which account a key opens; left out where the venue does not tell. */
  readonly account?: AccountIdentity;
  /** Its spot markets; left out where it has none. */
  readonly tickers?: TickerSource;
  /** What orders at its spot markets meet; left out where it has none. */
  readonly orders?: OrderTerms;
}

/** Tells keys of one account from those of another. A key of a sub-account opens an account of its own. */
export interface AccountIdentity {
  /** Whose ids they are; the venue's own unless it shares its users with another. */
  readonly space?: string;
  /**
   * The account's id at the venue, which is never stored, shown or logged as it is; `undefined` where
   * the venue does not tell it to this key.
   * @throws VenueFailure
   */
  ask(venue: VenueCalls, credentials: Credentials): Promise<string | undefined>;
}

export type KeyPermissions = Pick<KeyProbe, 'permissions' | 'ipRestricted'>;

/** The accounts of one key. */
export interface VenueAccounts {
  readonly readers: readonly AccountReader[];
  readonly streams: readonly BalanceStream[];
  /** Account types that a key of this venue may have and that are not read, and why. */
  readonly unread?: readonly { readonly accountType: AccountType; readonly reason: string }[];
  readonly ownTotal?: OwnTotalReader;
}

/** Reads what the venue itself says that some of the accounts are worth together, debts deducted. */
export interface OwnTotalReader {
  readonly source: string;
  /** The accounts whose net worth it is. All of them must have a reader. */
  readonly covers: readonly AccountType[];
  /** @throws VenueFailure */
  read(): Promise<{ readonly amount: Decimal; /** Common code: `USD`. */ readonly code: string }>;
}

/** Reads one account type. */
export interface AccountReader {
  readonly accountType: AccountType;
  /** The venue's own name for what is called: `GET /api/v3/account`. */
  readonly source: string;
  /**
   * All that is not zero; of an account that is asked for in parts also what could not be read.
   * @throws VenueFailure for anything that was not understood, or if nothing could be read
   */
  read(): Promise<readonly VenueBalance[] | AccountContents>;
  /** What the venue's key page calls the permissions it needs, all of them: `Enable Reading`. */
  readonly permissions?: readonly string[];
  /** For accounts with derivatives. Its failure does not make the balances fail. */
  readonly positions?: PositionReader;
}

/** What is in an account, and what of it is not known. */
export interface AccountContents {
  readonly balances: readonly VenueBalance[];
  /** Parts that the venue did not tell. */
  readonly unread?: readonly UnreadPart[];
  /** Balances that are the same coins as another account's, where that one has them. */
  readonly receipts?: readonly Receipt[];
}

/** A product of an account that could not be read. */
export interface UnreadPart {
  /** How it is spoken of: `ETH staking`. */
  readonly name: string;
  /** Which of the account's balances are its, so that those of its last good reading can be carried on. */
  readonly holds: PartHoldings;
  readonly failure: VenueFailure;
}

/** A balance of an account that stands for one of another account of the same key. */
export interface Receipt {
  readonly balance: VenueBalance;
  readonly standsFor: ReceiptOf;
}

/** Reads the open derivative positions of an account. */
export interface PositionReader {
  readonly source: string;
  /** @throws VenueFailure for anything but a whole, understood answer */
  read(): Promise<readonly VenuePosition[]>;
}

/** One WebSocket subscription to changes of balances. */
export interface BalanceStream {
  readonly accountTypes: readonly AccountType[];
  /** Options of the ccxt instance that streams, which is used for nothing else. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What is added to the request for it. */
  readonly request?: Readonly<Record<string, unknown>>;
  /** What the venue's key page calls the permissions it needs, all of them. */
  readonly permissions?: readonly string[];
  /** Whether the open socket is the subscription, or the venue confirms one. */
  readonly liveOn: 'open' | 'confirmation';
  /** What a message means; `undefined` for one that is not about balances, which ccxt handles. */
  understand(message: unknown): StreamMessage | undefined;
}

/**
 * How far an event can reach. `account`: what changed stays in the account, as a trade does. `key`: coins
 * may have come from or gone to another account of the key, also where the event does not say.
 */
export type Reach = 'account' | 'key';

export type StreamMessage =
  /** The subscription stands. */
  | { readonly kind: 'live' }
  /** Exact absolute balances of some assets. */
  | {
      readonly kind: 'balances';
      readonly accountType: AccountType;
      readonly balances: readonly VenueBalance[];
      readonly at: Instant;
      readonly reach: Reach;
    }
  /** Something happened that only a new reading tells of exactly. */
  | {
      readonly kind: 'changed';
      readonly accountTypes: readonly AccountType[];
      readonly reach: Reach;
    }
  /** Nothing happened that concerns balances. */
  | { readonly kind: 'nothing' }
  /** The venue ended the subscription or refused it. */
  | { readonly kind: 'ended'; readonly failure: VenueFailure };
