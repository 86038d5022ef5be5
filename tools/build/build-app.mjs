// @ts-check
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { withFileLock } from '../process/file-lock.mjs';
import { run } from '../process/run.mjs';
import { packageProgram, repositoryRoot } from '../repository.mjs';
import { writeLeanExtension } from './lean-extension.mjs';
import { emptyEngineSources, sourceStamp } from './source-stamp.mjs';

/** @typedef {import('../process/log.mjs').Log} Log */

const outputFolder = path.join(repositoryRoot, 'out');
const stampFile = path.join(outputFolder, 'source-stamp.txt');
const emptyEngine = path.join(outputFolder, 'empty-engine.gz');
const emptyEngineStampFile = path.join(outputFolder, 'empty-engine-stamp.txt');

/**
 * Builds the app into `out/` unless what is there was built from these very sources.
 * @param {{ log: Log, force?: boolean, atEnd?: boolean }} options `atEnd` when it runs beside others:
 *   what the build says is shown in one piece
 * @returns {Promise<void>} throws when the build fails; its messages are on standard error
 */
export async function buildApp({ log, force = false, atEnd = false }) {
  await withFileLock(path.join(outputFolder, 'build.lock'), async () => {
    const stamp = await sourceStamp(repositoryRoot);
    if (!force && (await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
    log('Building ...');
    // Without the stamp, a build that fails half-way is not taken for a finished one.
    await rm(stampFile, { force: true });
    const { command, args } = await packageProgram('electron-vite');
    const env = { ...process.env, NODE_ENV: 'production' };
    const options = { cwd: repositoryRoot, env, atEnd };
    const { code } = await run(command, [...args, 'build'], options);
    if (code !== 0) throw new Error('The build failed.');
    await writeLeanExtension(path.join(outputFolder, 'timescaledb.tar.gz'));
    await makeEmptyEngine();
    await writeFile(stampFile, stamp);
  });
}

/** Makes the engine that a new history begins with, unless the one there was made from the same sources. */
async function makeEmptyEngine() {
  const stamp = await sourceStamp(repositoryRoot, emptyEngineSources);
  const made = await readFile(emptyEngineStampFile, 'utf8').catch(() => '');
  if (made === stamp && existsSync(emptyEngine)) return;
  await rm(emptyEngineStampFile, { force: true });
  const entry = path.join(outputFolder, 'main', 'make-engine-archive.cjs');
  const options = { cwd: repositoryRoot };
  const { code } = await run(process.execPath, [entry, emptyEngine], options);
  if (code !== 0) throw new Error('The empty database could not be made.');
  await writeFile(emptyEngineStampFile, stamp);
}
