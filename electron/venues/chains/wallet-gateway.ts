import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import type { Credentials, VenueInfo } from '../../../shared/portfolio/venue';
import type { Chain } from '../../../shared/chains/chain';
import { BUILT_IN_CHAINS } from '../../../shared/chains/chains';
import { secretIn, type SecretKind } from '../../../shared/chains/secret-detection';
import { toFailure, VenueFailure } from '../reading/venue-failure';
import type { Clock } from '../../engine/ports/clock';
import type { VenueAddress, VenueSession } from '../../engine/ports/exchanges';
import type { Log } from '../../engine/ports/log';
import type { ResolvedName, WalletGateway, WalletSettings } from '../../engine/ports/wallets';
import type { EndpointPool, WalletMemory } from './chain-reader';
import { createEndpointPool } from './endpoints';
import { FAMILIES } from './families';
import { isLoopbackUrl } from './loopback';
import { resolveName } from './resolve-name';
import { markOf, WalletSession } from './wallet-session';

export interface WalletGatewayOptions {
  readonly log: Log;
  readonly clock: Clock;
  /** What the user set; asked whenever it is needed, so a change counts from the next reading on. */
  readonly settings: () => WalletSettings;
  /** What is kept of a connection's wallet over restarts. */
  readonly memoryOf: (connectionId: ConnectionId) => WalletMemory;
  /** Whether what an address holds is counted in another connection; by its mark. */
  readonly isCountedBefore: (connectionId: ConnectionId, mark: string) => boolean;
  /** Local servers that stand for chains in unpackaged runs; names are then resolved there too. */
  readonly localEndpoints?: Readonly<Record<VenueId, string>>;
}

/** Makes the gateway to all chains. Nothing is loaded or asked before a wallet is read. */
export function createWalletGateway(options: WalletGatewayOptions): WalletGateway {
  return new ChainGateway(options);
}

class ChainGateway implements WalletGateway {
  readonly #options: WalletGatewayOptions;
  readonly #sessions = new Set<VenueSession>();
  readonly #closing = new AbortController();
  /** By chain and local endpoint: the wallets of a chain share what is known of its servers. */
  readonly #pools = new Map<string, EndpointPool>();

  constructor(options: WalletGatewayOptions) {
    this.#options = options;
  }

  venues(): readonly VenueInfo[] {
    return this.#chains().map(({ id, name }) => ({
      id,
      kind: 'chain',
      name,
      credentials: ['address'],
      support: 'full',
      accountTypes: ['wallet'],
      updates: 'polling',
    }));
  }

  open(
    connectionId: ConnectionId,
    { venue, endpoint }: VenueAddress,
    { address: given = '' }: Credentials,
  ): Result<VenueSession> {
    const chain = this.#chains().find(({ id }) => id === venue);
    if (chain === undefined)
      return fail('unsupported', `Portolan does not know the chain ${printable(venue)}.`, {
        hint: 'Add it in Settings, with its number and a server.',
      });
    if (endpoint !== undefined && !isLoopbackUrl(endpoint))
      return fail('refused', `The endpoint for ${chain.name} is not on this machine.`);
    const address = given.trim();
    if (address === '')
      return fail('invalid-input', `There is no address to watch on ${chain.name}.`, {
        hint: 'Enter the address of the wallet.',
      });
    const secret = secretIn(address);
    if (secret !== undefined) return refuseSecret(secret);
    const { clock, log } = this.#options;
    const session: VenueSession = new WalletSession({
      chain,
      address,
      clock,
      log,
      openReader: async () => {
        const open = await FAMILIES[chain.family]();
        const endpoints = this.#pool(chain, endpoint);
        const addedTokens = () => this.#options.settings().addedTokens[chain.id] ?? [];
        const search = () => this.#options.settings().search[connectionId] ?? {};
        const memory = this.#options.memoryOf(connectionId);
        const isCountedElsewhere = (address: string): boolean =>
          this.#options.isCountedBefore(connectionId, markOf(chain, address));
        return open({
          ...{ chain, endpoints, clock, log, addedTokens, search, memory, isCountedElsewhere },
        });
      },
      onClosed: () => this.#sessions.delete(session),
    });
    this.#sessions.add(session);
    return succeed(session);
  }

  async prepare({ venue }: VenueAddress): Promise<void> {
    const chain = this.#chains().find(({ id }) => id === venue);
    if (chain !== undefined) await FAMILIES[chain.family]().catch(() => undefined);
  }

  async resolveName(text: string, signal: AbortSignal): Promise<Result<ResolvedName>> {
    const secret = secretIn(text);
    if (secret !== undefined) return refuseSecret(secret);
    const { clock, log, localEndpoints = {} } = this.#options;
    try {
      return await resolveName(text, {
        poolOf: (chain) => this.#pool(chain, localEndpoints[chain.id], 'names'),
        clock,
        signals: [signal, this.#closing.signal],
      });
    } catch (error) {
      log.error('resolving a name failed', error);
      return {
        ok: false,
        failure: toFailure(new VenueFailure('internal'), 'the name service', 'the name'),
      };
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#sessions].map((session) => session.close()));
  }

  #chains(): readonly Chain[] {
    return [...BUILT_IN_CHAINS, ...this.#options.settings().customChains];
  }

  /** Whoever waits for a name to be resolved does not wait for wallets to be read. */
  #pool(chain: Chain, local: string | undefined, use = 'wallets'): EndpointPool {
    const key = `${use} ${chain.id} ${local ?? ''}`;
    let pool = this.#pools.get(key);
    if (pool !== undefined) return pool;
    const { clock, log } = this.#options;
    pool = createEndpointPool({
      name: chain.name,
      urls: () => (local === undefined ? this.#urls(chain) : [local]),
      clock,
      log,
    });
    this.#pools.set(key, pool);
    return pool;
  }

  /** The user's servers instead of the public ones, so that those learn nothing. */
  #urls({ id, publicEndpoints }: Chain): readonly string[] {
    const settings = this.#options.settings();
    const own = settings.endpoints[id] ?? [];
    if (own.length > 0) return own;
    const custom = settings.customChains.find((chain) => chain.id === id);
    return (custom?.publicEndpoints ?? publicEndpoints).map(({ url }) => url);
  }
}

const SECRETS: Readonly<Record<SecretKind, string>> = {
  'seed-phrase': 'a seed phrase',
  'private-key': 'a private key',
  'extended-private-key': 'an extended private key',
};

function refuseSecret(kind: SecretKind): Result<never> {
  return fail('invalid-input', `That looks like ${SECRETS[kind]}, which Portolan never takes.`, {
    hint: 'Never paste it anywhere: whoever has it has the coins. Give an address or a public key.',
  });
}

function printable(venue: VenueId): string {
  return JSON.stringify(venue.slice(0, 40));
}
