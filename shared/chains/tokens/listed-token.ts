import type { TokenWords } from '../../assets/asset';

/** A token whose contract is known to be what it says. */
export interface ListedToken {
  /** With its checksum (EIP-55). */
  readonly contract: string;
  readonly decimals: number;
  /** The common code of the asset it is; absent where it is an asset of its own. */
  readonly code?: string;
  readonly words: TokenWords;
}

/** A token that is the asset which everybody means by a code. */
type CommonRow = readonly [contract: string, symbol: string, decimals: number];

/** A token that no common code means: a bridged copy that another than the issuer redeems. */
type OwnRow = readonly [contract: string, symbol: string, decimals: number, name: string];

/** Tokens whose symbol, in capitals, is the common code of what they are. */
export function common(rows: readonly CommonRow[]): readonly ListedToken[] {
  return rows.map(([contract, symbol, decimals]) => ({
    contract,
    decimals,
    code: symbol.toUpperCase(),
    words: { symbol, name: symbol },
  }));
}

/** Tokens that stay assets of their own: `USDC.e` is a claim on a bridge, not on Circle. */
export function apart(rows: readonly OwnRow[]): readonly ListedToken[] {
  return rows.map(([contract, symbol, decimals, name]) => ({
    contract,
    decimals,
    words: { symbol, name },
  }));
}
