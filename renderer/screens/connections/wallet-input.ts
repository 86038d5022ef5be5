import type { Failure, Result } from '../../../shared/base/failure';
import type { Connection } from '../../../shared/portfolio/venue';
import type { Chain, ChainFamily } from '../../../shared/chains/chain';
import { failureText } from '../../../shared/base/sentences';

/** Longest name of a connection, which the chain's name is put behind. */
const LONGEST_LABEL = 60;

/** `ada.eth` or `ada.sol`: something to look up, where a family of chains has names at all. */
export function isName(text: string, family: ChainFamily): boolean {
  return family !== 'bitcoin' && /^[^\s.:/]+(\.[^\s.:/]+)+$/u.test(text);
}

/** Names of wallets on several chains: `Wallet · Base`. */
export function walletLabel(label: string, chain: Pick<Chain, 'name' | 'family'>): string {
  if (chain.family !== 'evm') return label.slice(0, LONGEST_LABEL);
  const ending = ` · ${chain.name}`;
  return label.slice(0, LONGEST_LABEL - ending.length).trimEnd() + ending;
}

export interface Watched {
  readonly done: readonly Chain[];
  readonly failed: readonly { readonly chain: Chain; readonly failure: Failure }[];
}

/** Failures of several chains, those with the same cause as one. */
export function failuresByCause(
  failed: Watched['failed'],
): readonly { readonly names: readonly string[]; readonly failure: Failure }[] {
  const causes = new Map<string, { names: string[]; failure: Failure }>();
  for (const { chain, failure } of failed) {
    const cause = `${failure.code} ${failureText(failure)}`;
    const known = causes.get(cause);
    if (known === undefined) causes.set(cause, { names: [chain.name], failure });
    else known.names.push(chain.name);
  }
  return [...causes.values()];
}

/**
 * Connects one chain after the other, so that each server is asked by itself, and says which could be
 * watched. What failed on one chain does not keep the others from being connected.
 */
export async function watchOn(
  chains: readonly Chain[],
  connect: (chain: Chain) => Promise<Result<Connection>>,
): Promise<Watched> {
  const done: Chain[] = [];
  const failed: { chain: Chain; failure: Failure }[] = [];
  for (const chain of chains) {
    const result = await connect(chain);
    if (result.ok) done.push(chain);
    else failed.push({ chain, failure: result.failure });
  }
  return { done, failed };
}

/** What stands on the button of the form. */
export function walletAction({
  toFind,
  busy,
  again,
  left,
}: {
  /** A name was given whose address is not known yet. */
  readonly toFind: boolean;
  readonly busy: boolean;
  /** It was tried before, and did not do on all chains. */
  readonly again: boolean;
  /** The chains that it is not watched on yet. */
  readonly left: readonly Chain[];
}): string {
  if (toFind) return busy ? 'Looking it up…' : 'Find the address';
  if (busy) return 'Reading…';
  if (again) return 'Try again';
  return left.length > 1 ? `Watch on ${left.length} chains` : 'Watch';
}
