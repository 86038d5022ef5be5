/** What one address of a Bitcoin wallet has, in satoshi as decimal text; what is left out is zero. */
export interface BitcoinCoins {
  readonly address: string;
  /** Paid to it by transactions in blocks. */
  readonly funded?: string;
  /** Spent from it again, also in blocks. */
  readonly spent?: string;
  /** Paid to it by transactions that wait for a block. */
  readonly incoming?: string;
}

/** A wallet on the Bitcoin chain. */
export interface BitcoinWalletDefinition {
  readonly label: string;
  /** What it is watched by: an address, an extended public key or a descriptor. */
  readonly watchedBy: string;
  readonly coins: readonly BitcoinCoins[];
  /** Where payments come in, one address after the other. */
  readonly receivesAt: readonly [string, ...string[]];
}

/** What an address on Solana holds of a token. */
export interface SolanaTokenDefinition {
  readonly mint: string;
  /** In the smallest unit, as decimal text. */
  readonly units: string;
  readonly decimals: number;
  /** What the mint says of itself, if it does; listed tokens are known without. */
  readonly calls?: { readonly symbol: string; readonly name: string };
}

/** An address on Solana. Lamports are decimal text. */
export interface SolanaWalletDefinition {
  readonly label: string;
  readonly address: string;
  readonly lamports: string;
  /** What its stake accounts hold, each. */
  readonly stakes: readonly string[];
  readonly tokens: readonly SolanaTokenDefinition[];
}

/** The wallets that the world's owner watches, one a chain. */
export interface WalletsDefinition {
  readonly bitcoin?: BitcoinWalletDefinition;
  readonly solana?: SolanaWalletDefinition;
}

/** What no venue knows of and its owner enters: amounts as decimal text. */
export interface ManualAccountDefinition {
  readonly label: string;
  readonly holdings: readonly { readonly code: string; readonly amount: string }[];
}
