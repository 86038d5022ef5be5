import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Instant } from '../../../shared/base/failure';
import type { HistoryFinding, MissingEntries } from '../../engine/ports/history';
import type { NewFinding } from '../delivery/engine';
import { readChecked, writeChecked } from '../files/checked-json';
import { diskFailure } from '../files/disk-room';
import type { Journal } from '../outbox/journal';
import { rangeWords, type Range } from '../outbox/ranges';
import type { ScannedSegment } from '../outbox/scan-segment';
import { daysOfUse } from '../files/days-of-use';
import type { StorePaths } from './store-paths';

/** How long a loss is told at each start, in days of use; as long as what was set aside is kept. */
const TOLD_DAYS = 90;

/** Keeps what was found, so that a loss is told again at the next starts. */
export class Findings {
  readonly #file: string;
  readonly #days: string;
  readonly #now: () => Instant;
  readonly #tell: (finding: HistoryFinding) => void;
  #kept: readonly HistoryFinding[] = [];

  constructor(
    { findings, daysOfUse: days }: StorePaths,
    now: () => Instant,
    tell: (finding: HistoryFinding) => void,
  ) {
    this.#file = findings;
    this.#days = days;
    this.#now = now;
    this.#tell = tell;
  }

  /** Tells what earlier starts found lost. */
  async tellAgain(): Promise<void> {
    const stored = (await readChecked(this.#file))?.['findings'];
    const all = (Array.isArray(stored) ? stored : []).filter(isFinding);
    const ids = all.map(({ id }) => id);
    const ages = await daysOfUse(this.#days, this.#now(), 'finding', ids);
    this.#kept = all.filter(({ id }) => (ages.get(id) ?? 0) < TOLD_DAYS);
    for (const finding of this.#kept) this.#tell(finding);
  }

  /**
   * Tells a finding, and keeps it when something is lost: on disk when this resolves. The same loss is told
   * once a start.
   * @throws StorageError when the disk takes nothing: what follows could make the loss unseen
   */
  async add(finding: NewFinding): Promise<void> {
    const identified = { id: randomUUID(), at: this.#now(), ...finding };
    const isKnown = this.#kept.some(({ text }) => text === finding.text);
    if (isKnown) return;
    if (finding.level !== 'info') await this.#keep([...this.#kept, identified]);
    this.#tell(identified);
  }

  async #keep(findings: readonly HistoryFinding[]): Promise<void> {
    this.#kept = findings;
    try {
      await writeChecked(this.#file, { findings });
    } catch (error) {
      const failure = diskFailure(error);
      if (failure !== undefined) throw failure;
      // Something else has its name, such as a folder: no list that was written here.
      await rm(this.#file, { recursive: true, force: true });
      await writeChecked(this.#file, { findings });
    }
  }
}

/** What is known of entries that are missing: the entries around them say when. */
export function describeMissing(
  missing: readonly Range[],
  journal: Journal,
  segments: readonly ScannedSegment[],
): readonly MissingEntries[] {
  const times = [...journal.found.frames.values()]
    .flat()
    .flatMap(({ sequence, at }) => (at === undefined ? [] : [{ sequence, at }]))
    .sort((one, other) => one.sequence - other.sequence);
  const kinds = segments.flatMap(({ bad }) => bad.flatMap(({ kind }) => kind ?? []));
  return missing.map(({ from, to }) => {
    const before = times.find(({ sequence }) => sequence > to)?.at;
    const after = times.filter(({ sequence }) => sequence < from).at(-1)?.at;
    return {
      from,
      to,
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
      kinds: [...new Set(kinds)],
    };
  });
}

/** `Entries 3, 7 to 9 of the history`, with the time between which they were written. */
export function missingWords(lost: readonly MissingEntries[]): string {
  const count = lost.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const numbers = lost.map(rangeWords).join(', ');
  const after = lost[0]?.after;
  const before = lost.at(-1)?.before;
  const when = [
    ...(after === undefined ? [] : [`after ${timeWords(after)}`]),
    ...(before === undefined ? [] : [`before ${timeWords(before)}`]),
  ].join(' and ');
  const kinds = [...new Set(lost.flatMap((one) => one.kinds))].map(kindWords);
  return [
    count === 1
      ? `Entry ${numbers} of the history is lost`
      : `${count} entries of the history are lost (${numbers})`,
    ...(when === '' ? [] : [`written ${when}`]),
    kinds.length > 0
      ? `among them ${[...new Set(kinds)].join(', ')}`
      : 'what was in them cannot be told: recorded points, connections or settings',
  ].join(', ');
}

function timeWords(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function kindWords(kind: string): string {
  return kind.replaceAll('-', ' ');
}

function isFinding(value: unknown): value is HistoryFinding {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'text' in value &&
    typeof value.text === 'string' &&
    'at' in value &&
    typeof value.at === 'number' &&
    'level' in value &&
    'lost' in value &&
    Array.isArray(value.lost)
  );
}
