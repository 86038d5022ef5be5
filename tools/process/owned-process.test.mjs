// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startOwned } from './owned-process.mjs';

/** A program that starts another one, says so, and waits. Both hold on to the output. */
const familyScript = 'sleep 600 & echo started; wait';

/**
 * Waits until all of the lines have been written.
 * @param {import('node:stream').Readable | null} output
 * @param {string[]} lines
 * @returns {Promise<{ allGone: Promise<unknown> }>} `allGone` settles once no process holds the
 *   output any more
 */
async function whenWritten(output, ...lines) {
  if (output === null) throw new Error('no output');
  const allGone = once(output, 'end');
  let text = '';
  await new Promise((resolve) => {
    output.on('data', (part) => {
      text += part;
      if (lines.every((line) => text.includes(`${line}\n`))) resolve(undefined);
    });
  });
  return { allGone };
}

describe.skipIf(process.platform === 'win32')('an owned process', () => {
  it('takes what it started along when it is stopped', async () => {
    const owned = startOwned('sh', ['-c', familyScript], { stdio: ['ignore', 'pipe', 'ignore'] });
    const { allGone } = await whenWritten(owned.child.stdout, 'started');
    await owned.stop();
    await allGone;
    expect((await owned.exited).signal).toBe('SIGTERM');
  });

  it('is killed when it does not listen', async () => {
    const deaf = 'trap "" TERM; echo started; while true; do sleep 600; done';
    const owned = startOwned('sh', ['-c', deaf], { stdio: ['ignore', 'pipe', 'ignore'] });
    await whenWritten(owned.child.stdout, 'started');
    await owned.stop('SIGTERM', 100);
    expect((await owned.exited).signal).toBe('SIGKILL');
  });

  it('reports a program that does not exist', async () => {
    const owned = startOwned('portolan-no-such-program', []);
    await expect(owned.exited).rejects.toThrow(/ENOENT/);
    await owned.stop();
  });

  it.each(/** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGKILL']))(
    'does not outlive an owner that ends by %s',
    async (signal) => {
      const module = JSON.stringify(fileURLToPath(new URL('./owned-process.mjs', import.meta.url)));
      const script = `import { startOwned } from ${module};
        startOwned('sh', ['-c', ${JSON.stringify(familyScript)}], { stdio: ['ignore', 1, 'ignore'] });
        process.stdout.write('owned\\n');`;
      const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const { allGone } = await whenWritten(owner.stdout, 'started', 'owned');
      const exited = once(owner, 'exit');
      owner.kill(signal);
      await exited;
      await allGone;
    },
    15_000,
  );
});
