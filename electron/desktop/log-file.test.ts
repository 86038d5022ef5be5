import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../engine/testing/fake-clock';
import { createLogFile } from './log-file';

let folder: string;
let logs: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-log-'));
  logs = path.join(folder, 'logs');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const asIs = (text: string): string => text;
const lines = async (name = 'portolan.log'): Promise<string[]> =>
  (await readFile(path.join(logs, name), 'utf8')).trimEnd().split('\n');

describe('the log', () => {
  it('has one line per entry: when, how grave, what', async () => {
    const log = createLogFile(logs, asIs);
    log.info('started');
    log.warn('first\n  second\r\nthird');
    log.error('it failed', new Error('why'));
    log.error('and without a cause');
    const entries = await lines();
    expect(entries).toHaveLength(4);
    for (const entry of entries)
      expect(entry).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z (info|warn|error) /);
    expect(entries[1]).toMatch(/ warn first \| second \| third$/);
    expect(entries[2]).toMatch(/ error it failed: Error: why \| at .*log-file\.test/);
    expect(entries[3]).toMatch(/ error and without a cause$/);
  });

  it('is redacted, also in the messages and stacks of errors', async () => {
    const log = createLogFile(logs, (text) => text.replaceAll('hush', '[redacted]'));
    log.info('signed with hush');
    log.warn('hush');
    log.error('failed', new Error('https://venue/?signature=hush'));
    log.error('failed', 'thrown as hush');
    const content = (await lines()).join('\n');
    expect(content).not.toContain('hush');
    expect(content.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it('is read by its owner alone', async () => {
    createLogFile(logs, asIs).info('started');
    expect(((await stat(path.join(logs, 'portolan.log'))).mode & 0o777).toString(8)).toBe('600');
  });

  it('keeps one file and the one before it, each of bounded size', async () => {
    const entry = 'x'.repeat(100_000);
    const log = createLogFile(logs, asIs);
    for (let count = 0; count < 35; count += 1) log.info(`${count} ${entry}`);
    expect((await readdir(logs)).sort()).toEqual(['portolan.log', 'portolan.log.1']);
    for (const name of await readdir(logs))
      expect((await stat(path.join(logs, name))).size).toBeLessThanOrEqual(1_000_000);
    const numbers = [...(await lines('portolan.log.1')), ...(await lines())].map((line) =>
      Number(line.split(' ')[2]),
    );
    expect(numbers.at(-1)).toBe(34);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  });

  it('goes on with what an earlier run left, and counts it', async () => {
    const entry = 'x'.repeat(600_000);
    createLogFile(logs, asIs).info(`first ${entry}`);
    createLogFile(logs, asIs).info('second');
    expect(await lines()).toHaveLength(2);
    createLogFile(logs, asIs).info(`third ${entry}`);
    expect(await lines('portolan.log.1')).toHaveLength(2);
    expect(await lines()).toHaveLength(1);
  });

  it('never stops the app when it cannot be written', async () => {
    const log = createLogFile(logs, asIs);
    log.info('started');
    await rm(logs, { recursive: true });
    expect(() => log.error('no folder any more', new Error('why'))).not.toThrow();
    // A folder in the file's place refuses everybody, root included.
    await mkdir(path.join(logs, 'portolan.log'), { recursive: true });
    expect(() => log.info('no file')).not.toThrow();
    expect(() => createLogFile(logs, asIs).info('nor at the next start')).not.toThrow();
  });

  it('counts what repeats instead of writing it', async () => {
    const clock = new FakeClock();
    const log = createLogFile(logs, asIs, clock);
    for (let times = 1; times <= 1690; times += 1)
      log.warn(`account 7 failed for the ${times}th time, in ${times * 3} ms`);
    log.info('something else');
    // Fifty lines, one at 10, 100 and 1,000 repetitions, and what is not the same.
    expect(await lines()).toHaveLength(54);
    expect((await lines()).at(-2)).toContain('(repeated 1000 times)');
    await clock.advance(60_000);
    log.info('a minute later');
    const [summary, last] = (await lines()).slice(-2);
    expect(summary).toContain('repeated 1640 times in a minute: warn account # failed');
    expect(last).toContain('a minute later');
    for (let times = 0; times < 3; times += 1)
      log.warn('account 7 failed for the 1st time, in 3 ms');
    expect((await lines()).slice(-3).every((line) => line.includes('account 7'))).toBe(true);
  });

  it('bounds what is written in a minute, whatever it says', async () => {
    const log = createLogFile(logs, asIs, new FakeClock());
    for (let times = 0; times < 5000; times += 1)
      log.info(String.fromCodePoint(0x4e00 + times).repeat(50));
    const written = await lines();
    expect(written.length).toBeLessThan(610);
    expect(written.at(-1)).toContain('too many lines in a minute: 1000 left out');
  });

  it('cuts one huge line, and is not held up by it', async () => {
    const log = createLogFile(logs, asIs);
    const before = performance.now();
    log.error('huge', `${' '.repeat(300_000)}\n${'\n'.repeat(300_000)}x`);
    log.error('huge as well', 'x'.repeat(5_000_000));
    expect(performance.now() - before).toBeLessThan(3000);
    expect((await stat(path.join(logs, 'portolan.log'))).size).toBeLessThan(1_000_000);
  });
});
