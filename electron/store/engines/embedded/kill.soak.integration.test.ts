import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistorySeries } from '../../../../shared/history/series';
import { inRound, randomOf, rounds, seed } from '../../../testing/rounds';
import { bundleHistoryProcess, type BundledProcess } from '../../testing/history-child';
import { HistoryDriver } from '../../testing/history-driver';
import { between } from '../../testing/random-damage';
import { MINUTE, START, totalEntry } from '../../testing/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { waitFor } from '../../../timing/timer';

const NAME = 'kills';
const figures = { rounds: 0, whileOpening: 0, acknowledged: 0 };
afterAll(() => process.stdout.write(`${NAME}: seed ${seed} ${JSON.stringify(figures)}\n`));

let bundled: BundledProcess;
beforeAll(async () => {
  bundled = await bundleHistoryProcess();
});
afterAll(() => bundled.end());

/** Every recorded total, as often as it is there, by asking for spans of no more points than an answer holds. */
async function recorded(driver: HistoryDriver, last: number): Promise<readonly number[]> {
  const numbers: number[] = [];
  const step = 4_000;
  for (let first = 0; first <= last; first += step) {
    const query = {
      portfolio: 'main',
      from: START + first * MINUTE,
      to: START + (first + step - 1) * MINUTE,
      maxPoints: step,
    };
    const answer = await driver.request('totals', query);
    if (answer === 'ended' || !answer.ok) throw new Error('no totals');
    const series = answer.value as HistorySeries;
    numbers.push(...series.points.map(({ totalUsd }) => Number(totalUsd)));
  }
  return numbers;
}

/** All that was ever acknowledged is there once, and nothing that was never sent. */
async function expectAll(
  driver: HistoryDriver,
  acknowledged: ReadonlySet<number>,
  last: number,
): Promise<void> {
  const numbers = await recorded(driver, last);
  const there = new Set(numbers);
  expect([...acknowledged].filter((one) => !there.has(one))).toEqual([]);
  expect(numbers).toHaveLength(there.size);
  expect(Math.max(0, ...numbers)).toBeLessThanOrEqual(last);
}

/**
 * The real process, killed by SIGKILL at a random moment of opening, writing, upkeep (aggregates,
 * compression, backup) or closing; the next one is asked for all that was ever acknowledged.
 */
test(
  'kills at random moments: the next process has all that was acknowledged, once',
  { timeout: rounds(300_000, 7_200_000) },
  async () => {
    const directory = await temporaryFolder();
    const acknowledged = new Set<number>();
    let last = 0;
    for (let round = 0; round < rounds(3, 200); round++)
      await inRound(NAME, round, async () => {
        const random = randomOf(NAME, round);
        const driver = new HistoryDriver(bundled.spawn());
        const opening = driver.request('open', { directory });
        if (random() < 0.2) {
          // The time is random, not waited for: whatever it does then, it is killed.
          await waitFor(between(random, 0, 3_000));
          await driver.kill();
          figures.whileOpening += 1;
        } else {
          expect(await opening).toMatchObject({ ok: true });
          await expectAll(driver, acknowledged, last);
          const enough = between(random, 1, 180);
          await new Promise<void>((resolve) => {
            if (random() < 0.5) void driver.request('maintain', null).then(() => resolve());
            for (let count = 1; count <= enough + 20; count++) {
              const number = (last += 1);
              void driver
                .request('write', totalEntry(START + number * MINUTE, String(number)))
                .then((answer) => {
                  if (answer !== 'ended' && answer.ok) acknowledged.add(number);
                  if (count === enough) resolve();
                });
            }
            if (random() < 0.2) void driver.request('close', null).then(() => resolve());
          });
          await driver.kill();
        }
        figures.rounds += 1;
        figures.acknowledged = acknowledged.size;
        if (figures.rounds % 20 === 0)
          process.stdout.write(`${NAME}: ${JSON.stringify(figures)}\n`);
      });
    const driver = new HistoryDriver(bundled.spawn());
    expect(await driver.request('open', { directory })).toMatchObject({ ok: true });
    await expectAll(driver, acknowledged, last);
    await driver.kill();
  },
);
