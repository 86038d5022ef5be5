// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { run } from '../process/run.mjs';
import { packageProgram, repositoryRoot } from '../repository.mjs';
import { judge, none } from './counts.mjs';
import { countPlaywright } from './playwright-report.mjs';
import { countVitest } from './vitest-report.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('./soak-report.mjs').SoakReport} SoakReport */
/** @typedef {import('./vitest-report.mjs').VitestReport} VitestReport */

/**
 * Runs projects of vitest.config.ts.
 * @param {'unit' | 'integration-*'} project
 * @param {NodeJS.ProcessEnv} env
 * @param {number} atOnce how many of its files run at the same time
 * @returns {Promise<Counts>}
 */
export async function runVitest(project, env, atOnce) {
  const { counts } = await withReport(
    (file) => startVitest(project, [`--maxWorkers=${atOnce}`], env, file),
    (/** @type {VitestReport} */ report) => countVitest(report),
  );
  return counts;
}

/**
 * Runs the long forms of the random tests.
 * @param {string[]} names parts of the paths of the files to run; all of them when it is empty
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ counts: Counts, report: SoakReport | undefined }>}
 */
export function runSoak(names, env) {
  return withReport(
    (file) => startVitest('soak', names, env, file),
    (/** @type {VitestReport & SoakReport} */ report) => countVitest(report),
  );
}

/**
 * @param {string} project
 * @param {string[]} more names of files, or options
 * @param {NodeJS.ProcessEnv} env
 * @param {string} file
 */
async function startVitest(project, more, env, file) {
  const { command, args } = await packageProgram('vitest');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const options = ['run', '--project', project, ...reporters, ...more];
  return (await run(command, [...args, ...options], { cwd: repositoryRoot, env })).code;
}

/**
 * Runs the end-to-end tests.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Counts>}
 */
export async function runPlaywright(env) {
  const { counts } = await withReport(async (file) => {
    const { command, args } = await packageProgram('@playwright/test', 'playwright');
    const options = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'];
    const result = await run(command, [...args, ...options], {
      cwd: repositoryRoot,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    });
    return result.code;
  }, countPlaywright);
  return counts;
}

/**
 * @template Report
 * @param {(file: string) => Promise<number>} runTests writes its report to the file, gives the
 *   exit code
 * @param {(report: Report) => Counts} count
 * @returns {Promise<{ counts: Counts, report: Report | undefined }>}
 */
async function withReport(runTests, count) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-report-'));
  try {
    const file = path.join(folder, 'report.json');
    const code = await runTests(file);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const report = text === undefined ? undefined : /** @type {Report} */ (JSON.parse(text));
    return { counts: judge(report === undefined ? none : count(report), code), report };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
