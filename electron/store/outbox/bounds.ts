import { readChecked, writeChecked } from '../files/checked-json';

/** What one destination, a database that gets every entry of the journal, keeps of it. */
export interface KeptBy {
  /** `embedded`, or what a server is known by. */
  readonly name: string;
  /**
   * Number of the last entry that it keeps whatever happens to this machine: for the embedded engine that
   * of its backup, for a server that of the last one delivered.
   */
  readonly keeps: number;
}

/** What is remembered beside the segments, since it tells a dropped head from a lost one. */
export interface JournalBounds {
  readonly journal: string;
  /** Every entry up to this one has been dropped, because all destinations keep it. */
  readonly droppedThrough: number;
  readonly destinations: readonly KeptBy[];
}

/** What may be dropped: that which every destination keeps. */
export function keptByAll(destinations: readonly KeptBy[]): number {
  return destinations.length === 0 ? 0 : Math.min(...destinations.map(({ keeps }) => keeps));
}

export async function readBounds(folder: string): Promise<JournalBounds | undefined> {
  const found = await readChecked(boundsFile(folder));
  const journal = found?.['journal'];
  const droppedThrough = found?.['droppedThrough'];
  if (typeof journal !== 'string' || typeof droppedThrough !== 'number') return undefined;
  const listed = found?.['destinations'];
  return {
    journal,
    droppedThrough,
    destinations: Array.isArray(listed) ? listed.filter(isKeptBy) : [],
  };
}

export async function writeBounds(folder: string, bounds: JournalBounds): Promise<void> {
  await writeChecked(boundsFile(folder), { ...bounds });
}

export function boundsFile(folder: string): string {
  return `${folder}.bounds`;
}

function isKeptBy(value: unknown): value is KeptBy {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'keeps' in value &&
    typeof value.keeps === 'number'
  );
}
