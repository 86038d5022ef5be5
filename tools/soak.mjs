// @ts-check
import process from 'node:process';
import { parseArgs } from 'node:util';
import { commands } from './commands/commands.mjs';
import { withTestEnvironment } from './environment.mjs';
import { logToStandardError as log } from './process/log.mjs';
import { runScript } from './process/script.mjs';
import { summaryLine } from './testing/counts.mjs';
import { runSoak } from './testing/runners.mjs';
import { chooseSeed } from './testing/seed.mjs';
import { soakFigures } from './testing/soak-report.mjs';

/**
 * `npm run soak` runs the random tests in their long form: crashes, power cuts, damage, hostile answers,
 * and every property test. `-- --seed N` repeats a run; `-- --only NAME` runs the files whose path has
 * NAME in it. It ends with figures by test, the seed, and how many tests passed and failed.
 */
await runScript(async () => {
  const { values } = parseArgs({ options: commands.soak.options });
  const seed = chooseSeed(values.seed ?? process.env['PORTOLAN_SEED']);
  log(`Seed ${seed}. The same again: npm run soak -- --seed ${seed}`);
  return withTestEnvironment({ log }, async ({ env }) => {
    const soakEnv = { ...env, PORTOLAN_SOAK: '1', PORTOLAN_SEED: String(seed) };
    const { counts, report } = await runSoak(values.only ?? [], soakEnv);
    if (report !== undefined) process.stdout.write(`\n${soakFigures(report)}\n`);
    process.stdout.write(`\nSeed ${seed}\n${summaryLine(counts)}\n`);
    return counts.failed === 0 ? 0 : 1;
  });
});
