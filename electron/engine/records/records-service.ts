import type { DatabaseState } from '../ports/history';
import type { RecordStore } from '../ports/record-store';
import {
  NO_RECORDS,
  RECORD_DOMAIN_NAMES,
  RECORD_DOMAINS,
  type RecordDomain,
  type Records,
} from '../../../shared/records/record-domains';
import {
  withRows,
  type RecordRow,
  type RecordsPatch,
  type RecordsView,
} from '../../../shared/records/records-view';
import {
  understandRecord,
  type KeptRecord,
  type StoredRecord,
} from '../../../shared/records/stored-record';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import { renamedRows } from '../../../shared/records/renamed-assets';
import { isKeepableValue } from '../../../shared/records/keepable-value';
import type { Settings } from '../../../shared/settings/settings';
import { Lane } from '../../../shared/base/lane';
import { Listeners } from '../../../shared/base/listeners';
import { failureText } from '../../../shared/base/sentences';

/** A row to store, or to take away. */
export type RecordWrite =
  | { readonly domain: RecordDomain; readonly body: object }
  | { readonly domain: RecordDomain; readonly gone: string };

type RecordsListener = (patch: RecordsPatch, changed: ReadonlySet<RecordDomain>) => void;

/**
 * Keeps what the user made: rows that are stored before they count. Until the database has said what is
 * stored nothing can be changed, and what a newer version wrote is never written over.
 */
export class RecordsService {
  #view: RecordsView;
  #kept: ReadonlyMap<string, KeptRecord> = new Map();
  readonly #listeners = new Listeners<Parameters<RecordsListener>>();
  readonly #lane = new Lane();

  /** @param cached what the last run left, to paint with until the database has opened */
  constructor(
    private readonly history: RecordStore & Pick<DatabaseState, 'status'>,
    cached: Records = NO_RECORDS,
  ) {
    this.#view = { sequence: 0, state: 'unknown', records: cached, kept: [] };
  }

  view(): RecordsView {
    return this.#view;
  }

  /** What is stored as far as it is understood, or while unknown what the last run left. */
  get current(): Records {
    return this.#view.records;
  }

  get known(): boolean {
    return this.#view.state === 'known';
  }

  isKept(domain: RecordDomain, id: string): boolean {
    return this.#kept.has(keyOf(domain, id));
  }

  /** Tells of each change, and of the domains it is about. */
  onChange(listener: RecordsListener): () => void {
    return this.#listeners.add(listener);
  }

