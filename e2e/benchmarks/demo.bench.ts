import { fork } from 'node:child_process';
import path from 'node:path';
import { endChild, nodeChildPort } from '../../electron/processes/testing/node-child';
import type { DemoTable } from '../../electron/simulator/demo-table';
import { connect } from '../../shared/channel/client';
import { repositoryRoot } from '../harness/electron-program';
import { makeDataFolder, removeDataFolder } from '../harness/data-folder';
import { demoSettledAfterClick } from '../harness/demo-settled';
import { RunningApp } from '../harness/running-app';
import { report, requireThat } from './figures';

/**
 * From the click on "Explore the demo" of a first run to a settled demo on the screen: the venues
 * start, each key goes into the keychain, every account and wallet is read and every coin priced. It cannot
 * be faster than a process of the same venues takes to start and to answer one request each.
 */
const RUNS = 3;
const TARGET_MS = 5_000;

/** Milliseconds from starting the venues' process to the last venue's first answer. */
async function venuesStartAndAnswer(): Promise<number> {
  const startedAt = performance.now();
  const program = path.join(repositoryRoot, 'out', 'main', 'demo-process.cjs');
  const venues = fork(program, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const running = await connect<DemoTable>(nodeChildPort(venues)).call.venues();
    if (!running.ok) throw new Error(running.failure.message);
    const addresses = Object.values(running.value.endpoints);
    requireThat(addresses.length > 0, 'the demo has venues');
    await Promise.all(addresses.map(async (address) => (await fetch(address)).arrayBuffer()));
    return performance.now() - startedAt;
  } finally {
    await endChild(venues);
  }
}

async function exploreDemo(): Promise<number> {
  const dataFolder = await makeDataFolder();
  try {
    const app = await RunningApp.launch({ dataFolder });
    try {
      const button = app.page.getByRole('button', { name: 'Explore the demo' });
      await button.waitFor();
      const settledAfter = demoSettledAfterClick(app);
      await button.click();
      const milliseconds = await settledAfter;
      const removed = await app.ask('removeDemo');
      if (!removed.ok) throw new Error(`the demo was not removed: ${removed.failure.message}`);
      return milliseconds;
    } finally {
      await app.quit();
    }
  } finally {
    await removeDataFolder(dataFolder);
  }
}

const times: number[] = [];
const floor: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  floor.push(await venuesStartAndAnswer());
  times.push(await exploreDemo());
}
report({
  name: 'explore the demo, click to settled',
  unit: 'ms',
  values: times,
  floor: { name: 'its venues start, and answer once', values: floor },
  target: { of: 'value', most: TARGET_MS },
});
