import { isRecordDomain, RECORD_DOMAINS } from './record-domains';
import type { KeptRecord } from './stored-record';

/** What this version does not understand of one domain, in one sentence. */
export interface KeptWords {
  readonly domain: string;
  readonly text: string;
}

/** `1 manual entry was written by a newer version of Portolan: it is kept as it is, and not counted.` */
export function keptWords(kept: readonly KeptRecord[]): readonly KeptWords[] {
  return [...countsByDomain(kept)].map(([domain, count]) => ({
    domain,
    text: wordsOf(domain, count),
  }));
}

function wordsOf(domain: string, count: number): string {
  const what = countOf(domain, count);
  const use = isRecordDomain(domain) && RECORD_DOMAINS[domain].counts ? 'counted' : 'used';
  return count === 1
    ? `${what} was written by a newer version of Portolan: it is kept as it is, and not ${use}.`
    : `${what} were written by a newer version of Portolan: they are kept as they are, and not ${use}.`;
}

/** `2 manual entries` */
function countOf(domain: string, count: number): string {
  const known = isRecordDomain(domain) ? RECORD_DOMAINS[domain] : undefined;
  const [one, many] = known?.words ?? ['record of another kind', 'records of another kind'];
  return `${count} ${count === 1 ? one : many}`;
}

/** What to say once after loading when the total may lack something; `undefined` when it does not. */
export function keptNotice(kept: readonly KeptRecord[]): string | undefined {
  const mayCount = kept.filter(({ domain }) => counts(domain));
  if (mayCount.length === 0) return undefined;
  const [theyAre, them] = mayCount.length === 1 ? ['it is', 'it'] : ['they are', 'them'];
  const asIs = mayCount.length === 1 ? 'as it is' : 'as they are';
  const what = [...countsByDomain(mayCount)].map(([domain, count]) => countOf(domain, count));
  return (
    `A newer version of Portolan wrote ${joinNames(what)}: ${theyAre} kept ${asIs}, and not counted. ` +
    `The total may lack ${them} until you update Portolan. See Settings.`
  );
}

function countsByDomain(kept: readonly KeptRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { domain } of kept) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  return counts;
}

/** `a, b and c` */
function joinNames(what: readonly string[]): string {
  const last = what.at(-1) ?? '';
  return what.length < 2 ? last : `${what.slice(0, -1).join(', ')} and ${last}`;
}

/** Rows of a domain to come may count: it cannot be told. */
function counts(domain: string): boolean {
  return !isRecordDomain(domain) || RECORD_DOMAINS[domain].counts;
}
