import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readBounds } from '../outbox/bounds';
import { listSegments } from '../outbox/segments';
import { historyPaths } from '../process/history-paths';
import { fileDriver, heldBy } from '../testing/file-engine';
import { openStore, type OpenedStore } from '../testing/open-store';
import { MINUTE, START, totalEntry } from '../testing/samples';
import { temporaryFolder } from '../testing/temporary-folder';
import { TestServer } from '../testing/test-server';
import type { DestinationStatus } from './destination-status';

function entry(number: number) {
  return totalEntry(START + number * MINUTE, String(number));
}

function payloads(last: number, first = 1): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) =>
    JSON.stringify(entry(first + index)),
  );
}

async function newFolder(): Promise<string> {
  return path.join(await temporaryFolder(), 'history');
}

/** The history on the fast engine, with servers besides. Each entry is in a file of the journal's own. */
function open(directory: string, ...servers: readonly TestServer[]): Promise<OpenedStore> {
  return openStore(directory, {
    driver: fileDriver,
    others: servers.map(({ source }) => source),
    segmentBytes: 1,
  });
}

async function write(
  { store }: Pick<OpenedStore, 'store'>,
  first: number,
  last: number,
): Promise<void> {
  for (let number = first; number <= last; number++) await store.write(entry(number));
}

function held({ store }: Pick<OpenedStore, 'store'>): Promise<readonly string[]> {
  return store.inspect((engine) => Promise.resolve([...heldBy(engine).values()]));
}

function statusOf({ store }: Pick<OpenedStore, 'store'>, name: string): DestinationStatus {
  const found = store.destinations().find((one) => one.name === name);
  if (found === undefined) throw new Error(`no destination ${name}`);
  return found;
}

/** Number of the first entry that the journal still has. */
async function firstKept(directory: string): Promise<number | undefined> {
  return (await listSegments(historyPaths(directory).journal))[0]?.first;
}

/** Time passes by itself: every pause of the test's servers is over at the next turn. */
function eventually<T>(read: () => T) {
  return expect.poll(read, { interval: 1, timeout: 20_000 });
}

test('each destination gets everything in order and once, whatever the others do', async () => {
  const [well, ill] = [new TestServer('well'), new TestServer('ill')];
  const opened = await open(await newFolder(), well, ill);
  await eventually(() => statusOf(opened, 'ill').state).toBe('delivering');
  for (const [mood, last] of [
    ['gone', 3],
    ['full', 6],
    ['deaf', 9],
  ] as const) {
    ill.mood = mood;
    const before = ill.committed.length;
    await write(opened, last - 2, last);
    await eventually(() => well.payloads).toEqual(payloads(last));
    expect(await held(opened)).toEqual(payloads(last));
    if (mood !== 'deaf') {
      await eventually(() => statusOf(opened, 'ill').state).toBe('failing');
      expect(statusOf(opened, 'ill')).toMatchObject({
        waiting: 3,
        trouble: { failure: { code: 'storage', message: expect.stringContaining(mood) } },
      });
      expect(ill.committed).toHaveLength(before);
    }
    expect(statusOf(opened, 'well')).toMatchObject({ state: 'delivering', waiting: 0, lacks: [] });
    ill.recover();
    await eventually(() => ill.payloads).toEqual(payloads(last));
    await eventually(() => statusOf(opened, 'ill')).toEqual({
      ...{ name: 'ill', state: 'delivering', waiting: 0, lacks: [] },
    });
  }
  expect(opened.log.join('\n')).not.toContain('fatal');
});

test('a server that is restarted in the middle is asked how far it is', async () => {
  const server = new TestServer('server');
  const opened = await open(await newFolder(), server);
  await write(opened, 1, 20);
  await eventually(() => server.committed.length).toBeGreaterThan(3);
  server.restart();
  await write(opened, 21, 40);
  await eventually(() => server.payloads).toEqual(payloads(40));
});

test('one that hangs keeps neither writes, reads nor the end of the app waiting', async () => {
  const directory = await newFolder();
  const server = new TestServer('server');
  server.mood = 'hung';
  const opened = await open(directory, server);
  await write(opened, 1, 5);
  expect(await held(opened)).toEqual(payloads(5));
  expect(statusOf(opened, 'server')).toMatchObject({ state: 'opening', waiting: 5 });
  await opened.store.maintain();
  server.recover();
  await eventually(() => server.payloads).toEqual(payloads(5));
  // Also one that was reached already.
  server.mood = 'hung';
  await write(opened, 6, 8);
  await opened.store.maintain();
  await opened.store.backUp();
  expect(await firstKept(directory)).toBe(6);
  await opened.store.close();
  server.restart();
  await open(directory, server);
  await eventually(() => server.payloads).toEqual(payloads(8));
});

