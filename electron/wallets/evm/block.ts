import { evmChainId, type Chain } from '../../../shared/wallets/chain';
import { asRow, textOf } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import { RpcFailure, type JsonRpc } from './json-rpc';

/** A state of the chain that everything of a reading is read at. */
export interface Block {
  /** As the protocol writes it: `0x12d687`. */
  readonly number: string;
  readonly hash: string;
}

/** @throws VenueFailure `bad-response` for a node of another chain, whose answers would all look good */
export async function latestBlock(rpc: JsonRpc, chain: Chain): Promise<Block> {
  const [chainId, block] = await rpc.batch([
    ['eth_chainId', []],
    ['eth_getBlockByNumber', ['latest', false]],
  ]);
  checkChain(chainId, chain);
  return blockOf(block);
}

/** @throws VenueFailure `bad-response` */
export function checkChain(chainId: unknown, chain: Chain): void {
  if (chainId instanceof RpcFailure) throw chainId;
  const expected = evmChainId(chain);
  const found = typeof chainId === 'string' ? Number(chainId) : Number.NaN;
  if (found === expected) return;
  const other = Number.isSafeInteger(found) ? `chain ${found}` : 'an unknown chain';
  throw new VenueFailure('bad-response', `it serves ${other} and not ${expected}`, {
    hint: `Set a server for ${chain.name} (chain ${expected}) in Settings.`,
  });
}

/**
 * Whether the block is still part of the chain, so that all that was read at its number belongs to it. A
 * node behind the server that has not seen it yet says nothing against it.
 */
export async function isStillThere(rpc: JsonRpc, { number, hash }: Block): Promise<boolean> {
  const block = await rpc.call(['eth_getBlockByNumber', [number, false]]);
  return block === null || blockOf(block).hash === hash;
}

function blockOf(value: unknown): Block {
  if (value instanceof RpcFailure) throw value;
  const row = asRow(value, 'the block');
  const number = textOf(row, 'number');
  if (!/^0x[0-9a-f]{1,13}$/i.test(number))
    throw new VenueFailure('bad-response', '"number" was not as documented');
  return { number, hash: textOf(row, 'hash') };
}
