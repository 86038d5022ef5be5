/**
 * Identity of a coin, never its ticker alone:
 * - `BTC`: an asset of the registry, which venues' codes map to;
 * - `FOO@kraken`: a venue's code that the registry does not know, kept apart from other venues' FOO;
 * - `eip155:1/erc20:0x…`: a token by chain and contract (CAIP-19).
 */
export type AssetId = string;

export type AssetKind = 'crypto' | 'stablecoin' | 'fiat' | 'staked' | 'wrapped';

/** Whether an asset is money: a currency, or a stablecoin that stands for one. */
export function isMoneyKind(kind: AssetKind | undefined): boolean {
  return kind === 'fiat' || kind === 'stablecoin';
}

export interface Asset {
  readonly id: AssetId;
  /** What people call it: `BTC`. Not unique. */
  readonly code: string;
  readonly name: string;
  readonly kind: AssetKind;
  /** For stablecoins and fiat: the currency it stands for, `USD` or `EUR`. */
  readonly peg?: string;
  /** For wrapped and staked variants: the asset they are a variant of. They stay assets of their own. */
  readonly standsFor?: AssetId;
}

/** What a token's contract says of itself. No identity: a scam token can say that it is USDC. */
export interface TokenWords {
  readonly symbol: string;
  readonly name: string;
}

/** True for the id of a token by chain and contract (CAIP-19). */
export function isTokenId(id: AssetId): boolean {
  return /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}\/[-a-z0-9]{3,8}:/.test(id);
}
