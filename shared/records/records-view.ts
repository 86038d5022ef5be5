import {
  NO_RECORDS,
  RECORD_DOMAINS,
  type RecordBody,
  type RecordDomain,
  type Records,
} from './record-domains';
import type { KeptRecord } from './stored-record';

/** A row of this version, or with `body: null` one that is gone. */
export interface RecordRow {
  readonly domain: RecordDomain;
  readonly id: string;
  readonly body: unknown;
}

/** What the user made, as it is shown. */
export interface RecordsView {
  /** Grows by one with each patch. */
  readonly sequence: number;
  /**
   * `unknown` until the database has said what is stored: `records` is then what the last run left, to
   * paint with, and nothing can be changed.
   */
  readonly state: 'unknown' | 'known';
  readonly records: Records;
  /** Rows that a newer version wrote. */
  readonly kept: readonly KeptRecord[];
}

/** Everything anew, as after loading, or only the rows that changed. */
export type RecordsPatch =
  | { readonly kind: 'all'; readonly view: RecordsView }
  | { readonly kind: 'rows'; readonly sequence: number; readonly rows: readonly RecordRow[] };

export const UNKNOWN_RECORDS: RecordsView = {
  sequence: 0,
  state: 'unknown',
  records: NO_RECORDS,
  kept: [],
};

/** The records with some rows changed. Rows keep their places, and new ones come last. */
export function withRows(records: Records, rows: readonly RecordRow[]): Records {
  const lists: Record<RecordDomain, readonly unknown[]> = { ...records };
  for (const domain of new Set(rows.map((row) => row.domain))) {
    const { idOf } = RECORD_DOMAINS[domain];
    const changed = new Map(
      rows.filter((row) => row.domain === domain).map(({ id, body }) => [id, body]),
    );
    const kept = lists[domain].map((body) => {
      const id = idOf(body);
      if (!changed.has(id)) return body;
      const next = changed.get(id);
      changed.delete(id);
      return next;
    });
    lists[domain] = [...kept, ...changed.values()].filter((body) => body !== null);
  }
  // Each body was read by the schema of its own domain.
  return lists as Records;
}

/**
 * The view after a patch. One that is older than the view changes nothing; `undefined` when patches are
 * missing in between, so that the view has to be asked for again.
 */
export function patchRecords(view: RecordsView, patch: RecordsPatch): RecordsView | undefined {
  if (patch.kind === 'all') return patch.view.sequence < view.sequence ? view : patch.view;
  if (patch.sequence <= view.sequence) return view;
  if (patch.sequence > view.sequence + 1) return undefined;
  return { ...view, sequence: patch.sequence, records: withRows(view.records, patch.rows) };
}

/** What is in one manual account, in the order in which it was entered. */
export function holdingsIn(
  records: Pick<Records, 'manual-holding'>,
  connectionId: string,
): readonly RecordBody<'manual-holding'>[] {
  return records['manual-holding'].filter((one) => one.connectionId === connectionId);
}
