// @ts-check
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildApp } from './build/build-app.mjs';
import { checks } from './checks/checks.mjs';
import { environmentNeeds, withTestEnvironment } from './environment.mjs';
import { packageApp, packagedExecutable } from './packaging/package-app.mjs';
import { logToStandardError as log } from './process/log.mjs';
import { runScript } from './process/script.mjs';
import { ensureSystemPackages } from './system/packages.mjs';
import { onePassed, oneFailed, summaryLine } from './testing/counts.mjs';
import { runPlaywright, runVitest } from './testing/runners.mjs';
import { chooseSeed } from './testing/seed.mjs';
import { Stages } from './testing/stages.mjs';

const stageNames = [...checks.map(({ name }) => name), 'unit', 'integration', 'e2e'];

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
  for (const { name, passes } of checks) {
    if (!wanted.has(name)) continue;
    await stages.run(name, async () => ((await passes()) ? onePassed : oneFailed));
  }
  if (wanted.has('unit')) await stages.run('unit', () => runVitest('unit', process.env));
  if (needsEnvironment) await runWithEnvironment(wanted, stages);

  const total = stages.total();
  process.stdout.write(`\n${stages.table()}\n\n${summaryLine(total)}\n`);
  return total.failed === 0 ? 0 : 1;
});

/** @returns {Set<string>} */
function readWanted() {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  if (values.only === undefined) return new Set(stageNames);
  const wanted = values.only.flatMap((names) => names.split(','));
  const unknown = wanted.find((name) => !stageNames.includes(name));
  if (unknown !== undefined) {
    throw new Error(`There is no stage ${unknown}; there are ${stageNames.join(', ')}.`);
  }
  return new Set(wanted);
}

/**
 * The stages that need a display, a keyring and an Electron of their own.
 * @param {Set<string>} wanted
 * @param {Stages} stages
 */
async function runWithEnvironment(wanted, stages) {
  /** @type {string[]} */
  const left = ['integration', 'e2e'].filter((name) => wanted.has(name));
  try {
    await withTestEnvironment({ log }, async ({ env }) => {
      if (left[0] === 'integration') {
        left.shift();
        await stages.run('integration', () => runVitest('integration', env));
      }
      if (left[0] === 'e2e') {
        left.shift();
        await runEndToEnd(env, stages);
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
 */
async function runEndToEnd(env, stages) {
  const isBuilt = await stages.prepare('build', () => buildApp({ log }));
  if (!isBuilt) {
    await stages.fail('e2e', 'there is no build to run it on');
    return;
  }
  const packaged = { ...env };
  await stages.prepare('package', async () => {
    await packageApp({ log });
    packaged['PORTOLAN_TEST_PACKAGED'] = await packagedExecutable();
  });
  await stages.run('e2e', () => runPlaywright(packaged));
}
