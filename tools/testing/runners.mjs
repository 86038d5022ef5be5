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

/**
 * Runs one of the projects of vitest.config.ts.
 * @param {'unit' | 'integration'} project
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Counts>}
 */
export function runVitest(project, env) {
  return withReport(async (file) => {
    const { command, args } = await packageProgram('vitest');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const options = ['run', '--project', project, ...reporters];
    return (await run(command, [...args, ...options], { cwd: repositoryRoot, env })).code;
  }, countVitest);
}

/**
 * Runs the end-to-end tests.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Counts>}
 */
export function runPlaywright(env) {
  return withReport(async (file) => {
    const { command, args } = await packageProgram('@playwright/test', 'playwright');
    const options = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'];
    const result = await run(command, [...args, ...options], {
      cwd: repositoryRoot,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    });
    return result.code;
  }, countPlaywright);
}

/**
 * @template Report
 * @param {(file: string) => Promise<number>} runTests writes its report to the file, gives the
 *   exit code
 * @param {(report: Report) => Counts} count
 * @returns {Promise<Counts>}
 */
async function withReport(runTests, count) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-report-'));
  try {
    const file = path.join(folder, 'report.json');
    const code = await runTests(file);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    return judge(text === undefined ? none : count(JSON.parse(text)), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
