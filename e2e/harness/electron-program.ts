import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The repository's root, which is what an unpackaged Electron is told to run. */
export const repositoryRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)));

/** Benchmarks run from a bundle in a folder of its own, so the way up is not always the same. */
function findRoot(folder: string): string {
  if (existsSync(path.join(folder, 'electron-builder.yml'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error('the benchmarks and tests must lie inside the repository');
  return findRoot(parent);
}

/** Chromium refuses to sandbox for root, and for root alone the tests do without. */
export const isRoot = process.getuid?.() === 0;

/**
 * Virtual displays have no graphics card. Chromium finds out by starting a process for it three times, and
 * then draws as it does with this flag.
 */
export const NO_GRAPHICS_CARD = '--disable-gpu';

/**
 * The Electron that the tools prepared.
 * @throws when the tests run outside their environment
 */
export function electronProgram(): string {
  const path = process.env['PORTOLAN_TEST_ELECTRON'];
  if (path === undefined || path === '')
    throw new Error(
      'PORTOLAN_TEST_ELECTRON is not set. Run the tests in their environment: ' +
        'node tools/with-environment.mjs -- npx playwright test -c e2e/playwright.config.ts',
    );
  return path;
}

/**
 * Does work while the driver of the journeys finds the prepared Electron where it looks for one: in this
 * process's environment, which the programs that the journeys run shall not have from it.
 */
export async function withElectronForDriver<T>(work: () => Promise<T>): Promise<T> {
  const name = 'ELECTRON_OVERRIDE_DIST_PATH';
  const before = process.env[name];
  process.env[name] = process.env['PORTOLAN_TEST_ELECTRON_FOLDER'];
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  }
}

/** This process's environment with additions; what is given as empty is taken out. */
export function environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries({ ...process.env, ...extra });
  return Object.fromEntries(
    kept.flatMap(([name, value]) =>
      value === undefined || extra[name] === '' ? [] : [[name, value]],
    ),
  );
}
