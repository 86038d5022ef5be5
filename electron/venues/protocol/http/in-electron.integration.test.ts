import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { expect, it } from 'vitest';

const ATTACKS = fileURLToPath(new URL('testing/attacks.ts', import.meta.url));

interface Report {
  readonly versions: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly outcomes: Readonly<Record<string, string>>;
}

/** The attacks in a program of their own, bundled for Electron's main process as the app is. */
async function attacked(): Promise<Report> {
  const electron = process.env['PORTOLAN_TEST_ELECTRON'];
  if (electron === undefined)
    throw new Error('run it with: node tools/with-environment.mjs -- npx vitest run ...');
  const outDir = await mkdtemp(join(tmpdir(), 'portolan-attacks-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: ATTACKS,
        target: 'node18',
        outDir,
        rollupOptions: { output: { format: 'cjs', entryFileNames: 'attacks.cjs' } },
      },
    });
    const { stdout } = await promisify(execFile)(electron, [join(outDir, 'attacks.cjs')], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    return JSON.parse(stdout) as Report;
  } finally {
    await rm(outDir, { recursive: true });
  }
}

it('a hostile server gets nowhere in Electron either', async () => {
  const { versions, memoryMb, outcomes } = await attacked();
  expect(versions['electron']).toBeDefined();
  expect(outcomes).toEqual({
    endless: 'bad-response',
    gzip: 'bad-response',
    brotli: 'bad-response',
    drip: 'timeout',
    headers: 'timeout',
    silent: 'timeout',
    abortedBody: 'cancelled',
    abortedWait: 'cancelled',
    deep: 'SyntaxError',
    parts: 'SyntaxError',
  });
  expect(memoryMb).toBeLessThan(600);
});
