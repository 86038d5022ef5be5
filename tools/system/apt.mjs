// @ts-check
import process from 'node:process';
import { run } from '../process/run.mjs';

/** @typedef {import('./requirements.mjs').Requirement} Requirement */
/** @typedef {'root' | 'sudo' | 'needs-password' | 'none'} Installer */

/**
 * How packages can be installed here: as root, through sudo without a password, only by the user,
 * or not with apt at all.
 * @returns {Promise<Installer>}
 */
export async function canInstall() {
  if (!(await succeeds('apt-get', ['--version']))) return 'none';
  if (process.getuid?.() === 0) return 'root';
  return (await succeeds('sudo', ['-n', 'true'])) ? 'sudo' : 'needs-password';
}

/**
 * The line for a person to run.
 * @param {string} names separated by spaces
 * @returns {string}
 */
export function installCommand(names) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`;
}

/**
 * Installs what is missing, refreshing the package lists first when they do not know it.
 * @param {Requirement[]} missing
 * @param {'root' | 'sudo'} installer
 * @returns {Promise<void>} throws with the line to run when apt fails
 */
export async function installPackages(missing, installer) {
  let names = await choose(missing);
  const isUnknown = names.length < missing.length;
  if (isUnknown || (await apt(installer, ['install', ...names])) !== 0) {
    await apt(installer, ['update']);
    names = await choose(missing);
    const all = names.length < missing.length ? missing.map(({ packages }) => packages[0]) : names;
    if ((await apt(installer, ['install', ...all])) !== 0) {
      throw new Error(`apt-get failed. Try it yourself:\n  ${installCommand(all.join(' '))}`);
    }
  }
}

/**
 * The name this release has for each; those it does not know are left out.
 * @param {Requirement[]} missing
 * @returns {Promise<string[]>}
 */
async function choose(missing) {
  const chosen = await Promise.all(
    missing.map(async ({ packages }) => {
      // Newest first: an old name may linger as a choice between unrelated providers.
      for (const name of [...packages].reverse()) if (await hasCandidate(name)) return [name];
      return [];
    }),
  );
  return chosen.flat();
}

/** @param {string} name */
async function hasCandidate(name) {
  const env = { ...process.env, LC_ALL: 'C' };
  const result = await run('apt-cache', ['policy', name], { env, capture: true });
  const candidate = /^\s*Candidate: (.*)$/m.exec(result.output)?.[1];
  return candidate !== undefined && candidate !== '(none)';
}

/**
 * @param {'root' | 'sudo'} installer
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
async function apt(installer, args) {
  const command = [
    ...(installer === 'sudo' ? ['sudo', '-n'] : []),
    ...['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-y', '-qq'],
    // Another installation may be running, as on a machine that has just come up.
    ...['--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'],
  ];
  const [program = 'env', ...first] = command;
  return (await run(program, [...first, ...args])).code;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function succeeds(command, args) {
  const result = await run(command, args, { capture: true }).catch(() => undefined);
  return result?.code === 0;
}
