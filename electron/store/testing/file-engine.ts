import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { EmbeddedEngine } from '../engines/embedded/engine';
import type { EngineDriver } from '../engines/embedded/engine-driver';
import type { SqlEngine } from '../sql/sql-engine';

/**
 * An engine that opens in a millisecond, for tests of the store around it by the thousand. As the embedded
 * one it keeps its state in a folder of several files, writes them without ever flushing, and does not
 * notice every damage of them: only what makes it unreadable ends its opening.
 */
interface State {
  readonly folder: string | undefined;
  positions: Record<string, number>;
  /** Payloads by sequence, a page for each hundred. */
  readonly pages: Map<number, Record<string, string>>;
}

const states = new WeakMap<object, State>();
const PAGE = 100;

/** Payloads that an engine opened by {@link fileDriver} holds, by the number of their entry. */
export function heldBy(engine: SqlEngine): ReadonlyMap<number, string> {
  const held = new Map<number, string>();
  for (const page of stateOf(engine).pages.values())
    for (const [sequence, payload] of Object.entries(page)) held.set(Number(sequence), payload);
  return held;
}

export const fileDriver: EngineDriver = {
  open: openFileEngine,
  check: () => Promise.resolve(),
  migrate: () => Promise.resolve({ version: 1, timescale: false }),
  register: () => Promise.resolve(),
  position: (engine, journal) => Promise.resolve(stateOf(engine).positions[journal] ?? 0),
  newestPosition: (engine) =>
    Promise.resolve(Math.max(0, ...Object.values(stateOf(engine).positions))),
  async deliver({ engine, journal }, frame) {
    const state = stateOf(engine);
    const number = Math.floor(frame.sequence / PAGE);
    const page = { ...state.pages.get(number), [frame.sequence]: frame.payload };
    state.pages.set(number, page);
    state.positions = { ...state.positions, [journal]: frame.sequence };
    await write(state, `page-${number}`, page);
    await write(state, 'positions', state.positions);
    return { aggregatesDue: false };
  },
  async passOver({ engine, journal }, sequence) {
    const state = stateOf(engine);
    state.positions = { ...state.positions, [journal]: sequence };
    await write(state, 'positions', state.positions);
  },
  takeUpPutBy: () => Promise.resolve([]),
  checkpoint: () => Promise.resolve(),
  bytesSinceCheckpoint: () => Promise.resolve(0),
};

async function openFileEngine(folder?: string): Promise<EmbeddedEngine> {
  const state: State = { folder, positions: {}, pages: new Map() };
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      const text = await readFile(path.join(folder, name), 'utf8');
      if (name === 'positions') state.positions = parse<number>(text);
      else state.pages.set(Number(name.slice('page-'.length)), parse<string>(text));
    }
  }
  const unsupported = (): Promise<never> => Promise.reject(new Error('no SQL here'));
  const engine: EmbeddedEngine = {
    description: 'files',
    query: unsupported,
    script: unsupported,
    transaction: unsupported,
    close: () => Promise.resolve(),
  };
  states.set(engine, state);
  return engine;
}

async function write(state: State, name: string, content: object): Promise<void> {
  if (state.folder === undefined) return;
  const handle = await open(path.join(state.folder, name), 'w');
  try {
    await handle.writeFile(JSON.stringify(content));
  } finally {
    await handle.close();
  }
}

function parse<T>(text: string): Record<string, T> {
  const parsed: Record<string, T> = JSON.parse(text);
  return parsed;
}

function stateOf(engine: object): State {
  const state = states.get(engine);
  if (state === undefined) throw new Error('not an engine of these tests');
  return state;
}
