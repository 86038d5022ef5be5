// @ts-check
import process from 'node:process';
import { parseArgs } from 'node:util';
import { bundleBenchmarks, findBenchmarks } from './benchmarks/bundle.mjs';
import { buildApp } from './build/build-app.mjs';
import { withTestEnvironment } from './environment.mjs';
import { logToStandardError as log } from './process/log.mjs';
import { startOwned } from './process/owned-process.mjs';
import { runScript } from './process/script.mjs';
import { repositoryRoot } from './repository.mjs';

/**
 * `npm run bench` runs e2e/benchmarks/*.bench.ts one after another, in the environment of the
 * tests; `npm run bench -- --only NAME` one of them. Each prints its own figures and fails with its
 * exit code. They run in the repository's root folder.
 */
await runScript(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const benchmarks = await findBenchmarks(values.only);
  await buildApp({ log });
  return withTestEnvironment({ log }, async ({ env }) => {
    /** @type {string[]} */
    const failed = [];
    await bundleBenchmarks(benchmarks, async (bundles) => {
      for (const { name, file } of bundles) {
        process.stdout.write(`\n== ${name}\n`);
        const args = ['--expose-gc', '--enable-source-maps', file];
        const options = { cwd: repositoryRoot, env, stdio: /** @type {const} */ ('inherit') };
        const { code } = await startOwned(process.execPath, args, options).exited;
        if (code !== 0) failed.push(name);
      }
    });
    if (failed.length > 0) log(`\nFailed: ${failed.join(', ')}`);
    return failed.length > 0 ? 1 : 0;
  });
});
