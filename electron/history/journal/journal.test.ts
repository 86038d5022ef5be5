import { appendFile, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { crc32 } from './crc32';
import { decodeFrames, encodeFrame } from './frame';
import { Journal } from './journal';
import { listSegments } from './segments';

async function entriesOf(journal: Journal, after = 0): Promise<readonly string[]> {
  const payloads: string[] = [];
  for await (const { payload } of journal.read(after)) payloads.push(payload);
  return payloads;
}

async function lastSegment(folder: string): Promise<string> {
  const file = (await listSegments(folder)).at(-1)?.file;
  if (file === undefined) throw new Error('no segment');
  return file;
}

test('the checksum is the CRC-32 of zip files', () => {
  // The check value of CRC-32/ISO-HDLC.
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  expect(crc32(Buffer.from('6789'), crc32(Buffer.from('12345')))).toBe(0xcbf43926);
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 7) % 256));
  if (typeof zlibCrc32 === 'function') expect(crc32(bytes)).toBe(zlibCrc32(bytes));
});

test('a run of zeros, as power cuts leave, is no frame', () => {
  expect(decodeFrames(Buffer.alloc(64))).toEqual({ frames: [], validBytes: 0 });
});

test('frames decode up to the first damaged byte', () => {
  const frames = [encodeFrame(1, 'one'), encodeFrame(2, 'zwö'), encodeFrame(3, 'three')];
  const bytes = Buffer.concat(frames);
  expect(decodeFrames(bytes).frames.map(({ payload }) => payload)).toEqual(['one', 'zwö', 'three']);
  const second = frames[0]?.length ?? 0;
  bytes.writeUInt8(bytes.readUInt8(second + 17) ^ 1, second + 17);
  expect(decodeFrames(bytes)).toMatchObject({ frames: [{ sequence: 1 }], validBytes: second });
});

test('keeps entries in order over a reopening, numbered from 1', async () => {
  const folder = await temporaryFolder();
  const first = await Journal.open(folder);
  const numbers = await Promise.all(['a', 'b', 'c'].map((payload) => first.append(payload)));
  expect(numbers).toEqual([1, 2, 3]);
  await first.close();
  const second = await Journal.open(folder);
  expect(second.id).toBe(first.id);
  expect(await second.append('d')).toBe(4);
  expect(await entriesOf(second)).toEqual(['a', 'b', 'c', 'd']);
  expect(await entriesOf(second, 2)).toEqual(['c', 'd']);
  await second.close();
});

test('cuts off a torn tail at any byte and goes on after the last whole entry', async () => {
  const folder = await temporaryFolder();
  const journal = await Journal.open(folder);
  await journal.append('whole');
  const kept = await journal.bytes();
  await journal.append('torn by the crash');
  const full = await journal.bytes();
  await journal.close();
  const file = await lastSegment(folder);
  const content = await readFile(file);
  for (let size = kept; size < full; size++) {
    await writeFile(file, content.subarray(0, size));
    const reopened = await Journal.open(folder);
    expect(await entriesOf(reopened)).toEqual(['whole']);
    expect(await reopened.append('next')).toBe(2);
    expect(await entriesOf(reopened)).toEqual(['whole', 'next']);
    await reopened.close();
  }
});

test('cuts off garbage after the last whole entry', async () => {
  const folder = await temporaryFolder();
  const journal = await Journal.open(folder);
  await journal.append('whole');
  await journal.close();
  await appendFile(await lastSegment(folder), Buffer.alloc(4096));
  const reopened = await Journal.open(folder);
  expect(reopened.last).toBe(1);
  await reopened.append('next');
  expect(await entriesOf(reopened)).toEqual(['whole', 'next']);
  await reopened.close();
});

test('drops whole segments only, and never an entry that is still needed', async () => {
  const folder = await temporaryFolder();
  const journal = await Journal.open(folder, { segmentBytes: 64 });
  for (let count = 1; count <= 20; count++) await journal.append(`entry number ${count}`);
  expect((await listSegments(folder)).length).toBeGreaterThan(3);
  await journal.dropThrough(10);
  expect(journal.first).toBeGreaterThan(1);
  expect(journal.first).toBeLessThanOrEqual(11);
  expect(await entriesOf(journal, 10)).toHaveLength(10);
  await journal.dropThrough(20);
  expect(journal.first).toBe(21);
  expect(await journal.bytes()).toBe(0);
  await journal.close();
  const reopened = await Journal.open(folder);
  expect(await reopened.append('after')).toBe(21);
  await reopened.close();
});

test('a damaged or missing entry in the middle is an error, never a gap', async () => {
  const folder = await temporaryFolder();
  const journal = await Journal.open(folder, { segmentBytes: 64 });
  for (let count = 1; count <= 20; count++) await journal.append(`entry number ${count}`);
  await journal.close();
  const [, second, third] = await listSegments(folder);
  if (second === undefined || third === undefined) throw new Error('too few segments');
  await truncate(second.file, 40);
  const reopened = await Journal.open(folder);
  await expect(entriesOf(reopened)).rejects.toThrow(/damaged at entry/);
  expect(await entriesOf(reopened, third.first - 1)).toHaveLength(20 - third.first + 1);
  await reopened.close();
});

test('a disk that takes nothing refuses the entry and the next one still arrives', async () => {
  const folder = await temporaryFolder();
  const journal = await Journal.open(folder, { segmentBytes: 16 });
  await journal.append('fills the first segment');
  // The next segment cannot be begun: its name is taken by a folder that no file can replace.
  const blocked = path.join(folder, '0000000000000002.journal');
  await mkdir(blocked);
  await expect(journal.append('lost')).rejects.toMatchObject({ failure: { code: 'storage' } });
  await rm(blocked, { recursive: true });
  expect(await journal.append('kept')).toBe(2);
  expect(await entriesOf(journal)).toEqual(['fills the first segment', 'kept']);
  await journal.close();
});

test('continues beyond what the engine already holds', async () => {
  const folder = await temporaryFolder();
  const journal = await Journal.open(folder);
  await journal.append('one');
  await journal.advanceTo(7);
  expect(await journal.append('eight')).toBe(8);
  await journal.close();
  const reopened = await Journal.open(folder);
  expect(reopened.last).toBe(8);
  expect(await entriesOf(reopened, 7)).toEqual(['eight']);
  await reopened.close();
});

test('refuses to begin anew where its identity was lost', async () => {
  const folder = await temporaryFolder();
  const journal = await Journal.open(folder);
  await journal.append('one');
  await journal.close();
  await rm(path.join(folder, 'journal-id'));
  await expect(Journal.open(folder)).rejects.toMatchObject({ failure: { code: 'storage' } });
});
