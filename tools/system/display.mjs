// @ts-check
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startOwned } from '../process/owned-process.mjs';
import { removeAtExit } from '../process/temporary-folder.mjs';

const startLimitMilliseconds = 20_000;
const anyAddress = 0xffff;

/**
 * A virtual display that nobody sees.
 * @typedef {object} VirtualDisplay
 * @property {string} display such as `:7`
 * @property {NodeJS.ProcessEnv} env what programs need to draw there
 * @property {() => Promise<void>} stop
 */

/**
 * Starts Xvfb on a display number of its own choosing, readable only with a key that is passed on
 * in `env`: what is drawn may be somebody's real balances.
 * @param {{ width?: number, height?: number }} [size] pixels
 * @returns {Promise<VirtualDisplay>} throws when Xvfb does not start
 */
export async function startDisplay({ width = 1920, height = 1200 } = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-display-'));
  const forget = removeAtExit(folder);
  const authority = path.join(folder, 'authority');
  await writeFile(authority, authorityEntry(randomBytes(16)), { mode: 0o600 });
  const server = startOwned(
    'Xvfb',
    [
      ...['-displayfd', '3', '-screen', '0', `${width}x${height}x24`],
      ...['-auth', authority, '-nolisten', 'tcp', '-noreset'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    forget();
  };
  try {
    const display = `:${await readDisplayNumber(server)}`;
    return { display, env: { DISPLAY: display, XAUTHORITY: authority }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * One entry of an Xauthority file, good for every display and host.
 * Layout: https://gitlab.freedesktop.org/xorg/lib/libxau/-/blob/master/AuRead.c
 * @param {Buffer} key
 */
function authorityEntry(key) {
  const family = Buffer.alloc(2);
  family.writeUInt16BE(anyAddress);
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), key];
  return Buffer.concat([family, ...fields.flatMap((field) => [lengthOf(field), field])]);
}

/** @param {Buffer} field */
function lengthOf(field) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(field.length);
  return length;
}

/**
 * @param {import('../process/owned-process.mjs').OwnedProcess} server
 * @returns {Promise<number>}
 */
function readDisplayNumber(server) {
  return new Promise((resolve, reject) => {
    let errors = '';
    let answer = '';
    const limit = setTimeout(
      () => reject(new Error(`Xvfb did not start within 20 s. ${errors.trim()}`)),
      startLimitMilliseconds,
    );
    server.child.stderr?.setEncoding('utf8').on('data', (part) => (errors += part));
    server.child.stdio[3]?.on('data', (part) => {
      answer += part;
      if (!answer.includes('\n')) return;
      clearTimeout(limit);
      resolve(Number.parseInt(answer, 10));
    });
    server.exited.then(
      () => reject(new Error(`Xvfb ended at once. ${errors.trim()}`)),
      (error) => reject(new Error(`Xvfb cannot be started: ${error.message}`)),
    );
    void server.exited.finally(() => clearTimeout(limit)).catch(() => undefined);
  });
}
