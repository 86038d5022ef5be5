import { isRecordDomain, RECORD_DOMAINS } from './record-domains';
import type { RecordsView } from './records-view';
import type { KeptRecord } from './stored-record';
import type { Connection } from '../portfolio/venue';

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

/**
 * Whether something that the total rests on is not known yet, or not understood. What is kept of an account
 * that is not there, or not enabled, is in no total.
 */
export function lacksRecords(
  { state, kept }: Pick<RecordsView, 'state' | 'kept'>,
  connections: readonly Pick<Connection, 'id' | 'enabled'>[],
): boolean {
  if (state === 'unknown') return true;
  return kept.some(
    ({ domain, connectionId }) =>
      counts(domain) &&
      (connectionId === undefined ||
        connections.some(({ id, enabled }) => enabled && id === connectionId)),
  );
}

function counts(domain: string): boolean {
  return isRecordDomain(domain) && RECORD_DOMAINS[domain].counts;
}
