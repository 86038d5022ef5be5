import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { HistoryFinding } from '../../services/ports/history';
import { inRound, randomOf, rounds, seed } from '../../testing/rounds';
import { fileDriver, heldBy } from '../testing/file-engine';
import { openStore, type OpenedStore } from '../testing/open-store';
import { between, damageSome, mixPages, pick } from '../testing/random-damage';
import { MINUTE, START, totalEntry } from '../testing/samples';
import { temporaryFolder } from '../testing/temporary-folder';
import type { EmbeddedStore } from './embedded-store';
import { storePaths, type StorePaths } from './store-paths';

/** Kept small, so that a journal of some dozen entries has several. */
const SEGMENT_BYTES = 2_000;
const NAME = 'random damages';
const figures = { rounds: 0, roundsWithLoss: 0, entriesLostAndNamed: 0 };
const tell = (): boolean =>
  process.stdout.write(`${NAME}: seed ${seed} ${JSON.stringify(figures)}\n`);
afterAll(tell);

type Ending = 'closed' | 'killed' | 'power cut';

function entry(number: number) {
  return totalEntry(START + number * MINUTE, String(number));
}

function isLost(findings: readonly HistoryFinding[], sequence: number): boolean {
  return findings.some(({ lost }) =>
    lost.some(({ from, to }) => from <= sequence && sequence <= to),
  );
}

/** Which of the first `count` entries the engine holds as they were written. */
function held(store: EmbeddedStore, count: number): Promise<ReadonlySet<number>> {
  return store.inspect((engine) => {
    const payloads = heldBy(engine);
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    return Promise.resolve(
      new Set(numbers.filter((one) => payloads.get(one) === JSON.stringify(entry(one)))),
    );
  });
}

function openOn(directory: string, boot: string, log: string[] = []): Promise<OpenedStore> {
  return openStore(directory, {
    driver: fileDriver,
    segmentBytes: SEGMENT_BYTES,
    boot,
    log: (message) => log.push(message),
  });
}

/** The folder as it is now, elsewhere: what is left when the process or the machine dies at this moment. */
async function leaveBehind(directory: string): Promise<string> {
  const left = path.join(await temporaryFolder(), 'history');
  await cp(directory, left, { recursive: true });
  await rm(storePaths(left).lock, { force: true });
  return left;
}

/** A history of some entries, left in one of three ways; its folder and how many were acknowledged. */
async function leave(random: () => number, ending: Ending) {
  const running = await temporaryFolder();
  const { store } = await openOn(running, 'first');
  let count = 0;
  const write = async (entries: number): Promise<void> => {
    for (let more = 0; more < entries; more++) await store.write(entry((count += 1)));
    await store.inspect(() => Promise.resolve());
  };
  await write(between(random, 1, 40));
  if (random() < 0.6) await store.backUp();
  const before = path.join(await temporaryFolder(), 'engine');
  await cp(storePaths(running).engine, before, { recursive: true });
  await write(between(random, 0, 40));
  // Within the quarter of a second that the mark of the newest entry lags, a lost end cannot be told.
  await store.maintain();
  if (ending === 'closed') await store.close();
  const left = await leaveBehind(running);
  await store.close();
  if (ending === 'power cut') await mixPages(storePaths(left).engine, before, random);
  return { left, count };
}

/** What may be damaged. An engine that was killed has no word of how its files should be. */
function targetsOf(ending: Ending): readonly (keyof StorePaths)[] {
  const always = ['journal', 'journal', 'journal', 'backups', 'identity', 'engineTrust'] as const;
  return ending === 'closed' ? [...always, 'engine', 'engine'] : always;
}

async function damageAndOpen(random: () => number): Promise<void> {
  const ending = pick<Ending>(random, ['closed', 'killed', 'power cut']);
  const { left, count } = await leave(random, ending);
  const target = pick(random, targetsOf(ending));
  const damage = (await damageSome(storePaths(left)[target], random)) ?? 'nothing to damage';
  const log: string[] = [];
  const told = (): string => `${ending}, ${count} entries, ${damage}\n${log.join('\n')}`;

  const second = await openOn(left, ending === 'power cut' ? 'second' : 'first', log);
  const there = await held(second.store, count);
  const named = Array.from({ length: count }, (_, index) => index + 1).filter((one) =>
    isLost(second.findings, one),
  );
  // Named is exactly what is not there.
  expect(
    [...there, ...named].sort((one, other) => one - other),
    told(),
  ).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  // What the engine still had, or the journal, is not lost by one damage elsewhere.
  const isExposed = ending === 'power cut' && (target === 'journal' || target === 'backups');
  if (!isExposed) expect(named, told()).toEqual([]);
  figures.rounds += 1;
  figures.roundsWithLoss += named.length > 0 ? 1 : 0;
  figures.entriesLostAndNamed += named.length;

  // It goes on, and after its first upkeep stands the next power cut. Numbers go on after what is lost.
  await second.store.maintain();
  await second.store.write(entry(count + 1));
  await second.store.maintain();
  const later = await leaveBehind(left);
  await second.store.close();
  await mixPages(storePaths(later).engine, undefined, random);
  log.push('and after one more power cut:');
  const third = await openOn(later, 'third', log);
  const still = await third.store.inspect((engine) => Promise.resolve(heldBy(engine)));
  expect([...still.values()], told()).toContain(JSON.stringify(entry(count + 1)));
  for (const one of there) expect(still.get(one), told()).toBe(JSON.stringify(entry(one)));
  await third.store.close();
  if (figures.rounds % 100 === 0) tell();
}

test(
  'random damages: nothing acknowledged is lost, or it is named, and the app runs',
  { timeout: rounds(180_000, 7_200_000) },
  async () => {
    for (let round = 0; round < rounds(30, 1_000); round++)
      await inRound(NAME, round, () => damageAndOpen(randomOf(NAME, round)));
  },
);
