import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inRound, randomOf, rounds, seed } from '../../testing/rounds';
import { readBounds } from '../outbox/bounds';
import { listSegments } from '../outbox/segments';
import { historyPaths } from '../process/history-paths';
import { fileDriver, heldBy } from '../testing/file-engine';
import { openStore, type OpenedStore } from '../testing/open-store';
import { between, pick } from '../testing/random-damage';
import { MINUTE, START, totalEntry } from '../testing/samples';
import { temporaryFolder } from '../testing/temporary-folder';
import { TestServer, type ServerMood } from '../testing/test-server';

const NAME = 'several destinations';
const figures = { rounds: 0, steps: 0, acknowledged: 0, refused: 0, crashes: 0, dropped: 0 };
afterAll(() => process.stdout.write(`${NAME}: seed ${seed} ${JSON.stringify(figures)}\n`));

const MOODS: readonly ServerMood[] = ['well', 'gone', 'deaf', 'full', 'hung'];
/** Kept small, so that a journal of some dozen entries has several. */
const SEGMENT_BYTES = 1_000;

function payloadOf(number: number): string {
  return JSON.stringify(totalEntry(START + number * MINUTE, String(number)));
}

/** A history with two servers besides, and what is known of it. */
interface World {
  directory: string;
  opened: OpenedStore;
  readonly servers: readonly TestServer[];
  /** Numbers of what was acknowledged, in order. */
  readonly acknowledged: number[];
  /** The run of the machine: another one after each power cut. */
  boot: number;
}

function open(world: Omit<World, 'opened'>): Promise<OpenedStore> {
  return openStore(world.directory, {
    driver: fileDriver,
    others: world.servers.map(({ source }) => source),
    segmentBytes: SEGMENT_BYTES,
    boot: `run ${world.boot}`,
  });
}

/** As many writes at once as come in one frame. */
async function writeSome(world: World, random: () => number): Promise<void> {
  const first = world.acknowledged.length + 1;
  const numbers = Array.from({ length: between(random, 1, 8) }, (_, index) => first + index);
  await Promise.all(
    numbers.map((number) =>
      world.opened.store.write(totalEntry(START + number * MINUTE, `${number}`)),
    ),
  );
  world.acknowledged.push(...numbers);
}

/** What is left when the process, or the machine, dies at this moment, opened again. */
async function crash(world: World, random: () => number): Promise<void> {
  const left = path.join(await temporaryFolder(), 'history');
  await cp(world.directory, left, { recursive: true });
  await rm(historyPaths(left).lock, { force: true });
  for (const server of world.servers) server.recover();
  await world.opened.store.close();
  world.directory = left;
  if (random() < 0.5) world.boot += 1;
  world.opened = await open(world);
  figures.crashes += 1;
}

async function reopen(world: World): Promise<void> {
  for (const server of world.servers) server.recover();
  await world.opened.store.close();
  world.opened = await open(world);
}

/** Nothing that any of them lacks is dropped: from the journal alone each could be brought up to date. */
async function expectKept(world: World): Promise<void> {
  const { journal } = historyPaths(world.directory);
  const droppedThrough = (await readBounds(journal))?.droppedThrough ?? 0;
  const { numbers } = await heldIn(world);
  const least = Math.min(...world.servers.map(({ committed }) => committed.length), numbers.length);
  expect(droppedThrough).toBeLessThanOrEqual(least);
  const first = (await listSegments(journal))[0]?.first ?? world.acknowledged.length + 1;
  expect(first).toBeLessThanOrEqual(least + 1);
  figures.dropped = Math.max(figures.dropped, droppedThrough);
}

async function heldIn({ opened }: World) {
  const held = await opened.store.inspect((engine) => Promise.resolve(heldBy(engine)));
  return { numbers: [...held.keys()], payloads: [...held.values()] };
}

const STEPS: readonly ((world: World, random: () => number) => Promise<void> | void)[] = [
  writeSome,
  writeSome,
  writeSome,
  ({ servers }, random) => {
    const mood = pick(random, MOODS);
    figures.refused += mood === 'well' ? 0 : 1;
    pick(random, servers).mood = mood;
  },
  ({ servers }, random) => pick(random, servers).restart(),
  ({ servers }, random) => pick(random, servers).recover(),
  ({ opened }) => opened.store.backUp(),
  ({ opened }) => opened.store.maintain(),
  crash,
  reopen,
];

async function interleave(random: () => number): Promise<void> {
  const servers = [new TestServer('one'), new TestServer('other')];
  const directory = path.join(await temporaryFolder(), 'history');
  const known = { directory, servers, acknowledged: [], boot: 0 };
  const world: World = { ...known, opened: await open(known) };
  const steps = between(random, 10, 40);
  for (let step = 0; step < steps; step++) {
    await pick(random, STEPS)(world, random);
    if (random() < 0.3) await expectKept(world);
    figures.steps += 1;
  }
  for (const server of servers) server.recover();
  const expected = world.acknowledged.map(payloadOf);
  for (const server of servers)
    await expect.poll(() => server.payloads, { interval: 1, timeout: 20_000 }).toEqual(expected);
  expect((await heldIn(world)).payloads).toEqual(expected);
  await world.opened.store.backUp();
  await expectKept(world);
  // A copy of files that are being written may be torn, and is mended then.
  expect(world.opened.findings.filter(({ level }) => level === 'error')).toEqual([]);
  expect(world.opened.log.join('\n')).not.toContain('fatal');
  await world.opened.store.close();
  figures.rounds += 1;
  figures.acknowledged += expected.length;
}

test(
  'several destinations at random: each has all that was acknowledged once, and nothing is dropped too early',
  { timeout: rounds(120_000, 3_600_000) },
  async () => {
    for (let round = 0; round < rounds(6, 200); round++)
      await inRound(NAME, round, () => interleave(randomOf(NAME, round)));
  },
);
