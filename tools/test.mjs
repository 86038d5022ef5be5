// @ts-check
import os from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildApp } from './build/build-app.mjs';
import { checks } from './checks/checks.mjs';
import { commands } from './commands/commands.mjs';
import { environmentNeeds, withTestEnvironment } from './environment.mjs';
import { packageApp, packagedExecutable } from './packaging/package-app.mjs';
import { logToStandardError as log } from './process/log.mjs';
import { runScript } from './process/script.mjs';
import { ensureSystemPackages } from './system/packages.mjs';
import { onePassed, oneFailed, summaryLine } from './testing/counts.mjs';
import { runPlaywright, runVitest } from './testing/runners.mjs';
import { chooseSeed } from './testing/seed.mjs';
import { Stages } from './testing/stages.mjs';
import { testStages } from './testing/test-stages.mjs';

const cores = os.availableParallelism();
/** They wait for servers and databases much of the time; each may hold several hundred megabytes. */
const integrationAtOnce = Math.min(cores + 1, 4);

const stageNames = testStages.map(({ name }) => name);

/**
 * `npm test` runs everything there is; `npm test -- --only unit,e2e` runs a part of it. The last
 * line of standard output says how many tests passed and failed.
 */
await runScript(async () => {
  const wanted = readWanted();
  const seed = chooseSeed(process.env['PORTOLAN_SEED']);
  process.env['PORTOLAN_SEED'] = String(seed);
  log(`Seed of the random tests: ${seed}. PORTOLAN_SEED=${seed} npm test repeats them.`);
  const stages = new Stages(log);
  const needsEnvironment = wanted.has('integration') || wanted.has('e2e');
  if (needsEnvironment) {
    await stages.prepare('system packages', () =>
      ensureSystemPackages({ needs: environmentNeeds, log }),
    );
  }
  const isBuilt = await runSideBySide(wanted, stages);
  if (needsEnvironment) await runWithEnvironment(wanted, stages, isBuilt);

  const total = stages.total();
  process.stdout.write(`\n${stages.table()}\n${stages.wholeTime()}\n\n${summaryLine(total)}\n`);
  return total.failed === 0 ? 0 : 1;
});

/** @returns {Set<string>} */
function readWanted() {
  const { values } = parseArgs({ options: commands.test.options });
  if (values.only === undefined) return new Set(stageNames);
  const wanted = values.only.flatMap((names) => names.split(','));
  const unknown = wanted.find((name) => !stageNames.includes(name));
  if (unknown !== undefined) {
    throw new Error(`There is no stage ${unknown}; there are ${stageNames.join(', ')}.`);
  }
  return new Set(wanted);
}

/**
 * The unit tests on all cores but one, and on that one, at the same time, the checks and what the
 * end-to-end tests need: each of those keeps one core busy and says little.
 * @param {Set<string>} wanted
 * @param {Stages} stages
 * @returns {Promise<boolean>} whether there is a build for the end-to-end tests
 */
async function runSideBySide(wanted, stages) {
  const isBeside = wanted.has('unit');
  const besides = async () => {
    for (const { name, passes } of checks) {
      if (!wanted.has(name)) continue;
      const check = async () => ((await passes()) ? onePassed : oneFailed);
      await stages.run(name, check, { isBeside });
    }
    if (!wanted.has('e2e')) return false;
    const options = { log, atEnd: isBeside };
    if (!(await stages.prepare('build', () => buildApp(options), { isBeside }))) return false;
    await stages.prepare('package', () => packageApp(options), { isBeside });
    return true;
  };
  const beside = besides();
  if (isBeside) {
    const atOnce = wanted.size === 1 ? cores : Math.max(1, cores - 1);
    await stages.run('unit', () => runVitest('unit', process.env, atOnce));
  }
  return beside;
}

/**
 * The stages that need a display, a keyring and an Electron of their own.
 * @param {Set<string>} wanted
 * @param {Stages} stages
 * @param {boolean} isBuilt
 */
async function runWithEnvironment(wanted, stages, isBuilt) {
  /** @type {string[]} */
  const left = ['integration', 'e2e'].filter((name) => wanted.has(name));
  try {
    await withTestEnvironment({ log, filesInMemory: true }, async ({ env }) => {
      if (left[0] === 'integration') {
        left.shift();
        await stages.run('integration', () => runVitest('integration-*', env, integrationAtOnce));
      }
      if (left[0] === 'e2e') {
        left.shift();
        await runEndToEnd(env, stages, isBuilt);
      }
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await stages.fail('environment', reason);
    for (const name of left) await stages.fail(name, 'there was no environment to run it in');
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {Stages} stages
 * @param {boolean} isBuilt
 */
async function runEndToEnd(env, stages, isBuilt) {
  if (!isBuilt) {
    await stages.fail('e2e', 'there is no build to run it on');
    return;
  }
  // Without one, the journey of the packaged app makes it itself and says what is wrong.
  const packaged = await packagedExecutable().catch(() => '');
  await stages.run('e2e', () => runPlaywright({ ...env, PORTOLAN_TEST_PACKAGED: packaged }));
}
