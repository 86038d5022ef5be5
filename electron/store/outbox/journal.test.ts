import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { writeFormat1Journal } from '../testing/format-1';
import { JOURNAL_ID, openJournal } from '../testing/open-journal';
import { temporaryFolder } from '../testing/temporary-folder';
import { crc32, crc32ByTable } from '../files/crc32';
import type { Journal } from './journal';
import { scanJournal } from './scan-journal';
import { listSegments, segmentAt } from './segments';

/** Some of these flush hundreds of files. */
vi.setConfig({ testTimeout: 60_000 });

async function entriesOf(journal: Journal, after = 0): Promise<readonly string[]> {
  const payloads: string[] = [];
  for await (const { payload } of journal.read(after)) payloads.push(payload);
  return payloads;
}

async function numbersOf(journal: Journal): Promise<readonly number[]> {
  const numbers: number[] = [];
  for await (const { sequence } of journal.read(0)) numbers.push(sequence);
  return numbers;
}

function entry(number: number): string {
  return JSON.stringify({ kind: 'numbered', number, text: 'x'.repeat(number % 50) });
}

/** A closed journal of entries 1 to `count`, and the file of its first segment. */
async function journalOf(count: number, segmentBytes?: number) {
  const folder = path.join(await temporaryFolder(), 'journal');
  const journal = await openJournal(folder, segmentBytes === undefined ? {} : { segmentBytes });
  for (let number = 1; number <= count; number++) await journal.append(entry(number));
  await journal.close();
  return { folder, file: segmentAt(folder, 1).file };
}

async function flip(file: string, offset: number): Promise<void> {
  const bytes = await readFile(file);
  bytes.writeUInt8(bytes.readUInt8(offset) ^ 0x10, offset);
  await writeFile(file, bytes);
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

test('the checksum is the CRC-32 of zip files, with the help of the runtime and without', () => {
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 7) % 256));
  for (const sum of [crc32, crc32ByTable]) {
    // The check value of CRC-32/ISO-HDLC.
    expect(sum(Buffer.from('123456789'))).toBe(0xcbf43926);
    expect(sum(Buffer.from('6789'), sum(Buffer.from('12345')))).toBe(0xcbf43926);
    expect(sum(bytes)).toBe(crc32ByTable(bytes));
  }
});

test('keeps entries in order over a reopening, numbered from 1', async () => {
  const folder = path.join(await temporaryFolder(), 'journal');
  const first = await openJournal(folder);
  const numbers = await Promise.all(['a', 'zwö', 'c'].map((payload) => first.append(payload)));
  expect(numbers).toEqual([1, 2, 3]);
  expect(await entriesOf(first)).toEqual(['a', 'zwö', 'c']);
  await first.close();
  const second = await openJournal(folder);
  expect(await second.append('d')).toBe(4);
  expect(await entriesOf(second)).toEqual(['a', 'zwö', 'c', 'd']);
  expect(await entriesOf(second, 2)).toEqual(['c', 'd']);
  await second.close();
});

test('an end torn at any byte was never acknowledged, and is no damage', async () => {
  const folder = path.join(await temporaryFolder(), 'journal');
  const journal = await openJournal(folder);
  await journal.append('whole');
  const kept = await journal.bytes();
  await journal.append('torn by the crash');
  await journal.close();
  const { file } = segmentAt(folder, 1);
  const content = await readFile(file);
  for (let size = kept; size < content.length; size += size < kept + 8 ? 1 : 7) {
    await writeFile(file, content.subarray(0, size));
    await rm(`${folder}.last`, { force: true });
    await rm(segmentAt(folder, 2).file, { force: true });
    const reopened = await openJournal(folder);
    expect(reopened.missing).toEqual([]);
    expect(reopened.found.damaged.size).toBe(0);
    expect(await reopened.append('next')).toBe(2);
    expect(await entriesOf(reopened)).toEqual(['whole', 'next']);
    await reopened.close();
    // Nothing of it was cut off.
    expect((await readFile(file)).length).toBe(size);
    const again = await openJournal(folder);
    expect(again.missing).toEqual([]);
    expect(await entriesOf(again)).toEqual(['whole', 'next']);
    await again.close();
  }
});

test('a run of zeros at the end, as power cuts leave, is no entry and no damage', async () => {
  const { folder, file } = await journalOf(1);
  await writeFile(file, Buffer.concat([await readFile(file), Buffer.alloc(4096)]));
  const reopened = await openJournal(folder);
  expect([reopened.last, reopened.missing, reopened.found.damaged.size]).toEqual([1, [], 0]);
  await reopened.close();
});

