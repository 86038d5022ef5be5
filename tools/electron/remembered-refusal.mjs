// @ts-check
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const fileName = 'electron-download.json';
/** Networks change; after this long the download is given another chance. */
const rememberedForMilliseconds = 7 * 24 * 60 * 60 * 1000;

/**
 * @typedef {object} Refusal
 * @property {string} electronVersion the Electron that could not be downloaded
 * @property {string} mirror where it was asked for; empty for Electron's own host
 * @property {string} refusedAt ISO 8601
 * @property {string} reason
 */

/**
 * The download host that Electron's install script will ask; empty for its own.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
export function configuredMirror(env) {
  const names = ['npm_config_electron_mirror', 'NPM_CONFIG_ELECTRON_MIRROR', 'ELECTRON_MIRROR'];
  return names.map((name) => env[name]).find((value) => value) ?? '';
}

/**
 * The refusal that still stands for this version and mirror, if any.
 * @param {string} folder
 * @param {{ electronVersion: string, mirror: string, now: Date }} question
 * @returns {Promise<Refusal | undefined>}
 */
export async function recallRefusal(folder, { electronVersion, mirror, now }) {
  const refusal = await read(path.join(folder, fileName));
  if (refusal?.electronVersion !== electronVersion || refusal.mirror !== mirror) return undefined;
  const age = now.getTime() - Date.parse(refusal.refusedAt);
  // A time in the future is a clock that was set back, and says nothing about the age.
  return age >= 0 && age < rememberedForMilliseconds ? refusal : undefined;
}

/**
 * @param {string} folder
 * @param {Refusal} refusal
 * @returns {Promise<void>}
 */
export async function rememberRefusal(folder, refusal) {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, fileName);
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(refusal, null, 2)}\n`);
  await rename(draft, file);
}

/**
 * @param {string} folder
 * @returns {Promise<void>}
 */
export async function forgetRefusal(folder) {
  await rm(path.join(folder, fileName), { force: true });
}

/**
 * @param {string} file
 * @returns {Promise<Refusal | undefined>} undefined when there is none or it is not readable
 */
async function read(file) {
  try {
    const value = JSON.parse(await readFile(file, 'utf8'));
    const names = ['electronVersion', 'mirror', 'refusedAt', 'reason'];
    return names.every((name) => typeof value?.[name] === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