test('what is dropped is the least that all keep, also over an opening without one of them', async () => {
  const directory = await newFolder();
  const [near, far] = [new TestServer('near'), new TestServer('far')];
  const first = await open(directory, near, far);
  await write(first, 1, 4);
  await eventually(() => far.committed.length).toBe(4);
  far.mood = 'gone';
  await write(first, 5, 8);
  await eventually(() => near.committed.length).toBe(8);
  await first.store.maintain();
  // Both servers have them, but no backup of the engine in this process does.
  expect(await firstKept(directory)).toBe(1);
  await first.store.backUp();
  expect(await firstKept(directory)).toBe(5);
  await first.store.close();

  const second = await open(directory, near);
  expect(second.log.join('\n')).toContain('kept for far');
  await write(second, 9, 10);
  await eventually(() => near.committed.length).toBe(10);
  await second.store.backUp();
  expect(await firstKept(directory)).toBe(5);
  await second.store.close();

  far.recover();
  const third = await open(directory, near, far);
  await eventually(() => far.payloads).toEqual(payloads(10));
  await third.store.maintain();
  expect(await firstKept(directory)).toBeUndefined();
  expect(await readBounds(historyPaths(directory).journal)).toMatchObject({
    droppedThrough: 10,
    destinations: [
      { name: 'embedded', keeps: 10 },
      { name: 'near', keeps: 10 },
      { name: 'far', keeps: 10 },
    ],
  });
});

test('removing a destination lets go of what was kept for it, open or not', async () => {
  const directory = await newFolder();
  const [one, other] = [new TestServer('one'), new TestServer('other')];
  one.mood = 'gone';
  other.mood = 'gone';
  const first = await open(directory, one, other);
  await write(first, 1, 6);
  await first.store.backUp();
  expect(await firstKept(directory)).toBe(1);
  await first.store.removeDestination('one');
  expect(first.store.destinations().map(({ name }) => name)).toEqual(['embedded', 'other']);
  expect(await firstKept(directory)).toBe(1);
  await first.store.close();
  const second = await open(directory);
  await second.store.removeDestination('other');
  expect(await firstKept(directory)).toBeUndefined();
  await expect(second.store.removeDestination('embedded')).rejects.toThrow('answers');
  one.recover();
  await write(second, 7, 8);
  expect([...one.payloads, ...other.payloads]).toEqual([]);
});

test('a new destination gets the whole journal, and all that follows', async () => {
  const directory = await newFolder();
  const server = new TestServer('server');
  const opened = await open(directory);
  await write(opened, 1, 5);
  await opened.store.addDestination(server.source);
  await expect(opened.store.addDestination(server.source)).rejects.toThrow('already');
  // On disk before anything else can be dropped: this run may end at any moment.
  expect(await readBounds(historyPaths(directory).journal)).toMatchObject({
    destinations: [{ name: 'embedded' }, { name: 'server' }],
  });
  await write(opened, 6, 7);
  await eventually(() => server.payloads).toEqual(payloads(7));
});

test('one that lacks what was dropped is given nothing but a copy, and then goes on from it', async () => {
  const directory = await newFolder();
  const opened = await open(directory);
  await write(opened, 1, 6);
  await opened.store.backUp();
  await write(opened, 7, 8);
  const server = new TestServer('server');
  await opened.store.addDestination(server.source);
  await eventually(() => statusOf(opened, 'server').state).toBe('incomplete');
  expect(statusOf(opened, 'server').lacks).toEqual([{ from: 1, to: 6 }]);
  await write(opened, 9, 10);
  await opened.store.backUp();
  await opened.store.maintain();
  expect(server.committed).toEqual([]);
  // What a copy will not have is still kept.
  expect(await firstKept(directory)).toBe(7);
  expect(await held(opened)).toEqual(payloads(10));

  await opened.store.removeDestination('server');
  server.holdThrough((await readBounds(historyPaths(directory).journal))?.journal ?? '', 10);
  await opened.store.addDestination(server.source);
  await write(opened, 11, 12);
  await eventually(() => server.payloads).toEqual(payloads(12, 11));
  expect(statusOf(opened, 'server').state).toBe('delivering');
});

test('one that is away causes no backups: they go by the journal beyond the last one', async () => {
  const server = new TestServer('server');
  server.mood = 'gone';
  const opened = await open(await newFolder(), server);
  await Promise.all(Array.from({ length: 98 }, (_, index) => opened.store.write(entry(index))));
  const value = 'x'.repeat(33 * 1024 * 1024);
  await opened.store.write({ kind: 'setting-changed', key: 'large', value });
  const backups = (): number => opened.log.filter((line) => line.includes('backed up')).length;
  await opened.store.maintain();
  expect(backups()).toBe(1);
  for (const number of [100, 101, 102]) {
    await write(opened, number, number);
    await opened.store.maintain();
  }
  expect(backups()).toBe(1);
});

test('numbers go on behind what a server has, also where the journal lost its end', async () => {
  const directory = await newFolder();
  const server = new TestServer('server');
  const first = await open(directory, server);
  await write(first, 1, 6);
  await eventually(() => server.committed.length).toBe(6);
  await first.store.maintain();
  await first.store.close();
  const { journal, journalLast, engine } = historyPaths(directory);
  for (const { file } of (await listSegments(journal)).slice(3)) await rm(file);
  for (const lost of [journalLast, engine]) await rm(lost, { recursive: true });
  const second = await open(directory, server);
  expect(second.findings.flatMap(({ lost }) => lost)).toMatchObject([{ from: 4, to: 6 }]);
  await write(second, 7, 8);
  await eventually(() => server.payloads).toEqual(payloads(8));
  expect(await held(second)).toEqual([...payloads(3), ...payloads(8, 7)]);
});
