import type { Chain } from '../../../../shared/chains/chain';
import type { Clock } from '../../../engine/ports/clock';

import type { ChainContext, ChainReader, OpenChainReader, WalletMemory } from '../chain-reader';
import { createEndpointPool } from '../endpoints';
import { systemClock, TestMemory } from './test-wallets';

/** Pauses that a server asks for pass at once; deadlines, which are longer, are real. */
export const impatient: Clock = {
  ...systemClock,
  after: (milliseconds, run) => systemClock.after(milliseconds <= 5000 ? 0 : milliseconds, run),
};

/** A reader of a chain whose servers are simulated ones; what it logs is added to the lines. */
export function readerAt(
  open: OpenChainReader,
  chain: Chain,
  servers: readonly { readonly url: string }[],
  lines: string[] = [],
  clock: Clock = impatient,
  more: {
    readonly search?: ReturnType<ChainContext['search']>;
    readonly memory?: WalletMemory;
    readonly isCountedElsewhere?: (address: string) => boolean;
  } = {},
): ChainReader {
  const say = (line: string): void => void lines.push(line);
  const log = { info: say, warn: say, error: say };
  const urls = () => servers.map(({ url }) => url);
  const endpoints = createEndpointPool({ name: chain.name, urls, clock, log });
  const { search = {}, memory = new TestMemory(), isCountedElsewhere = () => false } = more;
  return open({
    ...{ chain, endpoints, clock, log, memory, isCountedElsewhere },
    addedTokens: () => [],
    search: () => search,
  });
}
