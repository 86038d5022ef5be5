import { pad, type Hex } from 'viem';
import { z } from 'zod';
import type { VenueId } from '../../../../shared/base/ids';
import type { Instant } from '../../../../shared/base/failure';
import type { TokenReach } from '../../../../shared/portfolio/reach';
import { USUAL_TOKEN_DAYS } from '../../../../shared/chains/wallet-search';
import { asRows, textOf } from '../../reading/shape';
import { withDeadline } from '../../reading/timers';
import { VenueFailure } from '../../reading/venue-failure';
import type { Clock } from '../../../engine/ports/clock';
import type { Log } from '../../../engine/ports/log';
import type { ChainContext, WalletMemory } from '../chain-reader';
import { blockTime } from './block';
import { RpcFailure, type JsonRpc } from './json-rpc';

/** `Transfer(address,address,uint256)`: https://eips.ethereum.org/EIPS/eip-20 */
const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
/** Tokens of ERC-721 have the id as a fourth topic. */
const TOPICS_OF_TRANSFER = 3;

const MOST_BLOCKS = 10_000;
const FEWEST_BLOCKS = 50;
const MOST_REQUESTS = 6;
const TIME_MS = 4000;
/** Looked at again, since a reorganisation may have put other transfers there. */
const OVERLAP = 32;
/** Blocks that a restart may have looked at again: an hour's on most chains. */
const WORTH_KEEPING = 1_800;
/** Whoever sends a thousand tokens to an address must not make every reading slow. */
const MOST_TOKENS = 300;

/** About as many as a day brings: https://chainspect.app (block times), 2 seconds elsewhere. */
const BLOCKS_OF_A_DAY: Readonly<Record<VenueId, number>> = {
  ethereum: 7_200,
  arbitrum: 345_600,
  bsc: 115_200,
  avalanche: 50_800,
};
const BLOCKS_OF_A_DAY_ELSEWHERE = 43_200;

/**
 * Contracts through which a chain shows its own coin once more as a token: counted twice if it were
 * read. POL at 0x…1010 (https://docs.polygon.technology), CELO (https://docs.celo.org/protocol/celo-token),
 * ETH of the OP stack's first version and METIS at 0xDeadDeAd…0000, ETH of zkSync at 0x…800A.
 */
export const NATIVE_AS_TOKEN: ReadonlySet<string> = new Set([
  '0x0000000000000000000000000000000000001010',
  '0x471ece3750da237f93b8e339c536989b8978a438',
  '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0000',
  '0x000000000000000000000000000000000000800a',
]);

/** Without a gap, all blocks from the first to the one before the next were looked at. */
interface Progress {
  readonly from: number;
  readonly next: number;
  /** The newest one that was looked at; some before it are looked at again. */
  readonly to?: number;
  /** The next one as it was kept last. */
  readonly savedNext: number;
  /** When the first one was made. */
  readonly since?: Instant;
}

const blockNumber = z.number().int().nonnegative();
const keptSchema = z.object({
  from: blockNumber,
  next: blockNumber,
  since: z.number().int().positive().optional(),
  found: z.array(z.string().regex(/^0x[0-9a-f]{40}$/)).max(MOST_TOKENS),
});

export interface TokenDiscoveryOptions {
  readonly venue: VenueId;
  readonly clock: Clock;
  readonly log: Log;
  readonly search: ChainContext['search'];
  readonly memory: WalletMemory;
}

/**
 * Finds tokens that an address received, so that what no list has is seen too: at first in the days that
 * the user wants looked at, the last one unless told, then in new blocks only. What it found and where it
 * stands is kept over restarts, and where more days are wanted later it goes on backwards from there.
 */
export class TokenDiscovery {
  readonly #options: TokenDiscoveryOptions;
  readonly #found = new Set<Hex>();
  /** Servers that give no logs, or of too few blocks; and those that give none of older blocks. */
  readonly #refusing = new Set<string>();
  readonly #refusingOlder = new Set<string>();
  #progress: Progress | undefined;
  #isRestored = false;
  #sinceAskedOf: number | undefined;
  #span = MOST_BLOCKS;
  #reach: TokenReach | undefined;

  constructor(options: TokenDiscoveryOptions) {
    this.#options = options;
  }

