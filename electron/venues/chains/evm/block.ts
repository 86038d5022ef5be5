import type { Instant } from '../../../../shared/base/failure';
import { evmChainId, type Chain } from '../../../../shared/chains/chain';
import { asRow, textOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import { RpcFailure, type JsonRpc } from './json-rpc';

/** A state of the chain that everything of a reading is read at. */
export interface Block {
  /** As the protocol writes it: `0x12d687`. */
  readonly number: string;
  readonly hash: string;
  /** When it was made, by its maker's clock. */
  readonly time: Instant;
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

/** Servers of one address may be a few blocks apart. */
const MOST_BEHIND_MS = 60_000;
/** No chain stands still for so long; a node that is still loading the chain shows its first years. */
const OLDEST_MS = 24 * 3_600_000;

/**
 * Refuses a node that is behind what was read before, or that stopped long ago: it would show what an
 * address had then, which on a new chain is nothing.
 * @param seen time of the newest block read before, 0 if there is none
 * @throws VenueFailure `venue-unavailable`
 */
export function checkFresh({ time }: Block, seen: Instant, now: Instant): void {
  if (seen - time > MOST_BEHIND_MS)
    throw new VenueFailure('venue-unavailable', `it is ${seconds(seen - time)} seconds behind`);
  if (now - time > OLDEST_MS)
    throw new VenueFailure(
      'venue-unavailable',
      `its newest block is ${Math.floor((now - time) / 3_600_000)} hours old`,
      { hint: 'The server has not loaded the whole chain, or this computer’s clock is wrong.' },
    );
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 1000);
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
  return block === null || textOf(asRow(block, 'the block'), 'hash') === hash;
}

/** When a block was made; `undefined` where the node does not have it any more. @throws VenueFailure */
export async function blockTime(rpc: JsonRpc, number: number): Promise<Instant | undefined> {
  const block = await rpc.call(['eth_getBlockByNumber', [`0x${number.toString(16)}`, false]]);
  return block === null ? undefined : timeOf(asRow(block, 'the block'));
}

function blockOf(value: unknown): Block {
  if (value instanceof RpcFailure) throw value;
  const row = asRow(value, 'the block');
  const number = textOf(row, 'number');
  if (!/^0x[0-9a-f]{1,13}$/i.test(number))
    throw new VenueFailure('bad-response', '"number" was not as documented');
  return { number, hash: textOf(row, 'hash'), time: timeOf(row) };
}

function timeOf({ timestamp }: Row): Instant {
  if (typeof timestamp === 'string' && /^0x[0-9a-f]{1,10}$/i.test(timestamp))
    return Number(timestamp) * 1000;
  throw new VenueFailure('bad-response', '"timestamp" was not as documented');
}
