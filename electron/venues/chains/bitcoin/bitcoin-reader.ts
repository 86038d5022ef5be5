import { setMaxListeners } from 'node:events';
import { ZERO } from '../../../../shared/base/decimal';
import type { Reach } from '../../../../shared/portfolio/reach';
import { USUAL_GAP_LIMIT } from '../../../../shared/chains/wallet-search';
import { heldBalance } from '../../reading/balances';
import { yieldToEventLoop } from '../../reading/yield-to-event-loop';
import { VenueFailure } from '../../reading/venue-failure';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import type { ChainContext, ChainReader, Endpoint } from '../chain-reader';
import { ChainProgress } from '../chain-progress';
import { Turns } from '../../reading/turns';
import { EsploraClient, type AddressState } from './esplora';
import { addressesRead, isInUse, isSame, scan, type AddressStates } from './gap-scan';
import { parseWatched, type Watched, type WatchedGroup } from './watched';

const BITCOIN_PER_SATOSHI = '0.00000001';
/** Requests of one wallet at a time. */
const AT_ONCE = 4;
/** A server may know a block less than another; one that lacks more is out of step. */
const MOST_BLOCKS_BEHIND = 2;
/** Readings until two in a row agree, while the wallet is being used. */
const MOST_PASSES = 4;
/**
 * An xpub with 300 used addresses asks for 460 and then once more for those that can change: four
 * minutes at a server that takes a second and a half for four of them, as one behind Tor may.
 */
const TIMEOUT_MS = 300_000;
/** Less than what a session gives a reading. */
const MOST_TIMEOUT_MS = 14 * 60_000;

interface Known {
  /** Of the newest block when the reading began. */
  readonly height: number;
  /** Who said so: what is not asked again must be the same server's word. */
  readonly url: string;
  /** How many unused addresses in a row ended each chain. */
  readonly gapLimit: number;
  readonly states: AddressStates;
}

interface Pass {
  readonly before: AddressStates | undefined;
  /** What need not be asked again. */
  readonly reusable: AddressStates | undefined;
  readonly gapLimit: number;
}

/** Reads Bitcoin addresses, extended public keys and descriptors through the Esplora API. */
export function openBitcoinReader(context: ChainContext): ChainReader {
  const wallets = new Map<string, BitcoinWallet>();
  return {
    source: 'GET /address/:address',
    check: (text) => {
      try {
        return parseWatched(text).canonical;
      } catch (error) {
        if (error instanceof VenueFailure) return error;
        throw error;
      }
    },
    addresses: (text) => walletOf(text).addresses(),
    reach: (text) => walletOf(text).reach(),
    read: (text, signal) => walletOf(text).read(signal),
  };

  function walletOf(text: string): BitcoinWallet {
    let wallet = wallets.get(text);
    if (wallet === undefined) wallets.set(text, (wallet = new BitcoinWallet(text, context)));
    return wallet;
  }
}

/** What one text watches, and what it was found to have. */
class BitcoinWallet {
  readonly #watched: Watched;
  readonly #progress: ChainProgress;
  #known: Known | undefined;

  constructor(
    text: string,
    private readonly context: ChainContext,
  ) {
    this.#watched = parseWatched(text);
    this.#progress = new ChainProgress(context.clock);
  }