  /** Contracts found so far, in lower case. */
  get found(): readonly Hex[] {
    return [...this.#found];
  }

  /** How far it has looked by now. */
  get reach(): TokenReach | undefined {
    return this.#reach;
  }

  /**
   * Looks on to the block given, then back as far as is wanted, as far as a few requests take it; the next
   * call goes on from there. What a server refuses is logged and tried again in smaller parts: no reading
   * fails for it.
   */
  async look(rpc: JsonRpc, address: Hex, head: number): Promise<void> {
    const { venue, clock, log } = this.#options;
    await this.#restore(address, head);
    const before = JSON.stringify(this.#progress);
    const foundBefore = this.#found.size;
    try {
      if (!this.#refusing.has(rpc.url))
        await withDeadline(clock, TIME_MS, [rpc.signal], (signal) =>
          this.#lookBothWays(rpc.within(signal), address, head),
        );
    } catch (error) {
      if (rpc.signal.aborted || !(error instanceof VenueFailure)) throw error;
      log.info(`${venue}: looking for new tokens at ${rpc.host}: ${error.message}`);
    }
    this.#reach = this.#reachAt(rpc.url, head);
    if (this.#found.size > foundBefore || this.#isWorthKeeping(before)) this.#keepProgress(address);
  }

  async #lookBothWays(rpc: JsonRpc, address: Hex, head: number): Promise<void> {
    const wanted = this.#firstWanted(head);
    this.#progress ??= { from: wanted, next: wanted, savedNext: wanted };
    const left = await this.#lookOn(rpc, address, head);
    if (!this.#refusingOlder.has(rpc.url)) await this.#lookBack(rpc, address, wanted, left);
    await this.#learnSince(rpc);
  }

  /** @returns how many requests are left for what is older */
  async #lookOn(rpc: JsonRpc, address: Hex, head: number): Promise<number> {
    for (let left = MOST_REQUESTS; left > 0 && !rpc.signal.aborted; left -= 1) {
      const from = this.#progress?.next ?? head;
      if (from > head) return left;
      const to = Math.min(head, from + this.#span - 1);
      const isGood = await this.#ask(rpc, address, [from, to], this.#refusing);
      if (!isGood) continue;
      this.#advance({ to, next: to === head ? Math.max(from, head - OVERLAP + 1) : to + 1 });
      if (to === head) return left - 1;
    }
    return 0;
  }

  async #lookBack(rpc: JsonRpc, address: Hex, wanted: number, requests: number): Promise<void> {
    for (let left = requests; left > 0 && !rpc.signal.aborted; left -= 1) {
      const first = this.#progress?.from ?? 0;
      if (first <= wanted) return;
      const from = Math.max(wanted, first - this.#span);
      if (await this.#ask(rpc, address, [from, first - 1], this.#refusingOlder))
        this.#advance({ from });
    }
  }

  /**
   * Whether these blocks were looked at. If not, fewer are asked for next.
   * @throws VenueFailure if the server is to be asked no more, which is noted among those `refusing`
   */
  async #ask(
    rpc: JsonRpc,
    address: Hex,
    [from, to]: readonly [number, number],
    refusing: Set<string>,
  ): Promise<boolean> {
    try {
      const contracts = await transfersTo(rpc, address, from, to);
      if (rpc.signal.aborted) return false;
      this.#keep(contracts);
      return true;
    } catch (error) {
      if (!(error instanceof VenueFailure) || error.code !== 'bad-response') throw error;
      if (to - from < FEWEST_BLOCKS) {
        refusing.add(rpc.url);
        this.#span = MOST_BLOCKS;
        throw error;
      }
      this.#span = Math.max(FEWEST_BLOCKS, Math.floor((to - from + 1) / 2));
      return false;
    }
  }

  #advance(change: Partial<Progress>): void {
    const progress = this.#progress;
    if (progress === undefined) return;
    const { since, ...rest } = progress;
    const isSameStart = change.from === undefined || change.from === progress.from;
    this.#progress = {
      ...rest,
      ...(isSameStart && since !== undefined ? { since } : {}),
      ...change,
    };
  }

  /** When the first block was made, asked once for each; a server that does not tell leaves it out. */
  async #learnSince(rpc: JsonRpc): Promise<void> {
    const progress = this.#progress;
    if (progress === undefined || progress.since !== undefined) return;
    // The first block of a chain often has no time of its own, and a node may not know an old one.
    if (progress.from === 0 || progress.from === this.#sinceAskedOf) return;
    this.#sinceAskedOf = progress.from;
    try {
      const since = await blockTime(rpc, progress.from);
      if (since !== undefined) this.#advance({ since });
    } catch (error) {
      if (!(error instanceof VenueFailure) || rpc.signal.aborted) throw error;
    }
  }

  #firstWanted(head: number): number {
    const { venue } = this.#options;
    const day = BLOCKS_OF_A_DAY[venue] ?? BLOCKS_OF_A_DAY_ELSEWHERE;
    return Math.max(0, head - this.#days * day);
  }

  get #days(): number {
    return this.#options.search().tokenDays ?? USUAL_TOKEN_DAYS;
  }

  #reachAt(url: string, head: number): TokenReach {
    const { from, to, since } = this.#progress ?? {};
    const isAtHead = to !== undefined && to >= head;
    const isBackFar = from !== undefined && from <= this.#firstWanted(head);
    const isRefused =
      (!isAtHead && this.#refusing.has(url)) || (!isBackFar && this.#refusingOlder.has(url));
    const looked = from === undefined || to === undefined ? {} : { fromBlock: from, toBlock: to };
    const hasLooked = to !== undefined;
    return {
      kind: 'tokens',
      days: this.#days,
      ...looked,
      ...(hasLooked && since !== undefined ? { since } : {}),
      ...(this.#found.size >= MOST_TOKENS ? { mostFound: MOST_TOKENS } : {}),
      state: isRefused ? 'refused' : isAtHead && isBackFar ? 'done' : 'looking',
    };
  }

  #keep(contracts: readonly Hex[]): void {
    const { venue, log } = this.#options;
    for (const contract of contracts) {
      if (NATIVE_AS_TOKEN.has(contract) || this.#found.has(contract)) continue;
      if (this.#found.size >= MOST_TOKENS) {
        log.info(`${venue}: more than ${MOST_TOKENS} unknown tokens, the rest is left`);
        return;
      }
      this.#found.add(contract);
    }
  }

  /** A look at a few new blocks is not worth a write: they would be looked at again. */
  #isWorthKeeping(before: string | undefined): boolean {
    const progress = this.#progress;
    if (progress === undefined) return false;
    if (before === undefined) return true;
    const old = JSON.parse(before) as Progress;
    return progress.from !== old.from || progress.next - progress.savedNext >= WORTH_KEEPING;
  }

  #keepProgress(address: Hex): void {
    const progress = this.#progress;
    if (progress === undefined) return;
    this.#progress = { ...progress, savedNext: progress.next };
    const { from, next, since } = progress;
    this.#options.memory.save(address, { from, next, since, found: this.found });
  }

