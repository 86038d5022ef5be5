// @ts-check
import process from 'node:process';
import { withTestEnvironment } from './environment.mjs';
import { logToStandardError } from './process/log.mjs';
import { runScript } from './process/script.mjs';
import { startOwned } from './process/owned-process.mjs';

/** `node tools/with-environment.mjs -- COMMAND...` runs a command where the tests run. */
await runScript(async () => {
  const [separator, command, ...args] = process.argv.slice(2);
  if (separator !== '--' || command === undefined) {
    logToStandardError('usage: node tools/with-environment.mjs -- COMMAND [ARGUMENTS]');
    return 2;
  }
  return withTestEnvironment({ log: logToStandardError }, async ({ env }) => {
    const { code } = await startOwned(command, args, { env, stdio: 'inherit' }).exited;
    return code ?? 1;
  });
});
