import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder';
import { engineTrust, markEngineClean, markEngineInUse } from './engine-trust';
import { historyPaths } from '../../process/history-paths';

const BOOT = 'this run of the machine';

async function cleanFolder() {
  const paths = historyPaths(await temporaryFolder());
  await mkdir(path.join(paths.engine, 'base'), { recursive: true });
  const [kept, changed] = ['kept', path.join('base', 'changed')].map((name) =>
    path.join(paths.engine, name),
  ) as [string, string];
  await writeFile(kept, 'a page');
  await writeFile(changed, 'another');
  await markEngineClean(paths);
  return { paths, kept, changed };
}

test('a folder is trusted as it was left, and not with one byte changed', async () => {
  const { paths, kept } = await cleanFolder();
  expect(await engineTrust(paths, BOOT)).toMatchObject({ state: 'trusted' });
  await writeFile(kept, 'a cage');
  expect(await engineTrust(paths, BOOT)).toMatchObject({
    state: 'untrusted',
    reason: 'its files are not as they were left: kept',
  });
});

test('what was written since the opening is summed up anew, even with its size and time as before', async () => {
  const { paths, changed } = await cleanFolder();
  const trust = await engineTrust(paths, BOOT);
  if (trust.state !== 'trusted') throw new Error(trust.state);
  expect([...trust.flushed.keys()].sort()).toEqual([path.join('base', 'changed'), 'kept']);
  await markEngineInUse(paths, BOOT);
  const { atime, mtime } = await stat(changed);
  await writeFile(changed, 'ANOTHER');
  await utimes(changed, atime, mtime);
  await markEngineClean(paths, trust.flushed);
  expect(await engineTrust(paths, BOOT)).toMatchObject({ state: 'trusted' });
  expect(await readFile(changed, 'utf8')).toBe('ANOTHER');
});
