import type { EngineSource, EntryTables, OpenedEngine } from '../delivery/engine';
import type { Frame } from '../outbox/frame';
import type { SqlEngine } from '../sql/sql-engine';

/**
 * How a server does: `gone` refuses connections and whatever is asked; `deaf` commits what it is given but its
 * answer does not arrive; `full` takes nothing; `hung` neither answers nor refuses.
 */
export type ServerMood = 'well' | 'gone' | 'deaf' | 'full' | 'hung';

/** SQLSTATEs of what it refuses with: PostgreSQL manual, appendix A. */
const STATES = { gone: '57P01', deaf: '08006', full: '53100' } as const;

/**
 * A database server as the store sees one, without a database: what it committed outlives the app, and each
 * entry may be committed as often as it is delivered. It fails as servers do, and no kinder.
 */
export class TestServer {
  readonly name: string;
  /** Entries in the order in which they were committed, as often as they were. */
  readonly committed: Frame[] = [];
  mood: ServerMood = 'well';
  /** How often it was asked for something. */
  asked = 0;
  /** Answers of those that hang. */
  readonly #hanging: (() => void)[] = [];
  readonly #positions = new Map<string, number>();
  /** Connections of an earlier run of the server are cut. */
  #run = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** All that it holds, in order. */
  get payloads(): readonly string[] {
    return this.committed.map(({ payload }) => payload);
  }

  /** What the store is given; `pauses` are the shortest there are. */
  get source(): EngineSource {
    return { name: this.name, pauses: { firstMs: 1, longestMs: 1 }, open: () => this.#open() };
  }

  /** Ends its process and starts it anew: what was committed is there, connections are not. */
  restart(): void {
    this.#run += 1;
    this.mood = 'well';
    this.#letGo();
  }

  /** What hung is refused, and what comes is answered. */
  recover(): void {
    this.mood = 'well';
    this.#letGo();
  }

  /** As if the history had been copied to it from elsewhere, up to an entry. */
  holdThrough(journal: string, sequence: number): void {
    this.#positions.set(journal, sequence);
  }

  async #open(): Promise<OpenedEngine> {
    await this.#ask(this.#run);
    const run = this.#run;
    const tables = this.#tables(run);
    // The journal's id is known when the first position is asked for.
    const sql = unused();
    return {
      engine: {
        ...{ sql, description: this.name, schema: { version: 1, timescale: false } },
        ...{ tables, jobs: 'server' },
        close: () => Promise.resolve(),
      },
      position: Math.max(0, ...this.#positions.values()),
      origin: { setAside: [], isMended: false },
    };
  }

  #tables(run: number): EntryTables {
    return {
      register: () => this.#ask(run),
      position: (_, journal) => this.#answer(run, this.#positions.get(journal) ?? 0),
      newestPosition: () => this.#answer(run, Math.max(0, ...this.#positions.values())),
      takeUpPutBy: () => this.#answer(run, []),
      deliver: async ({ journal }, frame) => {
        await this.#ask(run);
        this.committed.push(frame);
        this.#positions.set(journal, frame.sequence);
        if (this.mood === 'deaf') throw refusal('deaf');
        return { aggregatesDue: false };
      },
      passOver: async ({ journal }, sequence) => {
        await this.#ask(run);
        this.#positions.set(journal, sequence);
      },
    };
  }

  async #answer<T>(run: number, value: T): Promise<T> {
    await this.#ask(run);
    return value;
  }

  async #ask(run: number): Promise<void> {
    this.asked += 1;
    await Promise.resolve();
    const { mood } = this;
    if (mood === 'hung') await new Promise<void>((resolve) => this.#hanging.push(resolve));
    if (run !== this.#run || mood === 'hung') throw refusal('gone');
    if (mood === 'gone' || mood === 'full') throw refusal(mood);
  }

  #letGo(): void {
    for (const release of this.#hanging.splice(0)) release();
  }
}

function refusal(mood: keyof typeof STATES): Error {
  return Object.assign(new Error(`the server is ${mood}`), { code: STATES[mood] });
}

function unused(): SqlEngine {
  const refuse = (): Promise<never> => Promise.reject(new Error('no SQL here'));
  return { query: refuse, script: refuse, transaction: refuse };
}
