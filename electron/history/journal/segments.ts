import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** One file of the journal: entries from `first` on, up to the next segment's first. */
export interface Segment {
  readonly first: number;
  readonly file: string;
}

const NAME = /^(\d{16})\.journal$/;

export function segmentAt(folder: string, first: number): Segment {
  return { first, file: path.join(folder, `${String(first).padStart(16, '0')}.journal`) };
}

/** All segments of a journal folder, oldest first. */
export async function listSegments(folder: string): Promise<Segment[]> {
  const firsts = (await readdir(folder)).flatMap((name) => {
    const digits = NAME.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  return firsts.sort((one, other) => one - other).map((first) => segmentAt(folder, first));
}
