// @ts-check
import { checks } from './checks/checks.mjs';
import { logToStandardError as log } from './process/log.mjs';
import { runScript } from './process/script.mjs';

/** `npm run check` looks at the sources in every way that `checks.mjs` names, also when one complains. */
await runScript(async () => {
  let code = 0;
  for (const { name, passes } of checks) {
    const isGood = await passes();
    log(`${name}: ${isGood ? 'good' : 'failed'}`);
    if (!isGood) code = 1;
  }
  return code;
});
