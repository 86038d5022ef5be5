import type { AssetId, TokenWords } from '../../../shared/assets/asset';
import type { Decimal } from '../../../shared/base/decimal';
import type { AccountType, Balance, ReceiptOf } from '../../../shared/portfolio/balance';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import type { PartHoldings } from '../../../shared/portfolio/coverage';
import type { Failure, Instant, Result } from '../../../shared/base/failure';
import type { Reach } from '../../../shared/portfolio/reach';
import type { Position } from '../../../shared/portfolio/position';
import type { Ticker } from '../../../shared/pricing/price';
import type {
  OrderBook,
  SpotMarket,
  TakerFee,
  WithdrawalTerms,
} from '../../../shared/pricing/spot-market';
import type { RateLimitUse } from '../../../shared/contract/status-view';
import type { Credentials, KeyProbe, VenueInfo } from '../../../shared/portfolio/venue';

/** Stops what was started. Safe to call twice. */
export type Stop = () => Promise<void>;

/**
 * A balance as a venue gives it, before the asset registry names the asset. `code` is the venue's common
 * code of the coin, or the CAIP-19 id of a token on a chain.
 */
export interface VenueBalance extends Omit<Balance, 'connectionId' | 'venue' | 'asset'> {
  /** For tokens on a chain: what the contract says of itself, which anybody can make it say. */
  readonly token?: TokenWords;
  /** For staked variants: what their protocol gives for one unit, where the chain or the venue tells. */
  readonly protocolRate?: { readonly to: AssetId; readonly rate: Decimal };
}

/** A position as a venue gives it, before the asset registry names the asset. */
export type VenuePosition = Omit<Position, 'connectionId' | 'venue' | 'asset'>;

/** Open positions of an account; that they cannot be read says nothing against its balances. */
export type PositionsReading = Result<readonly VenuePosition[]>;

/** What a venue itself says that some of the accounts of a key are worth together. */
export interface OwnTotal {
  readonly at: Instant;
  /** The venue's own name for the call. */
  readonly source: string;
  readonly covers: readonly AccountType[];
  readonly amount: Decimal;
  /** The venue's common code of the currency it is in: `USD`, `BTC`. */
  readonly code: string;
}

/** What an account is known by, of all venues and chains: no two of them use the same. */
export type AccountMarks = ReadonlySet<string>;

/** The outcome of reading one account type once. */
export type AccountReading =
  | {
      readonly outcome: 'read';
      readonly at: Instant;
      /** Everything in the account that is not zero; none when it is empty. */
      readonly balances: readonly VenueBalance[];
      /** Products of the account that could not be read, and which of its balances are theirs. */
      readonly unread?: readonly UnreadPart[];
      /** Balances that count only as long as another account does not have the same coins. */
      readonly receipts?: readonly ReceiptBalance[];
      /** For accounts that can have derivative positions. */
      readonly positions?: PositionsReading;
      /** How far a wallet was looked through. */
      readonly reach?: Reach;
      /** What is known of the account by now, where a reading may find more of it. */
      readonly marks?: AccountMarks;
    }
  | { readonly outcome: 'failed'; readonly failure: Failure }
  | { readonly outcome: 'unsupported'; readonly reason: string };

/** A product of an account that could not be read while others could: `ETH staking`. */
export interface UnreadPart {
  readonly name: string;
  readonly failure: Failure;
  readonly holds: PartHoldings;
}

/**
 * A balance that stands for one of another account of the same connection: a token for what earns there.
 * It counts unless that account holds some of the asset in that subaccount.
 */
export interface ReceiptBalance {
  readonly balance: VenueBalance;
  readonly standsFor: ReceiptOf;
}

/** One account type that a session can read, and the venue's own name for the call. */
export interface ReadableAccount {
  readonly accountType: AccountType;
  readonly source: string;
  readonly updates: 'stream' | 'polling';
}

export interface StreamListener {
  /**
   * Coins may have come from or gone to another account of the key. Told before what tells how: until all
   * of them were asked after it, they may be missing or counted twice.
   */
  moved(): void;
  /** The venue sent exact absolute balances of some assets; all else in the account is unchanged. */
  balances(accountType: AccountType, changed: readonly VenueBalance[], at: Instant): void;
  /**
   * Something happened in the account: it should be read again soon. An account of this machine says
   * what is in it `now`, which counts before this returns.
   */
  changed(accountType: AccountType, now?: AccountReading): void;
  state(
    accountType: AccountType,
    state: 'live' | 'connecting' | 'polling' | 'off',
    failure?: Failure,
  ): void;
}

