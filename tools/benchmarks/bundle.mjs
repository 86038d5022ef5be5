// @ts-check
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { removeAtExit } from '../process/temporary-folder.mjs';
import { repositoryRoot } from '../repository.mjs';

/** @typedef {{ name: string, file: string }} Benchmark */

const folder = path.join(repositoryRoot, 'e2e', 'benchmarks');
const ending = '.bench.ts';

/**
 * @param {string[]} [only] names, without `.bench.ts`; all by default
 * @returns {Promise<Benchmark[]>} in alphabetical order; throws when there is none to run
 */
export async function findBenchmarks(only) {
  const entries = await readdir(folder).catch(() => []);
  const names = entries
    .filter((entry) => entry.endsWith(ending))
    .map((entry) => entry.slice(0, -ending.length))
    .sort();
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined || names.length === 0) {
    const known = names.length === 0 ? 'none' : names.join(', ');
    throw new Error(`There is no benchmark ${unknown ?? 'to run'}; there are: ${known}.`);
  }
  return names
    .filter((name) => only === undefined || only.includes(name))
    .map((name) => ({ name, file: path.join(folder, `${name}${ending}`) }));
}

/**
 * Turns benchmarks into JavaScript that this Node runs, does work with it, and removes it again.
 * Packages stay outside the bundle.
 * @template T
 * @param {Benchmark[]} benchmarks
 * @param {(bundles: Benchmark[]) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function bundleBenchmarks(benchmarks, work) {
  // Inside the repository, so that what is left outside the bundle is found in node_modules.
  const parent = path.join(repositoryRoot, 'node_modules', '.cache');
  await mkdir(parent, { recursive: true });
  const output = await mkdtemp(path.join(parent, 'benchmarks-'));
  const forget = removeAtExit(output);
  try {
    await build({
      root: repositoryRoot,
      configFile: false,
      // ccxt's optional parts import what is not installed, which is worth no warning here.
      logLevel: 'error',
      resolve: {
        alias: { '@venue': path.join(repositoryRoot, 'node_modules', 'ccxt', 'js', 'src', 'pro') },
      },
      build: {
        ssr: true,
        target: 'node20',
        outDir: output,
        minify: false,
        sourcemap: true,
        rolldownOptions: {
          input: Object.fromEntries(benchmarks.map(({ name, file }) => [name, file])),
          output: {
            format: 'es',
            entryFileNames: '[name].mjs',
            chunkFileNames: '[name]-[hash].mjs',
          },
        },
      },
    });
    return await work(
      benchmarks.map(({ name }) => ({ name, file: path.join(output, `${name}.mjs`) })),
    );
  } finally {
    await rm(output, { recursive: true, force: true });
    forget();
  }
}
