// @ts-check
import process from 'node:process';
import { parseArgs } from 'node:util';
import { commands } from './commands/commands.mjs';
import { packageApp } from './packaging/package-app.mjs';
import { logToStandardError as log } from './process/log.mjs';
import { runScript } from './process/script.mjs';

/**
 * `npm run package` leaves an app that can be started in place in `dist/`;
 * `npm run package -- --target AppImage --target deb` makes installers.
 */
await runScript(async () => {
  const { values } = parseArgs({ options: commands.package.options });
  await packageApp({ log, ...(values.target ? { targets: values.target } : {}) });
  process.stderr.write('Packaged into dist/\n');
  return 0;
});
