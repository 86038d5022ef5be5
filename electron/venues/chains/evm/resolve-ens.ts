import { createPublicClient, custom, type EIP1193RequestFn, type Hex } from 'viem';
import { getEnsAddress } from 'viem/ens';
import type { Chain } from '../../../../shared/chains/chain';
import { VenueFailure } from '../../reading/venue-failure';
import type { ResolveName } from '../chain-reader';
import { checkChain } from './block';
import { normalizedName } from './ens-name';
import { JsonRpc, RpcFailure } from './json-rpc';

/** `OffchainLookup(address,string[],bytes,bytes4,bytes)`: https://eips.ethereum.org/EIPS/eip-3668 */
const OFFCHAIN_LOOKUP = '0x556f1830';
/** https://docs.ens.domains/resolvers/universal */
const UNIVERSAL_RESOLVER = '0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe';
const ZERO_ADDRESS = /^0x0{40}$/;

/**
 * Resolves an ENS name to the address it has on Ethereum and, by the same key, on every EVM chain
 * (https://docs.ens.domains/resolvers/universal). Names whose answers are at a web server of their owner
 * are not followed there: it would learn who asks, and could answer what it likes.
 * @param ethereum the chain whose servers are asked
 */
export function resolveEnsWith(ethereum: Chain): ResolveName {
  return (name, { endpoints, signal }) => {
    const normalized = normalizedName(name);
    return endpoints.use(signal, async (endpoint, inner) => {
      const rpc = new JsonRpc(endpoint, inner);
      checkChain(await rpc.call(['eth_chainId', []]), ethereum);
      return addressOf(rpc, normalized);
    });
  };
}

async function addressOf(rpc: JsonRpc, name: string): Promise<string> {
  const { request, failure } = viemRequest(rpc);
  const client = createPublicClient({
    transport: custom({ request }, { retryCount: 0 }),
    ccipRead: false,
  });
  let address: Hex | null;
  try {
    address = await getEnsAddress(client, {
      name,
      universalResolverAddress: UNIVERSAL_RESOLVER,
    });
  } catch (error) {
    throw failure() ?? new VenueFailure('bad-response', nameOf(error));
  }
  const failed = failure();
  if (failed !== undefined) throw failed;
  if (address === null || ZERO_ADDRESS.test(address))
    throw new VenueFailure('not-found', 'the name leads to no address');
  return address;
}

/** Lets viem ask the server, and tells afterwards what kept it from answering. */
function viemRequest(rpc: JsonRpc) {
  let failed: VenueFailure | undefined;
  const request = (async ({ method, params }: { method: string; params?: unknown }) => {
    try {
      return await rpc.call([method, Array.isArray(params) ? params : []]);
    } catch (error) {
      if (!(error instanceof RpcFailure) || error.reverted === undefined) {
        if (error instanceof VenueFailure) failed = error;
        throw error;
      }
      if (error.reverted.startsWith(OFFCHAIN_LOOKUP))
        failed = new VenueFailure('unsupported', 'the name is answered by a web server', {
          hint: 'Give the address itself.',
        });
      throw Object.assign(new Error('execution reverted'), { code: 3, data: error.reverted });
    }
  }) as EIP1193RequestFn;
  return { request, failure: () => failed };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'not an answer';
}
