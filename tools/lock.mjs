// @ts-check
import { readLock, withProvenEngines, writeLock } from './installing/lock.mjs';
import { runScript } from './process/script.mjs';

/** `npm run lock`, after `npm install` changed the lock: says again what was proven of the Nodes we run on. */
await runScript(async () => {
  await writeLock(withProvenEngines(await readLock()));
  return 0;
});
