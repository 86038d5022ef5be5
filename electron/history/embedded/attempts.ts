import { rm, writeFile } from 'node:fs/promises';
import { readJsonObject } from '../files/json-file';

/** After so many deaths of the process, or of the engine in it, over one entry it is put by as a file. */
export const MOST_ATTEMPTS = 3;

/**
 * Counts openings that began with the same entry still undelivered: an entry that makes the engine die
 * would otherwise do so at every opening. Need not survive a power cut, which rebuilds the engine.
 * @returns how often its delivery has been begun, this time included
 */
export async function countAttempt(file: string, sequence: number): Promise<number> {
  const before = await readJsonObject(file).catch(() => undefined);
  const count = before?.['sequence'] === sequence ? Number(before['count']) + 1 : 1;
  await writeFile(file, JSON.stringify({ sequence, count }), { mode: 0o600 });
  return count;
}

/** The entry was delivered, put by, or was not what failed. */
export async function forgetAttempts(file: string): Promise<void> {
  await rm(file, { force: true });
}
