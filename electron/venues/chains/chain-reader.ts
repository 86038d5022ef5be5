import type { Reach } from '../../../shared/portfolio/reach';
import type { Chain } from '../../../shared/chains/chain';
import type { WalletSearch } from '../../../shared/chains/wallet-search';
import type { VenueFailure } from '../reading/venue-failure';
import type { Clock } from '../../engine/ports/clock';
import type { VenueBalance } from '../../engine/ports/exchanges';
import type { Log } from '../../engine/ports/log';

export interface EndpointRequest {
  readonly method?: 'GET' | 'POST';
  /** Follows the endpoint's URL: `/address/bc1q…/utxo`. */
  readonly path?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Gives up after so long; a few seconds unless told. */
  readonly timeoutMs?: number;
  /** Statuses besides 2xx whose body is an answer, such as the 400 of a JSON-RPC error. */
  readonly acceptStatus?: readonly number[];
  /** The body as it came, for answers that are no JSON, such as Esplora's height of the chain's tip. */
  readonly as?: 'json' | 'text';
}

/** One server, asked during one reading. */
export interface Endpoint {
  /** What may be shown and logged of its address: paths often carry the user's own key. */
  readonly host: string;
  /** The same server throughout the app's run, for what is remembered of it. */
  readonly url: string;
  /**
   * Asks it. Numbers that a double cannot hold come as text.
   * @throws VenueFailure `network`, `timeout`, `rate-limited`, `venue-unavailable`, `bad-response` (not
   * JSON, or a refusal), `not-found` (404), `cancelled`
   */
  request(request: EndpointRequest, signal: AbortSignal): Promise<unknown>;
}

/** The servers of one chain, shared by all its wallets. */
export interface EndpointPool {
  /**
   * Runs a whole reading against one server, and from its beginning against the next one if that server
   * is to blame: for `network`, `timeout`, `rate-limited`, `venue-unavailable` and `bad-response`. So
   * the answers of two servers, which may be at different blocks, never mix. Readings wait for their
   * turn, and only then does their time begin to run, so that one slow wallet does not fail the others.
   * @param timeoutMs for all servers together, 25 seconds unless told
   * @throws VenueFailure what the last server was to blame for, naming each; or the first other failure
   */
  use<T>(
    signal: AbortSignal,
    run: (endpoint: Endpoint, signal: AbortSignal) => Promise<T>,
    timeoutMs?: number,
  ): Promise<T>;
}

/** What a chain family is given to read one wallet. */
export interface ChainContext {
  readonly chain: Chain;
  readonly endpoints: EndpointPool;
  readonly clock: Clock;
  readonly log: Log;
  /** Contracts of tokens that the user wants read, as they stand now. */
  readonly addedTokens: () => readonly string[];
  /** How far the user wants the wallet looked through, as it stands now. */
  readonly search: () => Pick<WalletSearch, 'gapLimit' | 'tokenDays'>;
  /** What an address of several holds is counted in another wallet, which has it too. */
  readonly isCountedElsewhere: (address: string) => boolean;
  /** What was found out of the wallet in earlier runs. */
  readonly memory: WalletMemory;
}

/** What is kept of one wallet over restarts. It can be lost: then it is found out again. */
export interface WalletMemory {
  /** What was kept last, of this address; nothing where there is none, or it cannot be read. */
  load(address: string): Promise<unknown>;
  /** Keeps a JSON value instead of what was kept; what fails is logged. */
  save(address: string, value: unknown): void;
}

/** Reads what addresses of one chain hold. One for each session, so it may remember what it found. */
export interface ChainReader {
  /** What is asked, in the protocol's own words: `eth_getBalance, balanceOf`. */
  readonly source: string;
  /**
   * Checks what the user gave without asking anyone, and answers it as the chain writes it, or an
   * `invalid-input` failure whose detail says what is wrong with it.
   */
  check(address: string): string | VenueFailure;
  /**
   * The addresses whose coins a checked address stands for, as far as it was read; an address alone
   * stands for itself before, too.
   */
  addresses(address: string): Promise<Iterable<string>>;
  /** How far the last reading looked, where there is an end to looking that may be too near. */
  reach?(address: string): Reach | undefined;
  /**
   * Everything that a checked address holds, of one state of the chain; zero balances may be among it.
   * @throws VenueFailure
   */
  read(address: string, signal: AbortSignal): Promise<readonly VenueBalance[]>;
}

/** What each family's folder gives: loaded when its first wallet is read. */
export type OpenChainReader = (context: ChainContext) => ChainReader;

/**
 * Resolves a name to an address as the chain writes it.
 * @throws VenueFailure `not-found` for a name that leads nowhere, `invalid-input` for what is no name
 */
export type ResolveName = (name: string, context: NameContext) => Promise<string>;

export interface NameContext {
  readonly endpoints: EndpointPool;
  readonly signal: AbortSignal;
}
