import { setTimeout as delay } from 'node:timers/promises';
import {
  startSimulatedVenues,
  type SimulatedVenues,
} from '../../electron/simulator/simulated-venues';
import { scaleWorld } from '../../electron/simulator/roster/scale-world';
import { connect } from '../harness/connect';
import { makeDataFolder, removeDataFolder } from '../harness/data-folder';
import { worthOf } from '../harness/portfolio-sums';
import { RunningApp } from '../harness/running-app';
import { report, requireThat } from './figures';

/**
 * From a change at a venue to the changed total on the screen, in the real app: venue, WebSocket, ccxt,
 * valuation, IPC, React, a drawn frame. A frame counts as drawn when the page gets to run after it, so
 * the figure is the upper bound of what an eye would see. The floor is a call of the page that main answers
 * at once, and a frame after it.
 */
const COINS = 40;
const SINGLE_EVENTS = 200;
const TARGET_P95_MS = 100;
const ROUND_TRIPS = 100;
const EXACT_AFTER_MS = 1_000;
const RATE = 1000;
const SECONDS = 10;
const BATCH_MS = 10;
const FINAL_LIMIT_MS = 10_000;

/** Notes each drawn total with the time at which it was drawn. */
async function notePaints({ page }: RunningApp): Promise<void> {
  await page.evaluate(() => {
    const total = document.querySelector('[data-testid=total]');
    if (total === null) throw new Error('there is no total on the screen');
    const paints: number[] = [];
    Object.assign(window, { paints });
    const afterFrame = new MessageChannel();
    afterFrame.port1.onmessage = () => paints.push(Date.now());
    const note = () => requestAnimationFrame(() => afterFrame.port2.postMessage(undefined));
    new MutationObserver(note).observe(total, { attributeFilter: ['data-value'] });
  });
}

/** The time of a paint, counted from zero, as soon as it has happened. */
function paint({ page }: RunningApp, index: number): Promise<number> {
  return page.evaluate(
    (index) =>
      new Promise<number>((resolve) => {
        const paints = Reflect.get(window, 'paints') as number[];
        const look = (): void => {
          const at = paints[index];
          if (at === undefined) setTimeout(look, 5);
          else resolve(at);
        };
        look();
      }),
    index,
  );
}

/** Milliseconds of calls that main answers at once, each to a drawn frame. */
async function timeRoundTrips({ page }: RunningApp): Promise<number[]> {
  const times: number[] = [];
  for (let trip = 0; trip < ROUND_TRIPS; trip += 1) {
    await delay(betweenEventsMs());
    times.push(
      await page.evaluate(async () => {
        const startedAt = performance.now();
        await window.portolan.call.getAppInfo();
        await new Promise<void>((resolve) => {
          const afterFrame = new MessageChannel();
          afterFrame.port1.onmessage = () => resolve();
          requestAnimationFrame(() => afterFrame.port2.postMessage(undefined));
        });
        return performance.now() - startedAt;
      }),
    );
  }
  return times;
}

/** Frames are regular; events must not fall into step with them. */
const betweenEventsMs = (): number => 40 + Math.random() * 60;

async function timeSingleEvents(app: RunningApp, { world }: SimulatedVenues): Promise<void> {
  await notePaints(app);
  const times: number[] = [];
  for (let event = 0; event < SINGLE_EVENTS; event += 1) {
    const code = codeOf(event);
    await delay(betweenEventsMs());
    const at = Date.now();
    world.deposit({ venue: 'binance', keyIndex: 0, code, amount: '1.25' });
    times.push((await paint(app, event)) - at);
  }
  const floor = { name: 'call of main to a frame', values: await timeRoundTrips(app) };
  report({ name: 'event to pixel', unit: 'ms', values: times, floor });
  report({
    name: 'event to pixel',
    unit: 'ms',
    values: times,
    by: 'p95',
    floor,
    target: { of: 'value', most: TARGET_P95_MS },
  });
}

async function sustain(app: RunningApp, { world }: SimulatedVenues): Promise<void> {
  const drawn = () => app.page.evaluate(() => (Reflect.get(window, 'paints') as number[]).length);
  const drawnBefore = await drawn();
  const startedAt = performance.now();
  let sent = 0;
  while (sent < RATE * SECONDS) {
    const due = Math.min(RATE * SECONDS, ((performance.now() - startedAt) / 1000) * RATE);
    for (; sent < due; sent += 1)
      world.setBalance('binance', 0, 'spot', codeOf(sent), {
        available: `${sent}.${String(sent).padStart(8, '0')}`,
      });
    await delay(BATCH_MS);
  }
  const lastAt = performance.now();
  const seconds = (lastAt - startedAt) / 1000;
  report({
    name: `events sent per second, for ${seconds.toFixed(1)} s`,
    unit: '/s',
    values: [sent / seconds],
  });
  report({
    name: 'totals drawn per second meanwhile',
    unit: '/s',
    values: [((await drawn()) - drawnBefore) / seconds],
  });

  while (!(await isExact(app, world)) && performance.now() - lastAt < FINAL_LIMIT_MS)
    await delay(20);
  report({
    name: 'exact on the screen after the last event',
    unit: 'ms',
    values: [performance.now() - lastAt],
    target: { of: 'value', most: EXACT_AFTER_MS },
  });
  requireThat(await isExact(app, world), 'after the events every balance and the total are exact');
}

/** Every balance is the venue's, and the total on the screen is what they come to. */
async function isExact(app: RunningApp, world: SimulatedVenues['world']): Promise<boolean> {
  const shown = await app.page.getByTestId('total').getAttribute('data-value');
  const state = await app.call('getPortfolio');
  const held = world.holdings('binance', 0, 'spot');
  const rows = Object.values(state.balances);
  return (
    rows.length === held.size &&
    rows.every(({ code, total }) => held.get(code)?.available.toFixed() === total) &&
    shown === worthOf(state).toFixed()
  );
}

const codeOf = (event: number): string => `A${String((event % COINS) + 1).padStart(5, '0')}`;

const venues = await startSimulatedVenues({
  world: scaleWorld({ venue: 'binance', connections: 1, balancesPerConnection: COINS }),
});
const dataFolder = await makeDataFolder();
const app = await RunningApp.launch({ dataFolder, endpoints: venues.endpoints });
try {
  await connect(app, venues, 'binance', 0);
  await app.settled();
  while (!venues.streams.topics('binance').includes('spot:0')) await delay(20);
  await timeSingleEvents(app, venues);
  await sustain(app, venues);
} finally {
  await app.quit();
  await venues.stop();
  await removeDataFolder(dataFolder);
}
