import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestLog } from './testing/test-wallets';
import { createWalletMemoryFile, WALLET_MEMORY_FILE } from './wallet-memory-file';

let folder: string;
let path: string;
let log: TestLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wallet-memory-'));
  path = join(folder, WALLET_MEMORY_FILE);
  log = new TestLog();
});
afterEach(() => rm(folder, { recursive: true }));

function file(isKept: (id: string) => boolean = () => true, writeDurably = writeFile) {
  return createWalletMemoryFile({ path, writeDurably, log, isKept });
}

describe('what is kept of wallets', () => {
  it('is there after a restart, of the same address only', async () => {
    const before = file();
    before.of('one').save('0xA', { next: 5 });
    before.of('two').save('0xB', { next: 7 });
    await before.written();
    const after = file();
    expect(await after.of('one').load('0xA')).toEqual({ next: 5 });
    expect(await after.of('two').load('0xB')).toEqual({ next: 7 });
    // The connection was given another address since.
    expect(await after.of('one').load('0xC')).toBeUndefined();
    expect(await after.of('three').load('0xA')).toBeUndefined();
  });

  it('names no address', async () => {
    const memory = file();
    memory.of('one').save('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', { next: 5 });
    await memory.written();
    expect((await readFile(path, 'utf8')).toLowerCase()).not.toContain('5aaeb6053f3e94c9b9');
  });

  it('goes with the connection', async () => {
    const memory = file((id) => id !== 'gone');
    memory.of('gone').save('0xA', 1);
    memory.of('here').save('0xB', 2);
    await memory.written();
    expect(await readFile(path, 'utf8')).not.toContain('gone');
    expect(await file().of('here').load('0xB')).toBe(2);
  });

  it.each(['', '{', '[]', 'null', '{"version":2,"wallets":[]}', '{"version":1,"wallets":{}}'])(
    'is nothing where the file is %j, which is set aside',
    async (content) => {
      await writeFile(path, content);
      const memory = file();
      expect(await memory.of('one').load('0xA')).toBeUndefined();
      memory.of('one').save('0xA', 3);
      await memory.written();
      expect(await readFile(`${path}.damaged`, 'utf8')).toBe(content);
      expect(await file().of('one').load('0xA')).toBe(3);
      expect(log.lines.join()).toContain('damaged');
    },
  );

  it('is nothing at first, and makes no file', async () => {
    expect(await file().of('one').load('0xA')).toBeUndefined();
    expect(existsSync(path)).toBe(false);
  });

  it('is kept in memory at least when the disk takes nothing', async () => {
    const memory = file(undefined, () => Promise.reject(new Error('no room')));
    memory.of('one').save('0xA', 4);
    await memory.written();
    expect(await memory.of('one').load('0xA')).toBe(4);
    expect(log.lines.join()).toContain('cannot be written');
  });

  it('is not mixed up by names that every object has', async () => {
    const memory = file();
    memory.of('__proto__').save('0xA', 1);
    memory.of('constructor').save('0xA', 2);
    await memory.written();
    const after = file();
    expect(await after.of('__proto__').load('0xA')).toBe(1);
    expect(await after.of('constructor').load('0xA')).toBe(2);
  });
});
