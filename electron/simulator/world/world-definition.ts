import type { VenueId } from '../../../shared/base/ids';
import type { ManualAccountDefinition, WalletsDefinition } from './wallet-definition';

/**
 * Where a coin can lie within one key's reach. `spot` is each venue's main trading account: Binance
 * spot, Bybit's unified account, OKX's trading account, Kraken's only account. Isolated margin is one
 * account a pair: `isolated:SOLUSDT`. On Kraken earn holdings carry the suffix in their code
 * (`BTC.F`, `DOT28.S`), as the venue lists them beside the plain coins.
 */
export type Account =
  | 'spot'
  | 'funding'
  | 'cross-margin'
  | `isolated:${string}`
  | 'linear-futures'
  | 'inverse-futures'
  | 'earn-flexible'
  | 'earn-locked'
  | 'staking';

/** Amounts as decimal text; what is left out is zero. */
export interface HoldingText {
  readonly available?: string;
  readonly locked?: string;
  readonly borrowed?: string;
  readonly interest?: string;
  /** Unrealised profit or loss, in the coin itself: of accounts with positions only. */
  readonly unrealized?: string;
}

export interface HoldingDefinition extends HoldingText {
  readonly account: Account;
  readonly code: string;
}

/**
 * An open perpetual, or a spot position on margin at Kraken. What it gained so far is not here: it is
 * the `unrealized` of the coin that its account is margined in.
 */
export interface PositionDefinition {
  readonly account: Account;
  /** The coin whose price moves it. */
  readonly base: string;
  /** Coins; dollars where the account is margined in the coin. Negative when short. */
  readonly size: string;
}

export interface AssetDefinition {
  readonly code: string;
  readonly name: string;
  /** Price in US dollars when the world starts; absent where the coin has no market anywhere. */
  readonly usd?: string;
  /** Takes its price from another coin instead, times a constant ratio: a wrapped or staked form. */
  readonly follows?: { readonly code: string; readonly ratio: string };
  /** Standard deviation of a day's relative change, e.g. 0.03. */
  readonly volatility: number;
}

export interface MarketDefinition {
  readonly base: string;
  readonly quote: string;
}

export interface KeyDefinition {
  readonly label: string;
  readonly apiKey: string;
  /** Base64 for Kraken, a private key on P-256 in PEM for Coinbase, free text elsewhere. */
  readonly secret: string;
  /** OKX's passphrase. */
  readonly password?: string;
  readonly canTrade: boolean;
  readonly canWithdraw: boolean;
  /** Permissions that others have and this key has not, as at Kraken: to stream, to describe itself. */
  readonly lacks?: readonly ('websockets' | 'key-info')[];
  /** Addresses the key is bound to; none means that any address may use it. */
  readonly addresses: readonly string[];
  /** Another key of the account that the key with this number opens: what it holds is that one's. */
  readonly sameAccountAs?: number;
  readonly holdings: readonly HoldingDefinition[];
  readonly positions: readonly PositionDefinition[];
}

export interface VenueDefinition {
  readonly markets: readonly MarketDefinition[];
  readonly keys: readonly KeyDefinition[];
}

export interface WorldDefinition {
  readonly assets: readonly AssetDefinition[];
  readonly venues: Readonly<Record<VenueId, VenueDefinition>>;
  /** On chains; none unless said otherwise. */
  readonly wallets?: WalletsDefinition;
  /** None unless said otherwise. */
  readonly manualAccounts?: readonly ManualAccountDefinition[];
}
