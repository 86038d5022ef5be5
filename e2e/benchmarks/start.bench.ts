import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startSimulatedVenues, type SimulatedVenues } from '../../electron/demo/simulated-venues';
import { connect } from '../harness/connect';
import { makeDataFolder, removeDataFolder } from '../harness/data-folder';
import { electronProgram, environment, isRoot, repositoryRoot } from '../harness/electron-program';
import { killAll, processTree, untilGone } from '../harness/processes';
import { RunningApp } from '../harness/running-app';
import { smallWorld } from '../harness/small-world';
import { median, report } from './figures';

/**
 * From starting the program to a painted portfolio of the last run, against a window that holds one
 * line of text: the same Electron, the same size, by turns. Painted means that two frames were drawn
 * with it; both programs say when that was.
 */
const RUNS = 9;
const LIMIT_MS = 30_000;
const TARGET_RATIO = 1.6;

async function timeStart(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  paintedAt: (child: ChildProcess, startedAt: number) => Promise<number>,
): Promise<number> {
  const sandbox = isRoot ? ['--no-sandbox'] : [];
  const startedAt = Date.now();
  const child = spawn(electronProgram(), [...sandbox, ...args], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    return (await paintedAt(child, startedAt)) - startedAt;
  } finally {
    await end(child);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const processes = await processTree(child.pid);
  child.kill('SIGTERM');
  killAll(await untilGone(processes, LIMIT_MS));
}

/** The bare window writes when it was painted. */
function bareWindowPainted(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', () => reject(new Error('the bare window ended')));
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      output += part;
      const at = /painted at (\d+)/.exec(output)?.[1];
      if (at !== undefined) resolve(Number(at));
    });
  });
}

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
  const bareApp = path.join(repositoryRoot, 'e2e', 'benchmarks', 'bare-window');
  const timeBare = () =>
    timeStart([`--user-data-dir=${bareFolder}`, bareApp], {}, bareWindowPainted);
  const timePortolan = () =>
    timeStart([repositoryRoot, `--data-dir=${dataFolder}`], env, (_child, startedAt) =>
      portolanPainted(dataFolder, startedAt),
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
  report({ name: 'start to a bare window, median', value: median(bare), unit: 'ms' });
  report({ name: 'start to the last portfolio, median', value: median(portolan), unit: 'ms' });
  report({
    name: 'start, against a bare window',
    value: median(portolan) / median(bare),
    unit: 'times',
    target: TARGET_RATIO,
  });
} finally {
  await venues.stop();
  await removeDataFolder(dataFolder);
  await removeDataFolder(bareFolder);
}
