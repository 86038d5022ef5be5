import { pad, type Hex } from 'viem';
import type { VenueId } from '../../../shared/portfolio/balance';
import { asRows, textOf } from '../../reading/shape';
import { withDeadline } from '../../reading/timers';
import { VenueFailure } from '../../reading/venue-failure';
import type { Clock } from '../../services/ports/clock';
import type { Log } from '../../services/ports/log';
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

/**
 * Finds tokens that an address received, so that what no list has is seen too. It looks at about the
 * last day at first, then at new blocks only; where it stands is kept in memory.
 */
export class TokenDiscovery {
  readonly #found = new Set<Hex>();
  readonly #venue: VenueId;
  readonly #clock: Clock;
  readonly #log: Log;
  /** Servers that give no logs, or of too few blocks. */
  readonly #refusing = new Set<string>();
  #next: number | undefined;
  #span = MOST_BLOCKS;

  constructor(venue: VenueId, clock: Clock, log: Log) {
    this.#venue = venue;
    this.#clock = clock;
    this.#log = log;
  }

  /** Contracts found so far, in lower case. */
  get found(): readonly Hex[] {
    return [...this.#found];
  }

  /**
   * Looks on to the block given, as far as a few requests take it; the next call goes on from there. What
   * a server refuses is logged and tried again in smaller parts: no reading fails for it.
   */
  async look(rpc: JsonRpc, address: Hex, head: number): Promise<void> {
    if (this.#refusing.has(rpc.url)) return;
    const day = BLOCKS_OF_A_DAY[this.#venue] ?? BLOCKS_OF_A_DAY_ELSEWHERE;
    this.#next ??= Math.max(0, head - day);
    try {
      await withDeadline(this.#clock, TIME_MS, [rpc.signal], (signal) =>
        this.#lookOn(rpc.within(signal), address, head),
      );
    } catch (error) {
      if (rpc.signal.aborted || !(error instanceof VenueFailure)) throw error;
      this.#log.info(`${this.#venue}: looking for new tokens at ${rpc.host}: ${error.message}`);
    }
  }

  async #lookOn(rpc: JsonRpc, address: Hex, head: number): Promise<void> {
    for (let request = 0; request < MOST_REQUESTS && !rpc.signal.aborted; request += 1) {
      const from = this.#next ?? head;
      if (from > head) return;
      const to = Math.min(head, from + this.#span - 1);
      try {
        const contracts = await transfersTo(rpc, address, from, to);
        if (rpc.signal.aborted) return;
        this.#keep(contracts);
        this.#next = to === head ? Math.max(from, head - OVERLAP + 1) : to + 1;
        if (to === head) return;
      } catch (error) {
        if (!(error instanceof VenueFailure) || error.code !== 'bad-response') throw error;
        if (to - from < FEWEST_BLOCKS) {
          this.#refusing.add(rpc.url);
          this.#span = MOST_BLOCKS;
          throw error;
        }
        this.#span = Math.max(FEWEST_BLOCKS, Math.floor((to - from + 1) / 2));
      }
    }
  }

  #keep(contracts: readonly Hex[]): void {
    for (const contract of contracts) {
      if (this.#found.size >= MOST_TOKENS) {
        this.#log.info(`${this.#venue}: more than ${MOST_TOKENS} unknown tokens, the rest is left`);
        return;
      }
      if (!NATIVE_AS_TOKEN.has(contract)) this.#found.add(contract);
    }
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
