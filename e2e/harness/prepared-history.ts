import { access, cp } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { makeDataFolder, removeDataFolder } from './data-folder';
import { runApp } from './program-run';

/** Where the workers find what {@link prepareHistory} made. */
const VARIABLE = 'PORTOLAN_TEST_HISTORY';
const HISTORY = 'history';
/** A print that finds nothing connected. */
const NOTHING_CONNECTED = 1;
const LIMIT_MS = 300_000;

/**
 * Before all journeys: lets the app make an empty history once. Making one takes seconds of both cores,
 * and most journeys are about something else.
 * @returns what takes it away again
 */
export default async function prepareHistory(): Promise<() => Promise<void>> {
  const folder = await makeDataFolder();
  const flags = ['--print', `--data-dir=${folder}`];
  const run = await runApp(flags, { limitMs: LIMIT_MS });
  if (run.code !== NOTHING_CONNECTED)
    throw new Error(`The app could not make a history (exit code ${run.code}): ${run.errors}`);
  const history = path.join(folder, HISTORY);
  await access(history);
  process.env[VARIABLE] = history;
  return () => removeDataFolder(folder);
}

/** Gives a data folder the empty history, as if the app had been opened and closed there once. */
export async function copyPreparedHistory(dataFolder: string): Promise<void> {
  const history = process.env[VARIABLE];
  if (history === undefined) throw new Error(`${VARIABLE} is not set: prepareHistory did not run`);
  await cp(history, path.join(dataFolder, HISTORY), { recursive: true });
}
