// @ts-check
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { repositoryRoot } from '../repository.mjs';

/**
 * What figures were measured on.
 * @typedef {object} Machine
 * @property {string} processor its model
 * @property {number} cores
 * @property {number} memoryGb
 * @property {string} system name and version
 * @property {string} node version
 * @property {string | undefined} electron version
 */

/**
 * @typedef {object} Circumstances
 * @property {Machine} machine
 * @property {string} date ISO 8601, UTC
 * @property {string | undefined} commit with `, changed` where the working tree differs from it
 * @property {{ start: number, end: number }} load average of the last minute
 * @property {number} minutes that all of it took
 */

const BYTES_PER_GB = 1024 ** 3;

/**
 * @param {string} electronProgram
 * @returns {Promise<Machine>}
 */
export async function describeMachine(electronProgram) {
  const cores = os.cpus();
  return {
    processor: cores[0]?.model.trim() ?? 'unknown processor',
    cores: cores.length,
    memoryGb: os.totalmem() / BYTES_PER_GB,
    system: await systemName(),
    node: process.versions.node,
    electron: await electronVersion(electronProgram),
  };
}

/**
 * The commit that is checked out.
 * @returns {Promise<string | undefined>} undefined outside a repository
 */
export async function commit() {
  const git = async (/** @type {string[]} */ ...args) =>
    (await promisify(execFile)('git', args, { cwd: repositoryRoot })).stdout.trim();
  try {
    const hash = await git('rev-parse', '--short', 'HEAD');
    return (await git('status', '--porcelain')) === '' ? hash : `${hash}, changed`;
  } catch {
    return undefined;
  }
}

/** The load average of the last minute; always 0 on Windows, which has none. */
export const loadNow = () => os.loadavg()[0] ?? 0;

async function systemName() {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const name = /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(release)?.[1];
  const kernel = `${os.type()} ${os.release()}`;
  return name === undefined ? kernel : `${name}, ${kernel}`;
}

/**
 * Every Electron has its version in a file beside the program, on macOS above the bundle.
 * @param {string} program
 */
async function electronVersion(program) {
  let folder = path.dirname(program);
  for (let up = 0; up < 4; up += 1) {
    const version = await readFile(path.join(folder, 'version'), 'utf8').catch(() => undefined);
    if (version !== undefined) return version.trim().replace(/^v/, '');
    folder = path.dirname(folder);
  }
  return undefined;
}
