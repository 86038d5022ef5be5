import { decodeFunctionResult, encodeFunctionData, multicall3Abi, type Hex } from 'viem';
import { VenueFailure } from '../../reading/venue-failure';
import { RpcFailure, type JsonRpc } from './json-rpc';

/** The same address on every chain that has it: https://www.multicall3.com */
export const MULTICALL3 = '0xcA11bde05977b3631167028862bE2a173976CA11';

/** A question to a contract. */
export interface ContractCall {
  readonly target: Hex;
  readonly data: Hex;
}

/** What the contract gave, `0x` if there is none at the address; `undefined` if the call failed. */
export type CallOutcome = Hex | undefined;

const CALLS_AT_ONCE = 100;
const REQUESTS_AT_ONCE = 25;

/** How calls are made at a server; remembered for a session once it is known. */
export interface CallRoute {
  /** `undefined` until it was tried. */
  hasMulticall: boolean | undefined;
}

/**
 * Asks contracts at one block: by Multicall3 in chunks, by JSON-RPC requests where the chain has none.
 * @param block the block's number as the protocol writes it, `0x12d687`
 * @returns one outcome for each call, in order
 * @throws VenueFailure if the node did not answer, or not as documented
 */
export async function askContracts(
  rpc: JsonRpc,
  block: string,
  calls: readonly ContractCall[],
  route: CallRoute,
): Promise<readonly CallOutcome[]> {
  const outcomes: CallOutcome[] = [];
  for (let start = 0; start < calls.length; start += CALLS_AT_ONCE) {
    const chunk = calls.slice(start, start + CALLS_AT_ONCE);
    const together =
      route.hasMulticall === false ? undefined : await aggregate(rpc, block, chunk, route);
    outcomes.push(...(together ?? (await separately(rpc, block, chunk))));
  }
  return outcomes;
}

/**
 * {@link askContracts} for contracts that nobody vouches for: one that burns all the gas that a call has
 * takes those beside it along, so each that failed among others is asked once more by itself.
 */
export async function askStrangers(
  rpc: JsonRpc,
  block: string,
  calls: readonly ContractCall[],
  route: CallRoute,
): Promise<readonly CallOutcome[]> {
  const together = await askContracts(rpc, block, calls, route).catch((error: unknown) => {
    if (error instanceof RpcFailure && error.reverted !== undefined) return undefined;
    throw error;
  });
  if (together !== undefined && route.hasMulticall === false) return together;
  const outcomes = together === undefined ? calls.map(() => undefined) : [...together];
  const failed = calls.filter((_, place) => outcomes[place] === undefined);
  const apart = [...(await separately(rpc, block, failed))];
  return outcomes.map((outcome) => outcome ?? apart.shift());
}

async function aggregate(
  rpc: JsonRpc,
  block: string,
  calls: readonly ContractCall[],
  route: CallRoute,
): Promise<readonly CallOutcome[] | undefined> {
  const data = encodeFunctionData({
    abi: multicall3Abi,
    functionName: 'aggregate3',
    args: [calls.map(({ target, data: callData }) => ({ target, allowFailure: true, callData }))],
  });
  const answer = hexOf(await rpc.call(['eth_call', [{ to: MULTICALL3, data }, block]]));
  if (answer === '0x') {
    if (route.hasMulticall === true)
      throw new VenueFailure('bad-response', 'Multicall3 was no longer there');
    route.hasMulticall = false;
    return undefined;
  }
  const results = decode(answer);
  if (results.length !== calls.length)
    throw new VenueFailure('bad-response', 'an answer of Multicall3 was missing');
  route.hasMulticall = true;
  return results.map(({ success, returnData }) => (success ? returnData : undefined));
}

function decode(answer: Hex) {
  try {
    return decodeFunctionResult({
      abi: multicall3Abi,
      functionName: 'aggregate3',
      data: answer,
    });
  } catch {
    throw new VenueFailure('bad-response', 'Multicall3 did not answer as documented');
  }
}

async function separately(
  rpc: JsonRpc,
  block: string,
  calls: readonly ContractCall[],
): Promise<readonly CallOutcome[]> {
  const outcomes: CallOutcome[] = [];
  for (let start = 0; start < calls.length; start += REQUESTS_AT_ONCE) {
    const some = calls.slice(start, start + REQUESTS_AT_ONCE);
    const answers = await rpc.batch(
      some.map(({ target, data }) => ['eth_call', [{ to: target, data }, block]]),
    );
    for (const answer of answers) {
      if (answer instanceof RpcFailure && answer.reverted === undefined) throw answer;
      outcomes.push(answer instanceof RpcFailure ? undefined : hexOf(answer));
    }
  }
  return outcomes;
}

/** @throws VenueFailure `bad-response` */
export function hexOf(value: unknown): Hex {
  // A pattern of pairs would run out of stack on the megabytes that a contract can answer with.
  if (typeof value === 'string' && value.length % 2 === 0 && /^0x[0-9a-f]*$/i.test(value))
    return value as Hex;
  throw new VenueFailure('bad-response', '"result" was not as documented');
}
