import { isRecordDomain, RECORD_DOMAINS } from './record-domains';
import type { KeptRecord } from './stored-record';

/** What this version does not understand of one domain, in one sentence. */
export interface KeptWords {
  readonly domain: string;
  readonly text: string;
}

/** `1 manual entry was written by a newer version of Portolan: it is kept as it is, and not counted.` */
export function keptWords(kept: readonly KeptRecord[]): readonly KeptWords[] {
  const counts = new Map<string, number>();
  for (const { domain } of kept) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  return [...counts].map(([domain, count]) => ({ domain, text: wordsOf(domain, count) }));
}

function wordsOf(domain: string, count: number): string {
  const known = isRecordDomain(domain) ? RECORD_DOMAINS[domain] : undefined;
  const [one, many] = known?.words ?? ['record of another kind', 'records of another kind'];
  const use = known?.counts === true ? 'counted' : 'used';
  return count === 1
    ? `1 ${one} was written by a newer version of Portolan: it is kept as it is, and not ${use}.`
    : `${count} ${many} were written by a newer version of Portolan: they are kept as they are, and not ${use}.`;
}

/** What to say once after loading when the total may lack something; `undefined` when it does not. */
export function keptNotice(kept: readonly KeptRecord[]): string | undefined {
  const words = keptWords(kept.filter(({ domain }) => counts(domain)));
  return words.length === 0
    ? undefined
    : `${words.map(({ text }) => text).join(' ')} The total may lack it until you update Portolan. See Settings.`;
}

/** Rows of a domain to come may count: it cannot be told. */
function counts(domain: string): boolean {
  return !isRecordDomain(domain) || RECORD_DOMAINS[domain].counts;
}
