import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, test, type TestContext } from 'vitest';
import { startSimulatedVenues, type SimulatedVenues } from '../simulator/simulated-venues';
import { lockFolder } from '../store/files/folder-lock';
import { historyPaths } from '../store/process/history-paths';
import { bundleHistoryProcess, type BundledProcess } from '../store/testing/history-child';
import { endChild, nodeChildPort } from '../processes/testing/node-child';
import { createKeytarSecretStore } from '../keychain/keytar-secret-store';
import { untilSettled } from '../engine/portfolio/until-settled';
import type { Portolan } from '../surroundings';
import { systemClock } from '../timing/system-clock';
import { composedApp, valueOf } from './composed-app';
import { emptyTargetSet } from '../../shared/rebalancing/targets';
import type { Result } from '../../shared/base/failure';

/** Several openings of a real engine, which takes seconds, and the pauses between failed ones. */
const LIMIT_MS = 120_000;
const patiently = { timeout: LIMIT_MS, interval: 100 };
const CAP = { venue: 'okx', percent: '40' };
const PRICE = { asset: 'GEM@okx', usd: '1.50' };
const TARGETS = emptyTargetSet('set-1', 'Long');

/** Tests that run at the same time have a context each. */
type Expect = TestContext['expect'];

let history: BundledProcess;
/** A data folder as a run that connected one key and stored rows of several kinds left it. */
let left: string;
let connectionId: string;
let stored: Awaited<ReturnType<typeof whatIsStored>>;
let draft: ReturnType<typeof draftOf>;

beforeAll(async () => {
  const [bundled, venues] = await Promise.all([bundleHistoryProcess(), startVenues()]);
  history = bundled;
  left = await makeFolder();
  draft = draftOf(venues);
  const { endpoints } = venues;
  const app = composedApp({ dataDirectory: left, endpoints, spawnHistory: history.spawn });
  await valueOf(app.start());
  const { handlers } = app;
  ({ id: connectionId } = await valueOf(handlers.addConnection(draft)));
  await valueOf(handlers.setVenueCap(CAP));
  await valueOf(handlers.setPriceOverride(PRICE));
  await valueOf(handlers.saveTargetSet(TARGETS));
  await valueOf(handlers.updateSettings({ refreshMinutes: 7 }));
  if (!(await untilSettled(app.portfolio, systemClock, LIMIT_MS))) throw new Error('not settled');
  stored = await whatIsStored(app);
  await app.close();
  await venues.stop();
}, LIMIT_MS);

afterAll(async () => {
  await createKeytarSecretStore().remove(connectionId);
  await Promise.all([history.end(), rm(left, { recursive: true, force: true })]);
});

/** Venues of each test's own, all with the same keys: no other test's deposits and requests are seen there. */
function startVenues(): Promise<SimulatedVenues> {
  return startSimulatedVenues({ venues: ['kraken'] });
}

function makeFolder(): Promise<string> {
  return mkdtemp(path.join(os.tmpdir(), 'portolan-database-down-'));
}

function draftOf({ credentials }: SimulatedVenues) {
  const key = credentials.kraken?.[0];
  if (key === undefined) throw new Error('the demo has lost its key at Kraken');
  const { label, apiKey, secret } = key;
  return {
    ...{ venue: 'kraken', label, credentials: { apiKey, secret } },
    ...({ secretStorage: 'keychain', acceptWithdrawalKey: true, acceptOldRuntime: true } as const),
  };
}

async function whatIsStored({ handlers }: Portolan) {
  return {
    records: (await valueOf(handlers.getRecords(undefined))).records,
    settings: (await valueOf(handlers.getSettings(undefined))).settings,
    connections: await valueOf(handlers.listConnections(undefined)),
  };
}

/** A way in which the database cannot be opened; answers what mends it. */
interface Fault {
  readonly words: RegExp;
  readonly begin: (folder: string) => Promise<() => Promise<void>>;
  /** The process to be started meanwhile, where that is what fails. */
  readonly spawn?: () => ChildProcess;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'its process ends at each start': {
    words: /process keeps ending by itself/,
    begin: async () => async () => undefined,
    spawn: () => childOf(process.execPath, '-e', 'process.exit(3)'),
  },
  'another process holds its folder': {
    words: /in use by another running Portolan/,
    begin: async (folder) => {
      const lock = await lockFolder(historyPaths(path.join(folder, 'history')).lock);
      return () => lock.release();
    },
  },
  'the system refuses what it writes': {
    words: /may not become any larger/,
    begin: async () => async () => undefined,
    // In units of 1024 bytes: less than what the opening tries whether there is room for.
    spawn: () =>
      childOf('bash', '-c', 'ulimit -f 512 && exec "$0" "$1"', process.execPath, history.entry),
  },
  'something else is in place of its folder': {
    words: /./,
    begin: async (folder) => {
      const at = path.join(folder, 'history');
      await rename(at, `${at}-away`);
      await writeFile(at, 'no folder');
      return async () => {
        await rename(at, `${at}-wrong`);
        await rename(`${at}-away`, at);
      };
    },
  },
};

