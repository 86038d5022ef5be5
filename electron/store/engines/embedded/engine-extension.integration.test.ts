import path from 'node:path';
import { afterEach, expect, inject, it } from 'vitest';
import { openEngine } from './engine';
import { loadExtensionFrom } from './engine-extension';

const lean = path.join(inject('runFolder'), 'timescaledb.tar.gz');

afterEach(() => loadExtensionFrom(lean));

it.each([
  { how: 'without the scripts of updates', archive: lean, updates: 0 },
  { how: 'as its package has it, where there is no other', archive: `${lean}.none`, updates: 44 },
])('a new engine gets its extension $how', async ({ archive, updates }) => {
  loadExtensionFrom(archive);
  const engine = await openEngine();
  try {
    const [row] = await engine.query(
      `select count(distinct source)::int as count from pg_extension_update_paths('timescaledb')
       where path is not null`,
    );
    expect(row).toEqual({ count: updates });
    await engine.script(`create table t (at timestamptz not null)`);
    await engine.query(`select create_hypertable('t', 'at')`);
  } finally {
    await engine.close();
  }
});
