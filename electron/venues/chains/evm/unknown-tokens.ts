import type { Hex } from 'viem';
import { withDeadline } from '../../reading/timers';
import { VenueFailure } from '../../reading/venue-failure';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import type { ChainContext } from '../chain-reader';
import { askStrangers, type CallRoute } from './calls';
import type { JsonRpc } from './json-rpc';
import type { TokenDirectory } from './token-directory';
import { balanceCall, balanceOf, tokenBalance } from './tokens';

const AT_ONCE = 25;
/** For all of them in one reading. */
const TIME_MS = 6000;
/** A server may have a bad moment; one that fails four times, three of them alone, is not asked again. */
const MOST_STRIKES = 4;

/** Who is asked about which address, at which block, and how. */
interface Asking {
  readonly rpc: JsonRpc;
  readonly block: string;
  readonly address: Hex;
  readonly route: CallRoute;
}

/**
 * Reads tokens that nobody vouches for and that are in no total. Whoever sends one may have made it to do
 * harm, so those that do not answer, or not in time, are left out of the reading; whatever else the
 * server fails with is a failure of the reading if such a token was shown before.
 */
export class UnknownTokens {
  readonly #context: Pick<ChainContext, 'chain' | 'clock' | 'log'>;
  readonly #directory: TokenDirectory;
  /** Contracts that send transfers but are no tokens, or that do harm. */
  readonly #useless = new Set<Hex>();
  /** How often something went wrong with those asked; they are asked last and alone. */
  readonly #failures = new Map<Hex, number>();
  readonly #shown = new Set<Hex>();

  constructor(context: Pick<ChainContext, 'chain' | 'clock' | 'log'>, directory: TokenDirectory) {
    this.#context = context;
    this.#directory = directory;
  }

  /** @throws VenueFailure */
  async read(contracts: readonly Hex[], asking: Asking): Promise<readonly VenueBalance[]> {
    const { rpc } = asking;
    const balances: VenueBalance[] = [];
    let underWay: readonly Hex[] = [];
    const run = async (signal: AbortSignal): Promise<void> => {
      for (const group of this.#groups(contracts)) {
        underWay = group;
        const found = await this.#ask(group, { ...asking, rpc: rpc.within(signal) });
        if (signal.aborted) return;
        balances.push(...found);
      }
    };
    try {
      await withDeadline(this.#context.clock, TIME_MS, [rpc.signal], run);
    } catch (error) {
      if (rpc.signal.aborted || !(error instanceof VenueFailure)) throw error;
      if (error.code === 'timeout') this.#strike(underWay);
      else if (contracts.some((contract) => this.#shown.has(contract))) throw error;
      this.#sayLeftOut(error);
    }
    return balances;
  }

  /** Those that nothing went wrong with together, then the others, those with the least trouble first. */
  #groups(contracts: readonly Hex[]): readonly (readonly Hex[])[] {
    const failuresOf = (contract: Hex): number => this.#failures.get(contract) ?? 0;
    const useful = contracts.filter((contract) => !this.#useless.has(contract));
    const good = useful.filter((contract) => failuresOf(contract) === 0);
    const groups: (readonly Hex[])[] = [];
    for (let start = 0; start < good.length; start += AT_ONCE)
      groups.push(good.slice(start, start + AT_ONCE));
    const suspects = useful.filter((contract) => failuresOf(contract) > 0);
    suspects.sort((one, other) => failuresOf(one) - failuresOf(other));
    return [...groups, ...suspects.map((contract) => [contract])];
  }

  /** What makes a node give up, or answer with more than can be taken, is a contract's doing. */
  async #ask(contracts: readonly Hex[], asking: Asking): Promise<readonly VenueBalance[]> {
    try {
      return await this.#balances(contracts, asking);
    } catch (error) {
      if (!(error instanceof VenueFailure) || error.code !== 'bad-response') throw error;
      this.#strike(contracts);
      this.#sayLeftOut(error);
      return [];
    }
  }

  async #balances(
    contracts: readonly Hex[],
    { rpc, block, address, route }: Asking,
  ): Promise<readonly VenueBalance[]> {
    await this.#directory.learn(rpc, block, contracts, route);
    const tokens = contracts.flatMap(
      (contract) => this.#directory.token(rpc, contract) ?? this.#giveUp(contract),
    );
    const calls = tokens.map(({ contract }) => balanceCall(contract, address));
    const outcomes = await askStrangers(rpc, block, calls, route);
    for (const contract of contracts) this.#failures.delete(contract);
    return tokens.flatMap((token, index) => {
      const units = balanceOf(outcomes[index]);
      if (units === undefined) return this.#giveUp(token.contract);
      this.#shown.add(token.contract);
      return tokenBalance(token, units);
    });
  }

  #strike(contracts: readonly Hex[]): void {
    for (const contract of contracts) {
      const failuresOf = (this.#failures.get(contract) ?? 0) + 1;
      this.#failures.set(contract, failuresOf);
      if (failuresOf >= MOST_STRIKES) this.#giveUp(contract);
    }
  }

  #sayLeftOut({ code }: VenueFailure): void {
    const { chain, log } = this.#context;
    log.info(`${chain.name}: some unknown tokens were not read this time (${code})`);
  }

  /** @returns nothing, instead of the token */
  #giveUp(contract: Hex): [] {
    this.#useless.add(contract);
    const { chain, log } = this.#context;
    log.info(`${chain.name}: ${contract} sent transfers but does not answer as a token; left out`);
    return [];
  }
}