  async #restore(address: Hex, head: number): Promise<void> {
    if (this.#isRestored) return;
    const kept = keptSchema.safeParse(await this.#options.memory.load(address));
    this.#isRestored = true;
    if (!kept.success) return;
    this.#keep(kept.data.found as Hex[]);
    const { from, next, since } = kept.data;
    // A chain that is shorter than it was is another one, such as a test chain that was begun anew.
    if (next > head + OVERLAP) return;
    this.#progress = {
      ...{ from, next, savedNext: next },
      ...(next > from ? { to: next - 1 } : {}),
      ...(since === undefined ? {} : { since }),
    };
  }
}

async function transfersTo(
  rpc: JsonRpc,
  address: Hex,
  from: number,
  to: number,
): Promise<readonly Hex[]> {
  const filter = {
    fromBlock: `0x${from.toString(16)}`,
    toBlock: `0x${to.toString(16)}`,
    topics: [TRANSFER, null, pad(address, { size: 32 }).toLowerCase()],
  };
  const answer = await rpc.call(['eth_getLogs', [filter]]).catch((error: unknown) => {
    // "Limit exceeded" is what some servers say of too many blocks.
    throw error instanceof RpcFailure ? new VenueFailure('bad-response', error.detail) : error;
  });
  const contracts = asRows(answer, 'the logs')
    .filter(({ topics }) => Array.isArray(topics) && topics.length === TOPICS_OF_TRANSFER)
    .map((log) => textOf(log, 'address').toLowerCase())
    .filter((contract): contract is Hex => /^0x[0-9a-f]{40}$/.test(contract));
  return [...new Set(contracts)];
}
