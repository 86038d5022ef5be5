import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
});
