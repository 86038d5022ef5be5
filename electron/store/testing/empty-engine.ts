import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openEngine, type EmbeddedEngine } from '../engines/embedded/engine';
import { historyPaths } from '../process/history-paths';
import { applyEntry } from '../delivery/apply-entry';
import type { Entry } from '../entries/entry';
import { noteChanged, refreshChanged } from '../maintenance/aggregates';
import type { SqlEngine } from '../sql/sql-engine';
import { copyEmptyHistory } from './empty-history';
import { DAY, MINUTE, START } from './samples';

const INSTALLATION = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
/** Long after all that is recorded. */
const NOW = START + 3650 * DAY;

export interface EmptyEngine {
  readonly engine: SqlEngine;
  /** Delivers entries as the store does. */
  apply(...entries: readonly Entry[]): Promise<void>;
  /** Delivers minute points of which each total is given by its number. */
  applyMinutes(count: number, total: (minute: number) => string, start?: number): Promise<void>;
}

/** For the tests of one file: an embedded engine with the newest schema, and nothing in it before each test. */
export function emptyEngine(): EmptyEngine {
  let folder: string;
  let opened: EmbeddedEngine;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-engine-'));
    await copyEmptyHistory(folder);
    opened = await openEngine(historyPaths(folder).engine);
  });
  afterAll(async () => {
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    for (const portfolio of ['main', 'demo'] as const)
      await apply({ kind: 'portfolio-removed', portfolio });
    await refreshChanged(engine, NOW);
    await engine.query('delete from connection');
    await engine.query('delete from setting');
  });

  const engine: SqlEngine = {
    query: (...parameters) => opened.query(...parameters),
    script: (text) => opened.script(text),
    transaction: (work) => opened.transaction(work),
  };
  const apply = async (...entries: readonly Entry[]): Promise<void> => {
    for (const entry of entries) {
      await engine.transaction(async (sql) => {
        const touched = await applyEntry(sql, INSTALLATION, entry);
        if (touched !== undefined) await noteChanged(sql, touched, NOW);
      });
    }
  };
  return {
    engine,
    apply,
    applyMinutes(count, total, start = START) {
      const points = Array.from({ length: count }, (_, minute) => ({
        at: start + minute * MINUTE,
        totalUsd: total(minute),
        status: 'complete' as const,
      }));
      return apply({ kind: 'totals-recorded', portfolio: 'main', points });
    },
  };
}
