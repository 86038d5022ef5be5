import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { HistoryFinding } from '../../../engine/ports/history';
import { inRound, randomOf, rounds, seed } from '../../../testing/rounds';
import { fileDriver, heldBy } from '../../testing/file-engine';
import { openStore, type OpenedStore } from '../../testing/open-store';
import { between, damageSome, mixPages, pick } from '../../testing/random-damage';
import { MINUTE, START, totalEntry } from '../../testing/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { exists } from '../../files/durable-files';
import { integer, type SqlEngine } from '../../sql/sql-engine';
import { emptyHistory } from '../../testing/empty-history';
import type { EngineDriver } from './engine-driver';
import { historyPaths, type HistoryPaths } from '../../process/history-paths';

/** Kept small, so that a journal of some dozen entries has several. */
const SEGMENT_BYTES = 2_000;
/** So many rounds have one on the embedded engine among them. */
const EMBEDDED_EACH = 20;
const NAME = 'random damages';
const figures = { rounds: 0, onEmbedded: 0, roundsWithLoss: 0, entriesLostAndNamed: 0 };
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

/** An engine that the rounds are run on. */
interface Kind {
  readonly name: string;
  readonly driver?: EngineDriver;
  /** The entries that it holds as they were written: of each what was put in, `1` for the first. */
  readonly held: (engine: SqlEngine) => Promise<ReadonlySet<number>>;
}

const FILES: Kind = {
  name: 'files',
  driver: fileDriver,
  held: (engine) => {
    const payloads = new Set(heldBy(engine).values());
    const highest = Math.max(0, ...heldBy(engine).keys());
    // By what is in them: numbers of the journal go on after what is lost.
    const numbers = Array.from({ length: highest }, (_, index) => index + 1);
    return Promise.resolve(
      new Set(numbers.filter((one) => payloads.has(JSON.stringify(entry(one))))),
    );
  },
};

const EMBEDDED: Kind = {
  name: 'the embedded engine',
  held: async (engine) => {
    const rows = await engine.query(
      `select ((extract(epoch from at) * 1000 - ${START}) / ${MINUTE})::integer::text as number
       from portfolio_point
       where total_usd = (extract(epoch from at) * 1000 - ${START}) / ${MINUTE}`,
    );
    return new Set(rows.map((row) => integer(row, 'number')));
  },
};

function openOn(
  kind: Kind,
  directory: string,
  boot: string,
  log: string[] = [],
): Promise<OpenedStore> {
  return openStore(directory, {
    ...(kind.driver === undefined ? {} : { driver: kind.driver }),
    segmentBytes: SEGMENT_BYTES,
    boot,
    log: (message) => log.push(message),
  });
}

/** The folder as it is now, elsewhere: what is left when the process or the machine dies at this moment. */
async function leaveBehind(directory: string): Promise<string> {
  const left = path.join(await temporaryFolder(), 'history');
  await cp(directory, left, { recursive: true });
  await rm(historyPaths(left).lock, { force: true });
  return left;
}

/** A history of some entries, left in one of three ways; its folder and how many were acknowledged. */
async function leave(random: () => number, ending: Ending, kind: Kind) {
  const running = kind === EMBEDDED ? await emptyHistory() : await temporaryFolder();
  const { store } = await openOn(kind, running, 'first');
  let count = 0;
  const write = async (entries: number): Promise<void> => {
    for (let more = 0; more < entries; more++) await store.write(entry((count += 1)));
    await store.inspect(() => Promise.resolve());
  };
  await write(between(random, 1, 40));
  if (random() < 0.6) await store.backUp();
  const before = path.join(await temporaryFolder(), 'engine');
  await cp(historyPaths(running).engine, before, { recursive: true });
  await write(between(random, 0, 40));
  // Within the quarter of a second that the mark of the newest entry lags, a lost end cannot be told.
  await store.maintain();
  if (ending === 'closed') await store.close();
  const left = await leaveBehind(running);
  await store.close();
  if (ending === 'power cut') await mixPages(historyPaths(left).engine, before, random);
  return { left, count };
}

