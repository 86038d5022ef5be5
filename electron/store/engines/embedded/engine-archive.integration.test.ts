import { mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFolder } from '../../files/durable-files';
import { copyEmptyHistory } from '../../testing/empty-history';
import { temporaryFolder } from '../../testing/temporary-folder';
import { packEngine, unpackEngine } from './engine-archive';
import { readSettings } from '../../queries/settings';
import { embeddedDriverFrom } from './engine-driver';
import { openHistory } from '../../process/open-history';
import { historyPaths } from '../../process/history-paths';

let work: string;
let engine: string;
let archive: string;

beforeAll(async () => {
  work = await mkdtemp(path.join(os.tmpdir(), 'portolan-engine-archive-'));
  await copyEmptyHistory(work);
  engine = historyPaths(work).engine;
  archive = path.join(work, 'empty-engine.gz');
  await packEngine(engine, archive);
});

afterAll(() => rm(work, { recursive: true, force: true }));

/** Opens a history and answers what it logged. */
async function openedWith(file: string, directory: string): Promise<readonly string[]> {
  const logged: string[] = [];
  const findings: unknown[] = [];
  const store = await openHistory({
    directory,
    ...{ now: Date.now, onWaiting: () => undefined, driver: embeddedDriverFrom(file) },
    log: (message) => logged.push(message),
    onFinding: (finding) => findings.push(finding),
    onFatal: (error) => {
      throw error;
    },
  });
  expect(await store.read(readSettings)).toEqual({});
  expect(findings).toEqual([]);
  await store.close();
  return logged;
}

/** An archive with another content. */
async function changed(change: (content: Buffer) => Buffer): Promise<string> {
  const file = path.join(await temporaryFolder(), 'changed.gz');
  await writeFile(file, gzipSync(change(gunzipSync(await readFile(archive)))));
  return file;
}

const filesOf = async (folder: string): Promise<readonly string[]> =>
  (await listFolder(folder)).files;

describe('the archive of an empty engine', () => {
  it('holds every file and folder as it was, for the user alone', async () => {
    const target = path.join(await temporaryFolder(), 'engine');
    expect(await unpackEngine(archive, target)).toBe(true);
    const expected = await listFolder(engine);
    expect(await listFolder(target)).toEqual(expected);
    for (const name of expected.files) {
      const [before, after] = [path.join(engine, name), path.join(target, name)];
      expect((await readFile(after)).equals(await readFile(before)), name).toBe(true);
      expect((await stat(after)).mode & 0o777, name).toBe(0o600);
    }
    for (const name of expected.folders)
      expect((await stat(path.join(target, name))).mode & 0o777, name).toBe(0o700);
  });

  it('is what a new history begins with', async () => {
    const directory = await temporaryFolder();
    expect(await openedWith(archive, directory)).toEqual([]);
    const control = path.join('global', 'pg_control');
    const systemOf = async (folder: string): Promise<string> =>
      (await readFile(path.join(folder, control))).toString('hex', 0, 8);
    expect(await systemOf(historyPaths(directory).engine)).toBe(await systemOf(engine));
  });

  it('is unpacked anew where a kill left half of it', async () => {
    const target = path.join(await temporaryFolder(), 'engine');
    await unpackEngine(archive, target);
    await writeFile(path.join(target, 'unpacking'), '');
    await rm(path.join(target, 'global', 'pg_control'));
    await truncate(path.join(target, 'PG_VERSION'), 0);
    expect(await unpackEngine(archive, target)).toBe(true);
    expect(await listFolder(target)).toEqual(await listFolder(engine));
    expect(await readFile(path.join(target, 'PG_VERSION'), 'utf8')).toContain('17');
  });

  it('leaves a folder with anything in it as it is', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'of the user'), '1');
    expect(await unpackEngine(archive, folder)).toBe(false);
    expect(await filesOf(folder)).toEqual(['of the user']);
  });

  it.each([
    ['is missing', async () => path.join(work, 'none')],
    ['is cut short', () => changed((content) => content.subarray(0, 1000))],
    [
      'was made by another engine',
      () =>
        changed((content) =>
          Buffer.from(content.toString('latin1').replace('0.3.14', '0.3.15'), 'latin1'),
        ),
    ],
  ])('is not used where it %s', async (_what, made) => {
    const folder = path.join(await temporaryFolder(), 'engine');
    await mkdir(folder);
    expect(await unpackEngine(await made(), folder)).toBe(false);
    expect(await filesOf(folder)).toEqual([]);
  });

  it('is not used where its file was damaged', async () => {
    const file = path.join(await temporaryFolder(), 'damaged.gz');
    const content = await readFile(archive);
    const middle = Math.floor(content.length / 2);
    content.fill(0, middle, middle + 100);
    await writeFile(file, content);
    const folder = path.join(await temporaryFolder(), 'engine');
    expect(await unpackEngine(file, folder)).toBe(false);
  });

  it('gives way to an engine that makes its own where what is in it does not open', async () => {
    const broken = path.join(await temporaryFolder(), 'engine');
    await unpackEngine(archive, broken);
    await truncate(path.join(broken, 'global', 'pg_control'), 0);
    const file = path.join(await temporaryFolder(), 'broken.gz');
    await packEngine(broken, file);
    await openedWith(file, await temporaryFolder());
  });
});