function childOf(command: string, ...words: readonly string[]): ChildProcess {
  return spawn(command, words, {
    env: { ...process.env, NODE_PATH: path.resolve(__dirname, '../../node_modules') },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

// At the same time, since most of it is waiting: for pauses that the app makes before it tries again.
test.concurrent.for(Object.entries(FAULTS))(
  'while %s accounts and prices go on, nothing is changed, and all comes back by itself',
  { timeout: LIMIT_MS },
  async ([, fault], { expect, onTestFinished }) => {
    const folder = await makeFolder();
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const venues = await startVenues();
    onTestFinished(() => venues.stop());
    await cp(left, folder, { recursive: true });
    let isDown = true;
    const mend = await fault.begin(folder);
    const app = composedApp({
      dataDirectory: folder,
      endpoints: venues.endpoints,
      spawnHistory() {
        if (!isDown || fault.spawn === undefined) return history.spawn();
        const child = fault.spawn();
        onTestFinished(() => endChild(child));
        return nodeChildPort(child);
      },
    });
    onTestFinished(() => app.close());
    const { handlers } = app;
    expect(await app.start()).toMatchObject({
      ok: false,
      failure: { code: 'storage', message: expect.stringMatching(fault.words) },
    });

    await goesOn(app, venues, expect);
    expect((await valueOf(handlers.getRecords(undefined))).state).toBe('unknown');
    expect((await valueOf(handlers.getStatus(undefined))).connections.state).toBe('unknown');
    await refusesChanges(app, expect);

    isDown = false;
    await mend();
    const state = async () => (await valueOf(handlers.getStatus(undefined))).database.state;
    await expect.poll(state, patiently).toBe('ready');
    await expect
      .poll(async () => (await valueOf(handlers.getRecords(undefined))).state, patiently)
      .toBe('known');
    await expect
      .poll(async () => (await valueOf(handlers.getStatus(undefined))).connections.state, patiently)
      .toBe('known');
    expect(await whatIsStored(app)).toEqual(stored);
    await valueOf(handlers.setVenueCap({ ...CAP, percent: '41' }));
    const secret = await valueOf(createKeytarSecretStore().read(connectionId));
    expect(secret).toMatchObject(draft.credentials);
  },
);

/** What the venue says from now on is shown: a deposit, and another price. */
async function goesOn(
  { handlers, portfolio }: Portolan,
  { world }: SimulatedVenues,
  expect: Expect,
): Promise<void> {
  await expect.poll(() => portfolio.settled, patiently).toBe(true);
  const seen = async () => {
    const { balances, prices, origin } = await valueOf(handlers.getPortfolio(undefined));
    const sol = Object.values(balances).filter(({ code }) => code === 'SOL');
    const price = prices['kraken:SOL'];
    return {
      origin,
      total: sol.reduce((sum, { total }) => sum + Number(total), 0),
      usd: price === undefined || price.kind === 'unpriced' ? 0 : Number(price.usd),
    };
  };
  const before = await seen();
  expect(before).toMatchObject({ origin: 'live', usd: expect.any(Number) });
  world.deposit({ venue: 'kraken', keyIndex: 0, code: 'SOL', amount: '7' });
  world.setPrice('SOL', (before.usd * 1.25).toFixed(2));
  await expect.poll(async () => (await seen()).total - before.total, patiently).toBeCloseTo(7, 6);
  await expect.poll(async () => (await seen()).usd / before.usd, patiently).toBeCloseTo(1.25, 2);
}

/** Each change of what the user made, and of what is connected, is refused: none is known. */
async function refusesChanges({ handlers }: Portolan, expect: Expect): Promise<void> {
  const attempts: Readonly<Record<string, () => Promise<Result<unknown>> | Result<unknown>>> = {
    setVenueCap: () => handlers.setVenueCap({ ...CAP, percent: '1' }),
    removePriceOverride: () => handlers.removePriceOverride({ asset: PRICE.asset }),
    saveTargetSet: () => handlers.saveTargetSet({ ...TARGETS, name: 'Other' }),
    decideToken: () => handlers.decideToken({ asset: 'eip155:1/erc20:0x1', decision: 'spam' }),
    updateSettings: () => handlers.updateSettings({ refreshMinutes: 9 }),
    addConnection: () => handlers.addConnection({ ...draft, label: 'Again' }),
    renameConnection: () => handlers.renameConnection({ id: connectionId, label: 'Other' }),
    disableConnection: () => handlers.setConnectionEnabled({ id: connectionId, enabled: false }),
    removeConnection: () => handlers.removeConnection({ id: connectionId }),
  };
  for (const [name, attempt] of Object.entries(attempts))
    expect([name, await attempt()]).toMatchObject([
      name,
      { ok: false, failure: { code: 'storage' } },
    ]);
  expect((await valueOf(handlers.getSettings(undefined))).settings.refreshMinutes).toBe(7);
}