  get #gapLimit(): number {
    return this.context.search().gapLimit ?? USUAL_GAP_LIMIT;
  }

  /** Those that were read; before, those that will be read in any case. */
  async addresses(): Promise<Iterable<string>> {
    if (this.#known !== undefined) return this.#known.states.keys();
    const addresses = new Set<string>();
    for (const { ranged, addressAt } of this.#watched.groups.flatMap(({ chains }) => chains))
      for (let index = 0; index < (ranged ? this.#gapLimit : 1); index += 1) {
        await yieldToEventLoop();
        addresses.add(addressAt(index));
      }
    return addresses;
  }

  /** Nothing where there is no end to choose. */
  reach(): Reach | undefined {
    const isEndless = this.#watched.groups.some(({ chains }) => chains.some((one) => one.ranged));
    if (!isEndless || this.#known === undefined) return undefined;
    const { gapLimit, states } = this.#known;
    return { kind: 'addresses', gapLimit, looked: states.size };
  }

  async read(signal: AbortSignal): Promise<readonly VenueBalance[]> {
    const gapLimit = this.#gapLimit;
    const timeout = TIMEOUT_MS * Math.max(1, gapLimit / USUAL_GAP_LIMIT);
    const known = await this.context.endpoints.use(
      signal,
      (endpoint, inner) => this.#readFrom(endpoint, gapLimit, inner),
      Math.min(timeout, MOST_TIMEOUT_MS),
    );
    if (this.#known === undefined) this.#sayWhatIsUsed(known.states);
    this.#known = known;
    this.#progress.note(known.height);
    return this.#watched.groups.map((group) => this.#balanceOf(group, known.states));
  }

  /**
   * Reads until two passes agree, the last reading counting as one: coins that move from one address to
   * another while the addresses are read one by one would be counted twice, or not at all. Where no
   * difference is known yet and there is no new block, a pass asks only for what can change without one.
   */
  async #readFrom(endpoint: Endpoint, gapLimit: number, signal: AbortSignal): Promise<Known> {
    const { url } = endpoint;
    const known = this.#known;
    const client = new EsploraClient(endpoint, this.context.clock);
    let height = await client.tipHeight(signal);
    const behind = this.#progress.seen - height;
    if (behind > MOST_BLOCKS_BEHIND)
      throw new VenueFailure('venue-unavailable', `it is ${behind} blocks behind`);
    let before = known?.states;
    let reusable = known?.height === height && known.url === url ? before : undefined;
    for (let pass = 1; ; pass += 1) {
      const states = await this.#pass(client, { before, reusable, gapLimit }, signal);
      const isSettled = before !== undefined && isSame(before, states);
      if (isSettled || pass === MOST_PASSES) return { height, url, gapLimit, states };
      const isFirst = before === undefined;
      before = states;
      const newest = await client.tipHeight(signal);
      reusable = isFirst && newest === height ? states : undefined;
      height = newest;
    }
  }

  async #pass(
    client: EsploraClient,
    { before, reusable, gapLimit }: Pass,
    signal: AbortSignal,
  ): Promise<AddressStates> {
    const turns = new Turns(AT_ONCE);
    // The first failure ends the others: what they would find is of no use.
    const stopping = new AbortController();
    // Every address that waits for its turn listens.
    setMaxListeners(0, stopping.signal);
    const stop = (): void => stopping.abort();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const busy = new Set(this.#watched.groups.filter((group) => this.#isBusy(group, reusable)));
    try {
      return await scan(this.#watched.groups, before, gapLimit, (addressOf, group) =>
        turns.take(stopping.signal, async () => {
          const address = addressOf();
          const remembered = reusable?.get(address);
          const isKnown = remembered !== undefined && isQuiet(remembered, busy.has(group));
          const state = isKnown ? remembered : await client.address(address, stopping.signal);
          return { address, state };
        }),
      );
    } finally {
      stop();
      signal.removeEventListener('abort', stop);
    }
  }

  /** The kinds of addresses that an xpub never had are asked about once for each block. */
  #isBusy(group: WatchedGroup, states: AddressStates | undefined): boolean {
    return this.#watched.groups.length === 1 || states === undefined || isInUse(group, states);
  }

  #balanceOf(group: WatchedGroup, states: AddressStates): VenueBalance {
    let available = ZERO;
    let pending = ZERO;
    // Every address once, also where two descriptors share it.
    const addresses = new Set(group.chains.flatMap((chain) => [...addressesRead(chain, states)]));
    for (const address of addresses) {
      if (this.context.isCountedElsewhere(address)) continue;
      const state = states.get(address);
      available = available.plus(state?.available ?? ZERO);
      pending = pending.plus(state?.pending ?? ZERO);
    }
    const { name } = group;
    return heldBalance(
      {
        accountType: 'wallet',
        code: this.context.chain.nativeCode,
        ...(name === undefined ? {} : { subaccount: name }),
      },
      available.times(BITCOIN_PER_SATOSHI),
      pending.times(BITCOIN_PER_SATOSHI),
    );
  }

  #sayWhatIsUsed(states: AddressStates): void {
    const { groups } = this.#watched;
    if (groups.length === 1) return;
    const used = groups.filter((group) => isInUse(group, states)).flatMap(({ name }) => name ?? []);
    this.context.log.info(
      `Bitcoin: an xpub has used addresses of these kinds: ${used.join(', ') || 'none'}`,
    );
  }
}

/** Without a new block, an address without coins changes only if somebody pays it. */
function isQuiet({ used, available, pending, moving }: AddressState, isBusy: boolean): boolean {
  return !moving && available.isZero() && pending.isZero() && (used || !isBusy);
}