/** What a key's orders and withdrawals meet. */
export interface SessionOrders {
  /** What this account pays for taking an order at a spot market; the published rate where it cannot say. */
  takerFee(signal: AbortSignal): Promise<Result<TakerFee>>;
  /** By which networks the venue lets these codes out, and for what; `undefined` where it does not say. */
  withdrawalTerms(
    codes: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<Result<readonly WithdrawalTerms[]> | undefined>;
}

/** One set of credentials at one venue. Never throws for what a venue or network does. */
export interface VenueSession {
  /**
   * Finds out which account types this key has, also those that are known to exist but not read: their
   * readings, and those of any other type, answer `unsupported`. Asked again, it finds out anew.
   */
  accounts(): Promise<Result<readonly ReadableAccount[]>>;
  probe(): Promise<Result<KeyProbe>>;
  /**
   * What the account is known by, whatever opens it: two sessions that have a mark in common show the
   * same coins. A wallet of many addresses has a mark for each that it has read. None where the venue
   * does not tell; a failure where it could not be asked.
   */
  marks(): Promise<Result<AccountMarks>>;
  /** Answers within the account's own time-out; `signal` gives up earlier. */
  read(accountType: AccountType, signal: AbortSignal): Promise<AccountReading>;
  /**
   * What the venue says the accounts are worth; `undefined` where it does not say. Absent where nobody but
   * us says what is in it: a wallet, a manual account.
   */
  ownTotal?(signal: AbortSignal): Promise<Result<OwnTotal> | undefined>;
  /** What orders and withdrawals meet; absent where nothing can be traded. */
  readonly orders?: SessionOrders;
  /** Streams until stopped, reconnecting with its own backoff. */
  watch(listener: StreamListener): Stop;
  /** How much of the key's budget is used now. */
  rateLimit(): RateLimitUse;
  close(): Promise<void>;
}

/** A session at an exchange, where coins are traded and the venue may say what they are worth. */
export type ExchangeSession = VenueSession & Required<Pick<VenueSession, 'orders' | 'ownTotal'>>;

/** A venue, at its own hosts or at a local server that speaks its protocol. */
export interface VenueAddress {
  readonly venue: VenueId;
  /** Loopback base URL, `http://127.0.0.1:PORT/binance`. */
  readonly endpoint?: string;
}

/** What is traded at a venue. Never rejects for what a venue or network does. */
export interface VenueMarkets {
  /** All spot tickers that lead from one of `codes` towards dollars, in few public calls. */
  tickers(codes: ReadonlySet<string>, signal: AbortSignal): Promise<Result<readonly Ticker[]>>;
  /** The open spot markets between any two of these codes, with what an order there must obey. */
  between(codes: ReadonlySet<string>, signal: AbortSignal): Promise<Result<readonly SpotMarket[]>>;
  /** The resting orders of one market, as many levels as one light request gives. */
  orderBook(pair: MarketPair, signal: AbortSignal): Promise<Result<OrderBook>>;
  /** The venue's page where people trade a pair, if it is known. */
  tradePage(pair: MarketPair): string | undefined;
  /** Pushes tickers of these codes as they change, where the venue streams them; else does nothing. */
  watch(codes: ReadonlySet<string>, listener: (tickers: readonly Ticker[]) => void): Stop;
}

export type MarketPair = Pick<SpotMarket, 'base' | 'quote'>;

/** Opens what is connected: keys at exchanges, wallets on chains, or both and what only the user knows of. */
export interface VenueGateway {
  venues(): readonly VenueInfo[];
  open(
    connectionId: ConnectionId,
    address: VenueAddress,
    credentials: Credentials,
  ): Result<VenueSession>;
  /**
   * Loads what reads a venue before it is needed, and asks a simulated one for its markets; a real one is
   * asked nothing. Never rejects: what fails is said by who needs it.
   */
  prepare(address: VenueAddress): Promise<void>;
  /** The markets of a venue; `undefined` where nothing is traded, and absent where that is so everywhere. */
  marketsOf?(address: VenueAddress): VenueMarkets | undefined;
  close(): Promise<void>;
}

/** A gateway to venues that may have markets. */
export type ExchangeGateway = VenueGateway & Required<Pick<VenueGateway, 'marketsOf'>>;