/** What may be damaged. An engine that was killed has no word of how its files should be. */
function targetsOf(ending: Ending): readonly (keyof HistoryPaths)[] {
  const always = [
    ...(['journal', 'journal', 'journal', 'backups', 'identity', 'engineTrust'] as const),
    ...(['journalBounds', 'journalLast', 'lock', 'attempts', 'rebuild'] as const),
  ];
  return ending === 'closed' ? [...always, 'engine', 'engine'] : always;
}

/** What holds no entry: neither damage nor loss of it may lose one, or keep the app from running. */
const NOTES: readonly (keyof HistoryPaths)[] = [
  ...(['findings', 'attempts', 'setAside', 'putBy'] as const),
  ...(['lock', 'formerEngineState', 'rebuild'] as const),
];

/** Damages what is there, or puts garbage where nothing is. */
async function damageOrMake(target: string, random: () => number): Promise<string> {
  const damage = await damageSome(target, random);
  if (damage !== undefined) return damage;
  // An empty folder has nothing that could be damaged.
  if ((await exists(target)) || !(await exists(path.dirname(target)))) return 'nothing to damage';
  const garbage = Buffer.from(
    Array.from({ length: between(random, 0, 300) }, () => between(random, 0, 255)),
  );
  await writeFile(target, garbage);
  return `garbage as ${path.basename(target)}`;
}

async function damageAndOpen(random: () => number, kind: Kind): Promise<void> {
  const ending = pick<Ending>(random, ['closed', 'killed', 'power cut']);
  const { left, count } = await leave(random, ending, kind);
  const target = pick(random, targetsOf(ending));
  const damages = [await damageOrMake(historyPaths(left)[target], random)];
  const log: string[] = [];
  const told = (): string =>
    `${kind.name}, ${ending}, ${count} entries, ${damages.join(', ')}\n${log.join('\n')}`;

  const second = await openOn(kind, left, ending === 'power cut' ? 'second' : 'first', log);
  const there = await second.store.inspect(kind.held);
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
  figures.onEmbedded += kind === EMBEDDED ? 1 : 0;
  figures.roundsWithLoss += named.length > 0 ? 1 : 0;
  figures.entriesLostAndNamed += named.length;

  // It goes on, and after its first upkeep stands the next power cut. Numbers go on after what is lost.
  await second.store.maintain();
  await second.store.write(entry(count + 1));
  await second.store.maintain();
  const later = await leaveBehind(left);
  await second.store.close();
  await mixPages(historyPaths(later).engine, undefined, random);
  for (const note of NOTES)
    if (random() < 0.5) damages.push(await damageOrMake(historyPaths(later)[note], random));
  log.push('and after one more power cut:');
  const third = await openOn(kind, later, 'third', log);
  const still = await third.store.inspect(kind.held);
  for (const one of [...there, count + 1]) expect([...still], told()).toContain(one);
  await third.store.close();
  if (figures.rounds % 100 === 0) tell();
}

/** The embedded engine takes seconds where files take milliseconds. */
function kindOf(round: number): Kind {
  return round % EMBEDDED_EACH === EMBEDDED_EACH - 1 ? EMBEDDED : FILES;
}

const ROUNDS = rounds(30, 1_000);
/** What a test has opened and made is kept until its end, and an embedded engine has a quarter of a gigabyte. */
const ROUNDS_OF_A_TEST = 20;

test.each(
  Array.from(
    { length: Math.ceil(ROUNDS / ROUNDS_OF_A_TEST) },
    (_, part) => part * ROUNDS_OF_A_TEST,
  ),
)(
  'random damages: nothing acknowledged is lost, or it is named, and the app runs (from round %i)',
  { timeout: rounds(180_000, 600_000) },
  async (first) => {
    const end = Math.min(first + ROUNDS_OF_A_TEST, ROUNDS);
    for (let round = first; round < end; round++)
      await inRound(NAME, round, () => damageAndOpen(randomOf(NAME, round), kindOf(round)));
  },
);
