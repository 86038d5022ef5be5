import { test as base, expect, type TestInfo } from '@playwright/test';
import {
  startSimulatedVenues,
  type SimulatedVenues,
  type SimulationOptions,
} from '../../electron/simulator/simulated-venues';
import { makeDataFolder, removeDataFolder } from './data-folder';
import { openedWith, type OpenedApp, type WorldKey } from './opened-app';
import { ownDesktop } from './own-desktop';
import { copyPreparedHistory } from './prepared-history';
import { RunningApp, type LaunchOptions } from './running-app';
import { smallWorld } from './small-world';

interface Stoppable {
  stop(): Promise<void>;
}

export interface Fixtures {
  /** Whether the data folder begins without a database, as on a new machine. Making one takes seconds. */
  readonly isFirstStart: boolean;
  /** Nothing but an empty history in it at the start, unless it is a first start; gone at the end. */
  readonly dataFolder: string;
  /** Starts simulated venues, with the small world unless another is given. */
  readonly startVenues: (options?: SimulationOptions) => Promise<SimulatedVenues>;
  /** Keeps a server running until the app is gone, then stops it. */
  readonly keep: <Server extends Stoppable>(starting: Promise<Server>) => Promise<Server>;
  /** Starts the app on the test's data folder. */
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<RunningApp>;
  /**
   * Opens the app on the small world with these keys connected, as most journeys begin: on `venues` if they
   * were started and prepared before, with `endpoints` of other servers beside them.
   */
  readonly open: (
    keys: readonly WorldKey[],
    options?: {
      readonly venues?: SimulatedVenues;
      readonly endpoints?: Readonly<Record<string, string>>;
    },
  ) => Promise<OpenedApp>;
  /** Complaints of the page that the test provokes, and that are not held against it. */
  readonly tolerated: RegExp[];
}

interface WorkerFixtures {
  readonly desktop: void;
}

/**
 * Tests that start what they need and leave nothing behind: no process, no folder. A test also fails
 * when the page complained in its console or the app logged a defect while all else looked well.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  // eslint's rules of hooks take a fixture's `use` for React's, so it is called `provide` here.
  desktop: [
    async ({}, provide) => {
      const takeDown = await ownDesktop();
      await provide();
      await takeDown();
    },
    { scope: 'worker', auto: true },
  ],

  isFirstStart: [false, { option: true }],

  dataFolder: async ({ isFirstStart }, provide) => {
    const folder = await makeDataFolder();
    if (!isFirstStart) await copyPreparedHistory(folder);
    await provide(folder);
    await removeDataFolder(folder);
  },

  startVenues: async ({}, provide) => {
    const started: SimulatedVenues[] = [];
    await provide(async (options = {}) => {
      const venues = await startSimulatedVenues({ world: smallWorld(), ...options });
      started.push(venues);
      return venues;
    });
    await Promise.all(started.map((venues) => venues.stop()));
  },

  keep: async ({}, provide) => {
    const kept: Stoppable[] = [];
    await provide(async (starting) => {
      const server = await starting;
      kept.push(server);
      return server;
    });
    await Promise.all(kept.map((server) => server.stop()));
  },

  open: async ({ launch, startVenues }, provide) => {
    await provide(async (keys, options = {}) => {
      const venues = options.venues ?? (await startVenues());
      const endpoints = { ...venues.endpoints, ...options.endpoints };
      return openedWith(await launch({ endpoints }), venues, keys);
    });
  },

  tolerated: async ({}, provide) => {
    await provide([]);
  },

  // Asks for the servers although it does not use them: what is set up first is taken down last, and
  // no app shall see its venues go.
  launch: async (
    { dataFolder, startVenues: _venues, keep: _servers, tolerated },
    provide,
    testInfo,
  ) => {
    const started: RunningApp[] = [];
    await provide(async (options = {}) => {
      const app = await RunningApp.launch({ dataFolder, ...options });
      started.push(app);
      return app;
    });
    for (const app of started) {
      if (testInfo.status !== testInfo.expectedStatus) await attachPicture(app, testInfo);
      await app.quit();
      if (testInfo.status !== testInfo.expectedStatus) await attachLog(app, testInfo);
    }
    for (const app of started) {
      const problems = app.problems.filter(
        (problem) => !tolerated.some((pattern) => pattern.test(problem)),
      );
      expect.soft(problems, 'complaints of the page').toEqual([]);
      expect.soft(await app.loggedErrors(), 'defects in the log').toEqual([]);
    }
  },
});

export { expect };

async function attachPicture(app: RunningApp, testInfo: TestInfo): Promise<void> {
  try {
    await testInfo.attach('window', {
      body: await app.page.screenshot({ timeout: 5_000 }),
      contentType: 'image/png',
    });
  } catch {
    // The app is gone, or its window: the log says more.
  }
}

async function attachLog(app: RunningApp, testInfo: TestInfo): Promise<void> {
  await testInfo.attach('log', { body: await app.log(), contentType: 'text/plain' });
  await testInfo.attach('output', { body: app.output, contentType: 'text/plain' });
}