test('an end that had been acknowledged is missing, not torn', async () => {
  const { folder, file } = await journalOf(10);
  const content = await readFile(file);
  for (const size of [content.length - 3, content.length - 60, 100, 72, 0]) {
    await writeFile(file, content.subarray(0, size));
    const reopened = await openJournal(folder);
    const here = await numbersOf(reopened);
    expect(reopened.last).toBe(10);
    expect(reopened.missing).toEqual([{ from: here.length + 1, to: 10 }]);
    await reopened.close();
  }
});

test('a damaged byte anywhere costs at most its own entry, which is named', async () => {
  const { folder, file } = await journalOf(12);
  const whole = await readFile(file);
  const mark = `${folder}.last`;
  const marked = await readFile(mark);
  for (let offset = 0; offset < whole.length; offset += 17) {
    await writeFile(file, whole);
    await flip(file, offset);
    const damaged = await readFile(file);
    const reopened = await openJournal(folder);
    const here = await numbersOf(reopened);
    const lost = reopened.missing.flatMap(({ from, to }) => (from === to ? [from] : [0]));
    expect(lost.length).toBeLessThanOrEqual(1);
    expect([...here, ...lost].sort((one, other) => one - other)).toEqual(upTo(12));
    expect([...reopened.found.damaged]).toEqual([file]);
    expect(await reopened.append(entry(13))).toBe(13);
    await reopened.close();
    expect((await readFile(file)).equals(damaged)).toBe(true);
    await rm(segmentAt(folder, 13).file);
    await writeFile(mark, marked);
  }
});

test('damage over several entries costs those, and the kind of one is still read', async () => {
  const { folder, file } = await journalOf(12);
  const scan = await scanJournal(folder, JOURNAL_ID);
  const [from, to] = [scan.segments[0]?.frames[4], scan.segments[0]?.frames[6]];
  if (from === undefined || to === undefined) throw new Error('too few frames');
  const bytes = await readFile(file);
  bytes.fill(0xaa, from.offset + 30, to.offset + 5);
  await writeFile(file, bytes);
  const reopened = await openJournal(folder);
  expect(reopened.missing).toEqual([{ from: 5, to: 7 }]);
  const [segment] = (await scanJournal(folder, JOURNAL_ID)).segments;
  expect(segment?.bad[0]?.kind).toBe('numbered');
  await reopened.close();
});

test('a segment that is gone, at the head, in the middle or at the end, is named', async () => {
  const { folder } = await journalOf(20, 400);
  const segments = await listSegments(folder);
  expect(segments.length).toBeGreaterThanOrEqual(4);
  for (const [index, { file, first }] of segments.entries()) {
    const content = await readFile(file);
    await rm(file);
    // Without it a missing head could have been dropped.
    await writeFile(`${folder}.bounds`, '');
    const journal = await openJournal(folder);
    const to = (segments[index + 1]?.first ?? 21) - 1;
    if (index > 0) expect(journal.missing).toEqual([{ from: first, to }]);
    else expect(journal.first).toBe(to + 1);
    expect(journal.last).toBe(20);
    await journal.close();
    await writeFile(file, content);
  }
});

test('a head that was not dropped is missing', async () => {
  const { folder } = await journalOf(20, 400);
  const journal = await openJournal(folder);
  await journal.dropFor([{ name: 'embedded', keeps: 7 }]);
  await journal.close();
  const [first, second] = await listSegments(folder);
  if (first === undefined || second === undefined) throw new Error('too few segments');
  await rm(first.file);
  const reopened = await openJournal(folder);
  expect(reopened.missing).toEqual([{ from: first.first, to: second.first - 1 }]);
  await reopened.close();
});

test('frames that stand in another place, twice, or of another journal are told apart', async () => {
  const { folder } = await journalOf(20, 400);
  const [one, other] = await listSegments(folder);
  if (one === undefined || other === undefined) throw new Error('too few segments');
  const contents = [await readFile(one.file), await readFile(other.file)] as const;
  await writeFile(one.file, contents[1]);
  await writeFile(other.file, contents[0]);
  const swapped = await openJournal(folder);
  expect(await entriesOf(swapped)).toEqual(upTo(20).map(entry));
  await swapped.close();
  await writeFile(one.file, Buffer.concat([contents[0], contents[1].subarray(72)]));
  await writeFile(other.file, contents[1]);
  const doubled = await openJournal(folder);
  expect(await entriesOf(doubled)).toEqual(upTo(20).map(entry));
  await doubled.close();

  const elsewhere = path.join(await temporaryFolder(), 'journal');
  const foreign = await openJournal(elsewhere, { id: JOURNAL_ID.replace('1', '9') });
  await foreign.append('foreign');
  await foreign.close();
  await writeFile(one.file, await readFile(segmentAt(elsewhere, 1).file));
  const mixed = await openJournal(folder);
  expect(await entriesOf(mixed)).not.toContain('foreign');
  expect(mixed.missing).toEqual([{ from: 1, to: other.first - 1 }]);
  await mixed.close();
});

