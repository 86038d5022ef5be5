import { readChecked, writeChecked } from '../files/checked-json';

/** A database that gets every entry of the journal, in order, each exactly once. */
export interface Destination {
  /** `embedded` today; a remote server will be known by its own id. */
  readonly name: string;
  /**
   * Number of the last entry that it keeps for good. What a destination holds is in its own transaction;
   * this is what the journal need not keep for it any more: for the embedded engine that of its backup.
   */
  readonly keeps: number;
}

/** What is remembered beside the segments, since it tells a dropped head from a lost one. */
export interface JournalBounds {
  readonly journal: string;
  /** Every entry up to this one has been dropped, because all destinations keep it. */
  readonly droppedThrough: number;
  readonly destinations: readonly Destination[];
}

/** What may be dropped: that which every destination keeps. */
export function keptByAll(destinations: readonly Destination[]): number {
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
    destinations: Array.isArray(listed) ? listed.filter(isDestination) : [],
  };
}

export async function writeBounds(folder: string, bounds: JournalBounds): Promise<void> {
  await writeChecked(boundsFile(folder), { ...bounds });
}

export function boundsFile(folder: string): string {
  return `${folder}.bounds`;
}

function isDestination(value: unknown): value is Destination {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'keeps' in value &&
    typeof value.keeps === 'number'
  );
}
