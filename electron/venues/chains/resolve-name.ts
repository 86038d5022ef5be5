import { fail, failure, succeed, type Failure, type Result } from '../../../shared/base/failure';
import type { Chain } from '../../../shared/chains/chain';
import { EVM_CHAINS } from '../../../shared/chains/evm-chains';
import { SOLANA } from '../../../shared/chains/solana-chain';
import { withDeadline } from '../reading/timers';
import { toFailure, VenueFailure } from '../reading/venue-failure';
import type { Clock } from '../../engine/ports/clock';
import type { ResolvedName } from '../../engine/ports/wallets';
import type { EndpointPool, ResolveName } from './chain-reader';

const TIMEOUT_MS = 20_000;
const LONGEST_NAME = 255;

interface NameService {
  /** Where the service keeps its names. */
  readonly chain: Chain;
  readonly load: () => Promise<ResolveName>;
  /** As the service writes a name, so that what is shown is what is asked for. */
  readonly written: (name: string) => Promise<string>;
}

const NAMES_ON_SOLANA: NameService = {
  chain: SOLANA,
  load: async () => (await import('./solana/resolve-sns')).resolveSns,
  written: plainName,
};

/** By the ending of a name. */
const SERVICES: Readonly<Record<string, NameService | undefined>> = {
  eth: serviceOn('ethereum', async (chain) =>
    (await import('./evm/resolve-ens')).resolveEnsWith(chain),
  ),
  sol: NAMES_ON_SOLANA,
  sns: NAMES_ON_SOLANA,
};

function serviceOn(
  venue: string,
  load: (chain: Chain) => Promise<ResolveName>,
): NameService | undefined {
  const chain = EVM_CHAINS.find(({ id }) => id === venue);
  return chain && { chain, load: () => load(chain), written: ensName };
}

async function ensName(name: string): Promise<string> {
  return (await import('./evm/ens-name')).normalizedName(name);
}

/**
 * Solana's registries take any text for a name, also one that looks just like another, so what is not
 * plain ASCII must be as ENS would write it.
 */
async function plainName(name: string): Promise<string> {
  if (/^[!-~]+$/.test(name) || (await ensName(name)) === name) return name;
  throw new VenueFailure('invalid-input', 'it has characters that make it look like another name');
}

export interface NameTools {
  readonly poolOf: (chain: Chain) => EndpointPool;
  readonly clock: Clock;
  readonly signals: readonly AbortSignal[];
}

/**
 * Resolves a name at the servers of the chain that its service is on. Failures are in words; what is no
 * expected failure is thrown.
 */
export async function resolveName(
  text: string,
  { poolOf, clock, signals }: NameTools,
): Promise<Result<ResolvedName>> {
  const typed = text.trim().toLowerCase();
  const service = SERVICES[/[^.\s]\.([a-z]+)$/.exec(typed)?.[1] ?? ''];
  if (service === undefined || typed.length > LONGEST_NAME)
    return fail('invalid-input', 'That is neither an ENS name nor an SNS name.', {
      hint: 'Give a name that ends in .eth, .sol or .sns, or an address.',
    });
  const { chain, load, written } = service;
  try {
    const resolve = await load();
    const name = await written(typed);
    const endpoints = poolOf(chain);
    const address = await withDeadline(clock, TIMEOUT_MS, signals, (signal) =>
      resolve(name, { endpoints, signal }),
    );
    return succeed({ name, address, family: chain.family });
  } catch (error) {
    if (!(error instanceof VenueFailure)) throw error;
    return { ok: false, failure: inWords(error, typed, chain) };
  }
}

function inWords(error: VenueFailure, name: string, chain: Chain): Failure {
  const { code, detail, extra } = error;
  const isOfName = code === 'not-found' || code === 'invalid-input' || code === 'unsupported';
  if (!isOfName) return toFailure(error, chain.name, `the name ${name}`);
  const hint = extra.hint ?? 'Check the spelling, or give the address itself.';
  return failure(code, `${name} cannot be resolved: ${detail ?? 'it leads nowhere'}.`, { hint });
}
