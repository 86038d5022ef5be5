import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** One file of the journal: entries from `first` on, up to the next segment's first. */
export interface Segment {
  readonly first: number;
  readonly file: string;
  /** 1: `*.journal`, read only. 2: `*.segment`. */
  readonly format: 1 | 2;
}

const NAME = /^(\d{16})\.(journal|segment)$/;

/** The segment of the current format that begins with an entry. */
export function segmentAt(folder: string, first: number): Segment {
  return { first, file: path.join(folder, `${digits(first)}.segment`), format: 2 };
}

/**
 * A file that versions before format 2 take for a segment of the journal. Together with a journal-id that
 * is none it makes them refuse the folder before they change anything.
 */
export function barrierAt(folder: string): string {
  return path.join(folder, `${digits(0)}.journal`);
}

/** All segments of a journal folder, oldest first. */
export async function listSegments(folder: string): Promise<Segment[]> {
  const segments = (await readdir(folder)).flatMap((name): Segment[] => {
    const [, number, kind] = NAME.exec(name) ?? [];
    const first = Number(number);
    // No entry has the number 0: see barrierAt.
    if (number === undefined || first === 0) return [];
    return [{ first, file: path.join(folder, name), format: kind === 'journal' ? 1 : 2 }];
  });
  return segments.sort((one, other) => one.first - other.first || one.format - other.format);
}

function digits(first: number): string {
  return String(first).padStart(16, '0');
}
