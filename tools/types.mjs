// @ts-check
import { checkTypes } from './checks/type-check.mjs';
import { runScript } from './process/script.mjs';

/** `npm run types` type-checks every project of the repository. */
await runScript(async () => ((await checkTypes()) ? 0 : 1));
