import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unusableDataFolder } from './data-folder';

const folder = mkdtempSync(join(tmpdir(), 'portolan-data-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the data folder', () => {
  it('is made when it is not there', () => {
    expect(unusableDataFolder(join(folder, 'new', 'one'))).toBeUndefined();
    expect(unusableDataFolder(join(folder, 'new', 'one'))).toBeUndefined();
  });

  it('cannot be a file, and the message says what to do', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(unusableDataFolder(file)).toContain('Give another --data-dir');
  });
});
