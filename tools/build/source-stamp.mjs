// @ts-check
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const folders = ['shared', 'electron', 'renderer'];
const files = [
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tools/build/record-bundled-packages.ts',
  'tools/build/venue-marks.ts',
  'tsconfig.json',
];
const isTest = /\.test\.tsx?$/;

/** What a build is made from. */
export const appSources = { folders, files };
/** What the empty engine is made from, which takes seconds: its tables, and the engine itself. */
export const emptyEngineSources = {
  folders: ['electron/store'],
  files: ['package.json', 'package-lock.json'],
};

/**
 * A digest of everything that goes into a build. Contents, not times: a fresh checkout or a branch
 * switched back and forth changes times alone.
 * @param {string} root the repository
 * @param {{ folders: readonly string[], files: readonly string[] }} [sources]
 * @returns {Promise<string>} SHA-256, hexadecimal
 */
export async function sourceStamp(root, sources = appSources) {
  const names = [...sources.files];
  for (const folder of sources.folders) {
    const entries = await readdir(path.join(root, folder), {
      recursive: true,
      withFileTypes: true,
    });
    for (const entry of entries) {
      if (!entry.isFile() || isTest.test(entry.name)) continue;
      names.push(path.relative(root, path.join(entry.parentPath, entry.name)));
    }
  }
  const hash = createHash('sha256');
  for (const name of names.sort()) {
    const contents = await readFile(path.join(root, name));
    hash.update(`${name.split(path.sep).join('/')}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('hex');
}
