import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { packEngine } from './engine-archive';
import { embeddedDriver } from './engine-driver';

/**
 * Entry of the build: `node make-engine-archive.cjs FILE` writes an engine with the tables of this version
 * and nothing in them. A new history begins with it, which takes half the time of making one.
 */
async function make(archive: string): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-empty-engine-'));
  try {
    const engine = await embeddedDriver.open(folder);
    try {
      await embeddedDriver.migrate(engine);
      await embeddedDriver.checkpoint(engine);
    } finally {
      await engine.close();
    }
    await packEngine(folder, archive);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [archive] = process.argv.slice(2);
if (archive === undefined) throw new Error('usage: node make-engine-archive.cjs FILE');
make(archive).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
