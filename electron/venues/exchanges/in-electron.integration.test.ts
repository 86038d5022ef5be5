import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { expect, it } from 'vitest';
import type { Ended } from './testing/in-electron/vitest';
import { venueDefinitions } from './venues';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const MINUTE_MS = 60_000;

interface Report {
  readonly versions: Readonly<Record<string, string>>;
  readonly ended: readonly Ended[];
}

/** The tests of the venues in a program of their own, bundled for Electron's main process as the app is. */
async function runInElectron(): Promise<Report> {
  const electron = process.env['PORTOLAN_TEST_ELECTRON'];
  if (electron === undefined)
    throw new Error('run it with: node tools/with-environment.mjs -- npx vitest run ...');
  const outDir = await mkdtemp(join(tmpdir(), 'portolan-venues-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      resolve: {
        alias: [
          { find: /^vitest$/, replacement: here('testing/in-electron/vitest.ts') },
          { find: '@venue', replacement: here('../../../node_modules/ccxt/js/src/pro') },
        ],
      },
      ssr: { noExternal: true },
      build: {
        ssr: here('testing/in-electron/run-tests.ts'),
        target: 'node18',
        outDir,
        rolldownOptions: {
          output: { format: 'cjs', entryFileNames: 'run-tests.cjs', dynamicImportInCjs: false },
        },
      },
    });
    const { stdout } = await promisify(execFile)(electron, [join(outDir, 'run-tests.cjs')], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      maxBuffer: 64 * 1024 ** 2,
    });
    return JSON.parse(stdout) as Report;
  } finally {
    await rm(outDir, { recursive: true });
  }
}

it(
  'every venue signs and is read in Electron as it is in Node',
  async () => {
    const { versions, ended } = await runInElectron();
    expect(versions['electron']).toBeDefined();
    expect(ended.filter(({ error }) => error !== undefined)).toEqual([]);
    const opened = ended.map(({ name }) => name).join('\n');
    for (const id of venueDefinitions.keys()) expect(opened).toContain(id);
  },
  10 * MINUTE_MS,
);
