import { subjectOf, type KeptSubject } from './kept-subject';
import { isRecordDomain, RECORD_DOMAINS, type RecordDomain } from './record-domains';

/** A row as it is in the database, whoever wrote it. */
export interface StoredRecord {
  readonly domain: string;
  readonly id: string;
  readonly body: unknown;
}

/** A row that is stored, or with `body: null` taken away. */
export interface RecordChange extends StoredRecord {
  /** Null takes the row away: no row has null for its body. */
  readonly body: unknown;
}

/** A row that this version does not understand. It is kept as it is, and counts nowhere. */
export interface KeptRecord extends KeptSubject {
  readonly domain: string;
  readonly id: string;
}

export type UnderstoodRecord =
  | { readonly understood: true; readonly domain: RecordDomain; readonly body: unknown }
  | { readonly understood: false; readonly kept: KeptRecord };

/**
 * Tells what a stored row is. One whose domain, fields or values are not those of this version, or that
 * does not stand under the id that its content has, is a newer version's.
 */
export function understandRecord({ domain, id, body }: StoredRecord): UnderstoodRecord {
  if (isRecordDomain(domain)) {
    const read = RECORD_DOMAINS[domain].read(body);
    if (read.ok && read.id === id) return { understood: true, domain, body: read.body };
  }
  return { understood: false, kept: { domain, id, ...subjectOf(id, body) } };
}
