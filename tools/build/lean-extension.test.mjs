// @ts-check
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { list } from 'tar';
import { expect, it } from 'vitest';
import { writeLeanExtension } from './lean-extension.mjs';

it('the lean extension has its code and the script that makes it, and no update of an older version', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-extension-test-'));
  try {
    const file = path.join(folder, 'timescaledb.tar.gz');
    const written = await writeLeanExtension(file);
    /** @type {string[]} */
    const found = [];
    await list({ file, onReadEntry: ({ path: name }) => found.push(name) });
    expect(found.sort()).toEqual([...written].sort());
    const kinds = found.map((name) =>
      path.basename(name).replace(/\d[\w.]*?(-dev)?(?=\.(so|sql)$)/, 'N'),
    );
    expect(kinds.sort()).toEqual([
      'timescaledb--N.sql',
      'timescaledb-N.so',
      'timescaledb-invalidations-N.so',
      'timescaledb-tsl-N.so',
      'timescaledb.control',
      'timescaledb.so',
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
