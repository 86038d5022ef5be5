import { makeDataFolder, removeDataFolder } from '../harness/data-folder';
import { demoSettledAfterClick } from '../harness/demo-settled';
import { RunningApp } from '../harness/running-app';
import { median, report } from './figures';

/**
 * From the click on "Explore the demo" of a first run to a settled demo on the screen: the venues
 * start, each key goes into the keychain, every account and wallet is read and every coin priced.
 */
const RUNS = 5;
const TARGET_MS = 5_000;

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
for (let run = 0; run < RUNS; run += 1) times.push(await exploreDemo());
report({
  name: 'explore the demo, click to settled, median',
  value: median(times),
  unit: 'ms',
  target: TARGET_MS,
});
report({ name: 'explore the demo, slowest run', value: Math.max(...times), unit: 'ms' });
