import type * as promises from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { inRound, randomOf, rounds, seed } from '../../../testing/rounds';
import { fileDriver, heldBy } from '../../testing/file-engine';
import { openStore } from '../../testing/open-store';
import { between } from '../../testing/random-damage';
import { cutPowerAfter, restoreFlushed } from '../../testing/recording-disk';
import { MINUTE, START, totalEntry } from '../../testing/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import type { Store } from '../../history/store';
import { openHistory } from '../../process/open-history';

vi.mock('node:fs/promises', async (original) => {
  const { recording } = await import('../../testing/recording-disk');
  return recording(await original<typeof promises>());
});

const NAME = 'power cuts';
const figures = { rounds: 0, duringOpening: 0, acknowledged: 0, lost: 0 };
afterAll(() => process.stdout.write(`${NAME}: seed ${seed} ${JSON.stringify(figures)}\n`));

function entry(number: number) {
  return totalEntry(START + number * MINUTE, String(number));
}

const OPTIONS = { driver: fileDriver, segmentBytes: 1_500 };

/** Writes, backs up and closes until the power goes; resolves when all that was begun has failed. */
async function workUntilDark(
  directory: string,
  boot: string,
  random: () => number,
  acknowledge: (number: number) => void,
  next: () => number,
): Promise<void> {
  let opened: Store | undefined;
  try {
    opened = await openHistory({
      ...OPTIONS,
      ...{ directory, boot, lockPatienceMs: 0, now: Date.now },
      log: () => undefined,
      onWaiting: () => undefined,
      onFatal: () => undefined,
    });
    for (let step = 0; step < 60; step++) {
      const writes = Array.from({ length: between(random, 1, 4) }, () => {
        const number = next();
        return opened?.write(entry(number)).then(() => acknowledge(number));
      });
      await Promise.all(writes);
      if (random() < 0.1) await opened.backUp();
    }
  } catch {
    figures.duringOpening += opened === undefined ? 1 : 0;
  }
  await opened?.close().catch(() => undefined);
}

test(
  'power cuts at random flushes: what was acknowledged is there, without a word of loss',
  { timeout: rounds(120_000, 3_600_000) },
  async () => {
    onTestFinished(() => cutPowerAfter(Infinity));
    let directory = path.join(await temporaryFolder(), 'history');
    const acknowledged = new Set<number>();
    let last = 0;
    for (let round = 0; round < rounds(15, 200); round++)
      await inRound(NAME, round, async () => {
        const random = randomOf(NAME, round);
        cutPowerAfter(between(random, 1, 120));
        await workUntilDark(
          directory,
          `run ${round}`,
          random,
          (number) => acknowledged.add(number),
          () => (last += 1),
        );
        cutPowerAfter(Infinity);
        const left = path.join(await temporaryFolder(), 'history');
        await restoreFlushed(directory, left);
        directory = left;

        const { store, findings, log } = await openStore(directory, {
          ...OPTIONS,
          boot: `after run ${round}`,
        });
        const held = await store.inspect((engine) => Promise.resolve(heldBy(engine)));
        const payloads = new Set(held.values());
        const lost = [...acknowledged].filter((one) => !payloads.has(JSON.stringify(entry(one))));
        expect(lost, log.join('\n')).toEqual([]);
        expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
        await store.close();
        figures.rounds += 1;
        figures.acknowledged = acknowledged.size;
      });
  },
);
