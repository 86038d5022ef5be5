// @ts-check
import { buildApp } from './build/build-app.mjs';
import { logToStandardError } from './process/log.mjs';
import { runScript } from './process/script.mjs';

/** `npm run build` builds the app into `out/`, whether or not anything changed. */
await runScript(async () => {
  await buildApp({ log: logToStandardError, force: true });
  return 0;
});
