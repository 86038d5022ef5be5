import type { CustomChain } from '../../shared/chains/chain-records';
import type { Records } from '../../shared/records/record-domains';
import type { Chain } from '../../shared/chains/chain';
import { BUILT_IN_CHAINS, chainOf } from '../../shared/chains/chains';

/** Every chain that can be watched, the user's own last. */
export function chainsWith(custom: readonly CustomChain[]): readonly Chain[] {
  return [...BUILT_IN_CHAINS, ...custom.flatMap(({ id }) => chainOf(id, custom) ?? [])];
}

/** What the user says of chains. */
export type ChainRecords = Pick<Records, 'chain-endpoint' | 'custom-chain'>;

/** The user's own servers for a chain; none when the public ones are asked. */
export function ownServers(chain: Pick<Chain, 'id'>, records: ChainRecords): readonly string[] {
  return (
    records['chain-endpoint'].find(({ venue }) => venue === chain.id)?.urls ??
    records['custom-chain'].find(({ id }) => id === chain.id)?.endpoints ??
    []
  );
}

/**
 * Who learns what when a wallet is read, in one sentence. Whoever runs a server sees which addresses
 * are asked for together, and from which network address.
 */
export function whoLearns(chains: readonly Chain[], records: ChainRecords): string {
  const named = chains.some((chain) => ownServers(chain, records).length > 0);
  const operators = [
    ...new Set(
      chains
        .filter((chain) => ownServers(chain, records).length === 0)
        .flatMap(({ publicEndpoints }) => publicEndpoints.map(({ operator }) => operator)),
    ),
  ];
  if (operators.length === 0) return 'Only the servers that you named are asked.';
  return `${joinNames(operators)} ${operators.length === 1 ? 'learns' : 'learn'} which addresses you watch and the network address you ask from${named ? '; elsewhere only the servers that you named are asked' : ''}.`;
}

/** `A`, `A and B`, `A, B and C`. */
export function joinNames(names: readonly string[]): string {
  return names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
