import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  startSimulatedVenues,
  type SimulatedVenues,
} from '../../electron/simulator/simulated-venues';
import { connect } from '../harness/connect';
import { makeDataFolder, removeDataFolder } from '../harness/data-folder';
import { repositoryRoot } from '../harness/electron-program';
import { RunningApp } from '../harness/running-app';
import { smallWorld } from '../harness/small-world';
import { LIMIT_MS, withBareWindow, withElectron } from './bare-window';
import { report } from './figures';

/**
 * From starting the program to a painted portfolio of the last run, against a window that holds one
 * line of text: the same Electron, the same size, by turns. Painted means that two frames were drawn
 * with it; both programs say when that was.
 */
const RUNS = 9;
const TARGET_RATIO = 1.6;

/** Portolan logs when it was painted, with the time in front. */
async function portolanPainted(dataFolder: string, startedAt: number): Promise<number> {
  const log = path.join(dataFolder, 'logs', 'portolan.log');
  const deadline = startedAt + LIMIT_MS;
  while (Date.now() < deadline) {
    const lines = (await readFile(log, 'utf8').catch(() => '')).split('\n');
    const instants = lines
      .filter((line) => line.endsWith('portfolio is on the screen'))
      .map((line) => Date.parse(line.split(' ')[0] ?? ''));
    const painted = instants.find((at) => at >= startedAt);
    if (painted !== undefined) return painted;
    await delay(20);
  }
  throw new Error('no portfolio was painted');
}

/** A run that leaves a portfolio behind for the next ones to paint. */
async function leavePortfolio(dataFolder: string, venues: SimulatedVenues): Promise<void> {
  const app = await RunningApp.launch({ dataFolder, endpoints: venues.endpoints });
  await connect(app, venues, 'binance', 0);
  await connect(app, venues, 'kraken', 0);
  await app.settled();
  await app.quit();
}

const venues = await startSimulatedVenues({ world: smallWorld() });
const dataFolder = await makeDataFolder();
const bareFolder = await makeDataFolder();
try {
  await leavePortfolio(dataFolder, venues);
  const env = { PORTOLAN_VENUE_ENDPOINTS: JSON.stringify(venues.endpoints) };
  const timeBare = () =>
    withBareWindow(bareFolder, 0, async ({ paintedAfterMs }) => paintedAfterMs);
  const timePortolan = () =>
    withElectron(
      [repositoryRoot, `--data-dir=${dataFolder}`],
      env,
      async ({ startedAt }) => (await portolanPainted(dataFolder, startedAt)) - startedAt,
    );

  const bare: number[] = [];
  const portolan: number[] = [];
  // One of each that does not count: the files are read from the disk for the first time.
  await timeBare();
  await timePortolan();
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(await timeBare());
    portolan.push(await timePortolan());
  }
  report({
    name: 'start to the last portfolio',
    unit: 'ms',
    values: portolan,
    floor: { name: 'bare window', values: bare, paired: true },
    target: { of: 'ratio', most: TARGET_RATIO },
  });
} finally {
  await venues.stop();
  await removeDataFolder(dataFolder);
  await removeDataFolder(bareFolder);
}
