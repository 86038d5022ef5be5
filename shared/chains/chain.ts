import type { VenueId } from '../base/ids';

export type ChainFamily = 'bitcoin' | 'evm' | 'solana';

/** A public server that is asked about addresses unless the user names others. */
export interface PublicEndpoint {
  readonly url: string;
  /** Who runs it and so learns which addresses belong together, and from which network address. */
  readonly operator: string;
}

/** A chain whose addresses can be watched. */
export interface Chain {
  /** The venue of its balances: `ethereum`. */
  readonly id: VenueId;
  readonly name: string;
  readonly family: ChainFamily;
  /** CAIP-2 id, which begins the ids of its tokens: `eip155:1`. */
  readonly caip2: string;
  /** Common code of the coin that fees are paid in. */
  readonly nativeCode: string;
  readonly publicEndpoints: readonly PublicEndpoint[];
  /** Where people look an address up: `https://etherscan.io/address/`, the address follows. */
  readonly explorer?: string;
}

/** The number in an EVM chain's CAIP-2 id. */
export function evmChainId({ caip2 }: Pick<Chain, 'caip2'>): number {
  return Number(caip2.slice('eip155:'.length));
}

/** Id of a token by its chain and contract (CAIP-19), lower-case where the chain ignores case. */
export function tokenId(
  { caip2, family }: Pick<Chain, 'caip2' | 'family'>,
  contract: string,
): string {
  return family === 'evm'
    ? `${caip2}/erc20:${contract.toLowerCase()}`
    : `${caip2}/token:${contract}`;
}