  /** Takes over what the database has; what is about an asset of another name now is stored under that. */
  load(): Promise<Result<void>> {
    return this.#lane.run(async () => {
      const loaded = await this.#load();
      const renamed = loaded.ok ? this.#renamed() : [];
      // Where that is not stored the rows are as they were, and it is done at the next start.
      if (renamed.length > 0) await this.#store(renamed);
      return loaded.ok && !this.known ? this.#load() : loaded;
    });
  }

  /** A row that a newer version wrote is never in the way of another. */
  #renamed(): RecordWrite[] {
    return renamedRows(this.current).flatMap(({ domain, body, instead }): RecordWrite[] => {
      if (this.isKept(domain, RECORD_DOMAINS[domain].idOf(body))) return [];
      return [{ domain, body }, ...(instead === undefined ? [] : [{ domain, gone: instead }])];
    });
  }

  async #load(): Promise<Result<void>> {
    const stored = await this.history.records();
    if (!stored.ok) return stored;
    const { records, kept } = understandAll(stored.value);
    this.#kept = new Map(kept.map((one) => [keyOf(one.domain, one.id), one]));
    this.#setAll({ ...this.#view, state: 'known', records, kept });
    return succeed(undefined);
  }

  /**
   * Stores rows, all of them or none. Changes that overlap are made one after another.
   * @param domain what the change is about, for the words of a refusal
   * @param writesOf what to change, by the rows that hold when it is this change's turn
   * @param settings preferences to store together with the rows
   */
  change(
    domain: RecordDomain,
    writesOf: (records: Records) => Result<readonly RecordWrite[]> | readonly RecordWrite[],
    settings?: Partial<Settings>,
  ): Promise<Result<RecordsPatch>> {
    return this.#lane.run(async () => {
      if (!this.known) return this.#notOpen(domain);
      const writes = writesOf(this.current);
      if ('ok' in writes && !writes.ok) return writes;
      return this.#store('ok' in writes ? writes.value : writes, settings);
    });
  }

  #notOpen(domain: RecordDomain): Result<RecordsPatch> {
    const status = this.history.status();
    const [, many] = RECORD_DOMAINS[domain].words;
    return fail('storage', `The database is not open, so ${many} cannot be changed.`, {
      hint:
        status.state === 'failed' ? failureText(status.failure) : 'Try again when it has opened.',
    });
  }

  async #store(
    writes: readonly RecordWrite[],
    settings?: Partial<Settings>,
  ): Promise<Result<RecordsPatch>> {
    const rows: RecordRow[] = [];
    for (const write of writes) {
      const row = this.#rowOf(write);
      if (!row.ok) return row;
      if (this.#isNew(row.value)) rows.push(row.value);
    }
    const next = withRows(this.current, rows);
    for (const domain of new Set(rows.map((row) => row.domain))) {
      const { most, words } = RECORD_DOMAINS[domain];
      if (next[domain].length > Math.max(most, this.current[domain].length))
        return fail('invalid-input', `There can be at most ${most} ${words[1]}.`);
    }
    if (rows.length > 0 || settings !== undefined) {
      const stored = await this.history.changeRecords(rows, settings);
      if (!stored.ok)
        return (await this.#areStored(rows))
          ? succeed({ kind: 'rows', sequence: this.#view.sequence, rows })
          : stored;
    }
    const sequence = this.#view.sequence + (rows.length > 0 ? 1 : 0);
    const patch: RecordsPatch = { kind: 'rows', sequence, rows };
    if (rows.length > 0)
      this.#set(
        { ...this.#view, sequence, records: next },
        patch,
        new Set(rows.map((row) => row.domain)),
      );
    return succeed(patch);
  }

  /**
   * After a write that failed: whether it was stored all the same is asked, not guessed. Where that is not
   * answered what is stored is unknown, and nothing is changed by it, until it is loaded again.
   */
  async #areStored(rows: readonly RecordRow[]): Promise<boolean> {
    const loaded = await this.#load();
    if (!loaded.ok) this.#setAll({ ...this.#view, state: 'unknown' });
    return loaded.ok && rows.length > 0 && rows.every((row) => !this.#isNew(row));
  }

  #rowOf(write: RecordWrite): Result<RecordRow> {
    const { domain } = write;
    const [one] = RECORD_DOMAINS[domain].words;
    if ('gone' in write)
      return this.isKept(domain, write.gone)
        ? writtenByNewer(one)
        : succeed({ domain, id: write.gone, body: null });
    const read = RECORD_DOMAINS[domain].read(write.body);
    if (!read.ok) return fail('invalid-input', read.problem);
    if (!isKeepableValue(read.body))
      return fail('invalid-input', `This ${one} has characters that cannot be stored.`);
    return this.isKept(domain, read.id)
      ? writtenByNewer(one)
      : succeed({ domain, id: read.id, body: read.body });
  }

  #isNew({ domain, id, body }: RecordRow): boolean {
    const { idOf } = RECORD_DOMAINS[domain];
    const before = this.current[domain].find((known) => idOf(known) === id);
    if (body === null) return before !== undefined;
    return before === undefined || JSON.stringify(before) !== JSON.stringify(body);
  }

  #setAll(next: RecordsView): void {
    const view = { ...next, sequence: this.#view.sequence + 1 };
    this.#set(view, { kind: 'all', view }, new Set(RECORD_DOMAIN_NAMES));
  }

  #set(view: RecordsView, patch: RecordsPatch, changed: ReadonlySet<RecordDomain>): void {
    this.#view = view;
    this.#listeners.tell(patch, changed);
  }
}

function understandAll(stored: readonly StoredRecord[]): Pick<RecordsView, 'records' | 'kept'> {
  const rows: RecordRow[] = [];
  const kept: KeptRecord[] = [];
  for (const one of stored) {
    const what = understandRecord(one);
    if (what.understood) rows.push({ domain: what.domain, id: one.id, body: what.body });
    else kept.push(what.kept);
  }
  return { records: withRows(NO_RECORDS, rows), kept };
}

function keyOf(domain: string, id: string): string {
  return JSON.stringify([domain, id]);
}

function writtenByNewer<T>(one: string): Result<T> {
  return fail('refused', `This ${one} was written by a newer version of Portolan.`, {
    hint: 'Update Portolan to change it. Until then it is kept as it is.',
  });
}
