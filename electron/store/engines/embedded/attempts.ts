import { rm, writeFile } from 'node:fs/promises';
import type { HistoryFinding } from '../../../engine/ports/history';
import { assertRoom } from '../../files/disk-room';
import { readJsonObject } from '../../files/json-file';
import { engineFailure } from '../../sql/engine-failure';
import type { EnginePaths } from './engine-paths';

/** After so many deaths of the process, or of the engine in it, over one entry it is put by as a file. */
const MOST_ATTEMPTS = 3;

/**
 * Delivers the entry that an opening begins with, the one that an earlier process may have died over, or
 * puts it by. What a disk or a failed engine refuses says nothing against it: only a death, of the process
 * or of the engine in it, counts.
 * @throws what `deliver` throws, or StorageError when the disk takes nothing
 */
export async function withAttempts(
  { attempts, directory }: EnginePaths,
  sequence: number,
  deliver: () => Promise<void>,
  putBy: () => Promise<void>,
): Promise<void> {
  const isDeadly = (await countAttempt(attempts, sequence)) > MOST_ATTEMPTS;
  try {
    await (isDeadly ? putBy() : deliver());
  } catch (error) {
    const full = await assertRoom(directory).catch((refused: unknown) => refused);
    // Whatever the entry says, it would have failed.
    if (full !== undefined || engineFailure(error) !== undefined) await forgetAttempts(attempts);
    throw full ?? error;
  }
  // A rebuild after each power cut begins with it again.
  await forgetAttempts(attempts);
}

/** What is said about an entry that was put by as a file. */
export function putByFinding(sequence: number, file: string): Omit<HistoryFinding, 'id' | 'at'> {
  return {
    level: 'error',
    lost: [],
    setAside: [file],
    text: `Entry ${sequence} of the history ends the database each time it is delivered. It is kept as ${file}; everything else is there.`,
  };
}

/**
 * Counts openings that began with the same entry still undelivered: an entry that makes the engine die
 * would otherwise do so at every opening. Need not survive a power cut, which rebuilds the engine.
 * @returns how often its delivery has been begun, this time included
 */
async function countAttempt(file: string, sequence: number): Promise<number> {
  const before = await readJsonObject(file).catch(() => undefined);
  const count = before?.['sequence'] === sequence ? Number(before['count']) + 1 : 1;
  await writeFile(file, JSON.stringify({ sequence, count }), { mode: 0o600 });
  return count;
}

async function forgetAttempts(file: string): Promise<void> {
  await rm(file, { force: true });
}