test('drops whole segments only, never an entry that a destination still needs', async () => {
  const { folder } = await journalOf(20, 400);
  const journal = await openJournal(folder);
  await journal.dropFor([
    { name: 'embedded', keeps: 20 },
    { name: 'remote', keeps: 10 },
  ]);
  expect(journal.first).toBeGreaterThan(1);
  expect(journal.first).toBeLessThanOrEqual(11);
  expect(await entriesOf(journal, 10)).toHaveLength(10);
  await journal.dropFor([{ name: 'embedded', keeps: 20 }]);
  expect(journal.first).toBe(21);
  expect(await listSegments(folder)).toEqual([]);
  await journal.close();
  const reopened = await openJournal(folder);
  expect(reopened.missing).toEqual([]);
  expect(await reopened.append('after')).toBe(21);
  await reopened.close();
});

test('sets damaged segments aside where it drops whole ones', async () => {
  const { folder, file } = await journalOf(20, 400);
  await flip(file, 120);
  const aside: string[] = [];
  const journal = await openJournal(folder, { aside });
  await journal.dropFor([{ name: 'embedded', keeps: 20 }]);
  expect(aside).toEqual([file]);
  expect(await listSegments(folder)).toEqual([{ first: 1, file, format: 2 }]);
  await journal.close();
});

test('a disk that takes nothing refuses the entry and the next one still arrives', async () => {
  const folder = path.join(await temporaryFolder(), 'journal');
  const journal = await openJournal(folder, { segmentBytes: 16 });
  await journal.append('fills the first segment');
  // The next segment cannot be begun: its name is taken by a folder that no file can replace.
  const blocked = segmentAt(folder, 2).file;
  await mkdir(blocked);
  await expect(journal.append('lost')).rejects.toMatchObject({ failure: { code: 'storage' } });
  await rm(blocked, { recursive: true });
  expect(await journal.append('kept')).toBe(2);
  expect(await entriesOf(journal)).toEqual(['fills the first segment', 'kept']);
  await journal.close();
});

test('continues beyond what the engine already holds', async () => {
  const folder = path.join(await temporaryFolder(), 'journal');
  const journal = await openJournal(folder);
  await journal.append('one');
  await journal.advanceTo(7);
  expect(await journal.append('eight')).toBe(8);
  await journal.close();
  const reopened = await openJournal(folder);
  expect(reopened.last).toBe(8);
  expect(reopened.missing).toEqual([{ from: 2, to: 7 }]);
  expect(await entriesOf(reopened, 7)).toEqual(['eight']);
  await reopened.close();
});

test('reads journals of format 1, goes on after them, and makes their version refuse', async () => {
  const folder = path.join(await temporaryFolder(), 'journal');
  await writeFormat1Journal(folder, JOURNAL_ID, upTo(20).map(entry), [1, 8, 15]);
  const before = await Promise.all((await listSegments(folder)).map(({ file }) => readFile(file)));
  const journal = await openJournal(folder);
  expect(await entriesOf(journal)).toEqual(upTo(20).map(entry));
  expect(await journal.append(entry(21))).toBe(21);
  await journal.close();
  const after = await Promise.all((await listSegments(folder)).map(({ file }) => readFile(file)));
  expect(after.slice(0, 3)).toEqual(before);
  // What that version looks at first: segments by its naming, and an id that is none.
  expect(await readFile(path.join(folder, 'journal-id'), 'utf8')).toMatch(/^This history was/);
  expect(await readdir(folder)).toContain('0000000000000000.journal');
  const reopened = await openJournal(folder);
  expect(await entriesOf(reopened)).toEqual(upTo(21).map(entry));
  await reopened.close();
});

test('finds whole frames behind damage in format 1 too', async () => {
  for (const offset of [3, 40, 200, 300]) {
    const folder = path.join(await temporaryFolder(), 'journal');
    await writeFormat1Journal(folder, JOURNAL_ID, upTo(20).map(entry), [1, 8]);
    const [first] = await listSegments(folder);
    await flip(first?.file ?? '', offset);
    const journal = await openJournal(folder);
    const here = await numbersOf(journal);
    expect(journal.missing).toHaveLength(1);
    expect(here).toHaveLength(19);
    await journal.close();
  }
});

test('a journal of a later format is refused before anything is changed', async () => {
  const { folder, file } = await journalOf(2);
  const bytes = await readFile(file);
  bytes.writeUInt32LE(3, 8);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 68)), 68);
  await writeFile(file, bytes);
  await expect(scanJournal(folder, JOURNAL_ID)).rejects.toMatchObject({
    failure: { message: expect.stringContaining('newer version of Portolan') },
  });
});
