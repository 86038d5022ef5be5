import type { Hex } from 'viem';
import { tokenId, type Chain } from '../../../../shared/chains/chain';
import { askStrangers, type CallRoute } from './calls';
import type { JsonRpc } from './json-rpc';
import { factCalls, factsOf, type Token, type TokenFacts } from './tokens';

/**
 * What contracts said of themselves; they are not asked twice, but at each server: how one divides an
 * amount must not be another's word.
 */
export class TokenDirectory {
  /** By server and contract. */
  readonly #facts = new Map<string, TokenFacts>();
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** Asks those that were never asked. @throws VenueFailure */
  async learn(
    rpc: JsonRpc,
    block: string,
    contracts: readonly Hex[],
    route: CallRoute,
  ): Promise<void> {
    const unasked = contracts.filter((contract) => !this.#facts.has(keyOf(rpc, contract)));
    if (unasked.length === 0) return;
    const calls = unasked.map(factCalls);
    const outcomes = await askStrangers(rpc, block, calls.flat(), route);
    let start = 0;
    unasked.forEach((contract, index) => {
      const count = calls[index]?.length ?? 0;
      const facts = factsOf(contract, outcomes.slice(start, start + count));
      start += count;
      if (facts !== undefined) this.#facts.set(keyOf(rpc, contract), facts);
    });
  }

  /** The token at a contract that this server was asked of; `undefined` if it did not answer as one. */
  token(rpc: JsonRpc, contract: Hex): Token | undefined {
    const facts = this.#facts.get(keyOf(rpc, contract));
    return facts && { contract, code: tokenId(this.#chain, contract), ...facts };
  }
}

function keyOf({ url }: JsonRpc, contract: Hex): string {
  return `${url} ${contract}`;
}
