// @ts-check
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { startOwned } from '../process/owned-process.mjs';
import { run } from '../process/run.mjs';
import { removeAtExit } from '../process/temporary-folder.mjs';

/** @typedef {import('../process/owned-process.mjs').OwnedProcess} OwnedProcess */

const startLimitMilliseconds = 20_000;
const secretsName = 'org.freedesktop.secrets';

/**
 * A session bus and an unlocked keyring of their own, empty at the start and gone at the end.
 * @typedef {object} PrivateKeyring
 * @property {NodeJS.ProcessEnv} env what programs need to reach it
 * @property {() => Promise<void>} lock as the desktop does it when nobody is there
 * @property {() => Promise<void>} unlock as the user does it with the password
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a private D-Bus session with a gnome-keyring on it. All of their files are in a temporary
 * folder, so the user's own keyring is neither read nor written.
 * @returns {Promise<PrivateKeyring>} throws when one of the two does not start
 */
export async function startKeyring() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-keyring-'));
  const forget = removeAtExit(folder);
  /** @type {OwnedProcess[]} */
  const started = [];
  const stop = async () => {
    for (const owned of [...started].reverse()) await owned.stop();
    await rm(folder, { recursive: true, force: true });
    forget();
  };
  try {
    const runtime = path.join(folder, 'runtime');
    const data = path.join(folder, 'data');
    await mkdir(runtime, { mode: 0o700 });
    await mkdir(data, { mode: 0o700 });
    const address = await startBus(folder, started);
    const env = { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime };
    const daemonEnv = { ...process.env, ...env, XDG_DATA_HOME: data };
    const password = randomBytes(24).toString('hex');
    await startDaemon(daemonEnv, address, password, started);
    return {
      env,
      lock: () => lockDefault(address),
      unlock: () => unlockDefault(runtime, address, password),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {string} folder
 * @param {OwnedProcess[]} started
 * @returns {Promise<string>} the bus address
 */
async function startBus(folder, started) {
  const configuration = path.join(folder, 'bus.conf');
  // No service folders: nothing is started behind our back (portals, a second keyring, dconf).
  await writeFile(
    configuration,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`,
  );
  const bus = startOwned(
    'dbus-daemon',
    [`--config-file=${configuration}`, '--nofork', '--nopidfile', '--print-address=3'],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  started.push(bus);
  let errors = '';
  bus.child.stderr?.setEncoding('utf8').on('data', (part) => (errors += part));
  return new Promise((resolve, reject) => {
    let answer = '';
    bus.child.stdio[3]?.on('data', (part) => {
      answer += part;
      if (answer.includes('\n')) resolve(answer.trim());
    });
    bus.exited.then(
      () => reject(new Error(`dbus-daemon ended at once. ${errors.trim()}`)),
      (error) => reject(new Error(`dbus-daemon cannot be started: ${error.message}`)),
    );
  });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} address
 * @param {string} password
 * @param {OwnedProcess[]} started
 */
async function startDaemon(env, address, password, started) {
  const daemon = startOwned(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets'],
    { env, stdio: ['pipe', 'ignore', 'pipe'] },
  );
  started.push(daemon);
  let errors = '';
  daemon.child.stderr?.setEncoding('utf8').on('data', (part) => (errors += part));
  let ended = '';
  daemon.exited.then(
    () => (ended = `gnome-keyring-daemon ended at once. ${errors.trim()}`),
    (error) => (ended = `gnome-keyring-daemon cannot be started: ${error.message}`),
  );
  daemon.child.stdin?.on('error', () => undefined);
  daemon.child.stdin?.end(password);

  const giveUpAt = performance.now() + startLimitMilliseconds;
  while (!(await isOwned(secretsName, address))) {
    if (ended !== '') throw new Error(ended);
    if (performance.now() > giveUpAt) {
      throw new Error(`gnome-keyring-daemon did not start within 20 s. ${errors.trim()}`);
    }
    await delay(50);
  }
}

/** @param {string} address */
async function lockDefault(address) {
  await askSecrets(address, [
    ...['/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock'],
    'array:objpath:/org/freedesktop/secrets/collection/login',
  ]);
  if (!(await isLocked(address))) throw new Error('the keyring did not lock');
}

/**
 * Says the password to the daemon's control socket, as the login of a desktop does: a byte that proves who
 * asks, then the length of the message, the operation "unlock", and the password with its own length.
 * @param {string} runtime
 * @param {string} address
 * @param {string} password
 */
async function unlockDefault(runtime, address, password) {
  const text = Buffer.from(password);
  const message = Buffer.alloc(1 + 12 + text.length);
  message.writeUInt32BE(12 + text.length, 1);
  message.writeUInt32BE(1, 5);
  message.writeUInt32BE(text.length, 9);
  text.copy(message, 13);
  await new Promise((resolve, reject) => {
    const socket = createConnection(path.join(runtime, 'keyring', 'control'));
    socket.on('error', reject);
    socket.on('data', () => socket.end());
    socket.on('close', resolve);
    socket.write(message);
  });
  if (await isLocked(address)) throw new Error('the keyring did not unlock');
}

/** @param {string} address */
async function isLocked(address) {
  const answer = await askSecrets(address, [
    ...['/org/freedesktop/secrets/collection/login', 'org.freedesktop.DBus.Properties.Get'],
    ...['string:org.freedesktop.Secret.Collection', 'string:Locked'],
  ]);
  return answer.includes('true');
}

/**
 * @param {string} address
 * @param {readonly string[]} question
 * @returns {Promise<string>}
 */
async function askSecrets(address, question) {
  const { output } = await run(
    'dbus-send',
    [`--bus=${address}`, '--print-reply=literal', `--dest=${secretsName}`, ...question],
    { capture: true },
  );
  return output;
}

/**
 * @param {string} name
 * @param {string} address
 */
async function isOwned(name, address) {
  const result = await run(
    'dbus-send',
    [
      ...[`--bus=${address}`, '--print-reply=literal', '--dest=org.freedesktop.DBus'],
      ...['/', 'org.freedesktop.DBus.NameHasOwner', `string:${name}`],
    ],
    { capture: true },
  );
  return result.output.includes('true');
}
