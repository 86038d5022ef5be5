// @ts-check
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { bundleBenchmarks, findBenchmarks } from './benchmarks/bundle.mjs';
import { commit, describeMachine, loadNow } from './benchmarks/machine.mjs';
import { runBenchmark } from './benchmarks/run-benchmark.mjs';
import { figureLine, markdownReport, textTable } from './benchmarks/table.mjs';
import { buildApp } from './build/build-app.mjs';
import { commands } from './commands/commands.mjs';
import { withTestEnvironment } from './environment.mjs';
import { logToStandardError as log } from './process/log.mjs';
import { runScript } from './process/script.mjs';
import { repositoryRoot } from './repository.mjs';

/** @typedef {import('./benchmarks/machine.mjs').Circumstances} Circumstances */
/** @typedef {import('./benchmarks/verdict.mjs').JudgedFigure} JudgedFigure */

const reportFolder = path.join(repositoryRoot, 'test-results', 'bench');

/**
 * `npm run bench` runs e2e/benchmarks/*.bench.ts one after another, in the environment of the
 * tests; `npm run bench -- --only NAME` one of them. Each figure is judged against a floor measured in
 * the same run and a target. The table of all is printed at the end and written to
 * test-results/bench/ as Markdown and JSON. The exit code is 1 when a target was missed or a figure is
 * broken.
 */
await runScript(async () => {
  const { values } = parseArgs({ options: commands.bench.options });
  const benchmarks = await findBenchmarks(values.only);
  await buildApp({ log });
  return withTestEnvironment({ log }, async ({ env, electron }) => {
    const [startedAt, start] = [Date.now(), loadNow()];
    /** @type {JudgedFigure[]} */
    const figures = [];
    await bundleBenchmarks(benchmarks, async (bundles) => {
      for (const bundle of bundles) {
        process.stdout.write(`\n== ${bundle.name}\n`);
        const told = await runBenchmark(bundle, env);
        for (const figure of told) process.stdout.write(`${figureLine(figure)}\n`);
        figures.push(...told);
      }
    });
    /** @type {Circumstances} */
    const circumstances = {
      machine: await describeMachine(electron.executablePath),
      date: new Date(startedAt).toISOString(),
      commit: await commit(),
      load: { start, end: loadNow() },
      minutes: (Date.now() - startedAt) / 60_000,
    };
    process.stdout.write(`\n${textTable(figures, circumstances)}`);
    await writeReports(figures, circumstances);
    return figures.every(({ verdict }) => verdict === 'OK') ? 0 : 1;
  });
});

/**
 * @param {readonly JudgedFigure[]} figures
 * @param {Circumstances} circumstances
 */
async function writeReports(figures, circumstances) {
  await mkdir(reportFolder, { recursive: true });
  const write = (/** @type {string} */ name, /** @type {string} */ text) =>
    writeFile(path.join(reportFolder, name), text);
  await write('bench.md', markdownReport(figures, circumstances));
  await write('bench.json', `${JSON.stringify({ ...circumstances, figures }, undefined, 2)}\n`);
  log(`Written to ${path.relative(process.cwd(), reportFolder)}: bench.md, bench.json`);
}
