import type { Result } from '../../../shared/base/failure';
import type { ToClient } from '../../../shared/channel/messages';
import { ChannelServer } from '../../../shared/channel/server';
import type { Handlers } from '../../../shared/channel/table';
import { startTimer } from '../../timing/timer';
import type { Store } from '../history/store';
import type { EngineDriver } from '../engines/embedded/engine-driver';
import * as queries from '../queries/queries';
import type { ReadSession } from '../queries/read-session';
import { StorageError, describe, toFailure } from '../storage-error';
import { openHistory } from './open-history';
import { storeTable, type StoreCalls, type StoreTable } from './store-table';

/** How often the engine's due jobs are looked for. */
const UPKEEP_EVERY_MS = 60_000;
/** The first time: among other things it reads the backup through, on which the next power cut depends. */
const FIRST_UPKEEP_MS = 10_000;

export interface HistoryServerOptions {
  readonly send: (message: ToClient) => void;
  /** Ends the process: nothing more can be done in this one. */
  readonly end: (exitCode: number) => void;
  readonly now: () => number;
  /** What opens the engine; the embedded one that makes its folder itself by default. */
  readonly driver?: EngineDriver;
}

/** Answers the calls of the table about one history; the first of them opens it. */
export class HistoryServer {
  readonly #options: HistoryServerOptions;
  readonly #channel: ChannelServer<StoreCalls, StoreTable['events']>;
  #opening: Promise<Store> | undefined;
  #cancelUpkeep: (() => void) | undefined;
  #maintaining: Promise<void> | undefined;

  constructor(options: HistoryServerOptions) {
    this.#options = options;
    this.#channel = new ChannelServer({
      calls: storeTable.calls,
      handlers: this.#handlers(),
      post: options.send,
      onError: (call, error) => this.#log(`the call ${call} failed: ${describe(error)}`),
      onAnswered: (call) => {
        if (call === 'close') options.end(0);
      },
    });
  }

  /** Answers a message; never rejects. */
  receive(message: unknown): Promise<void> {
    return this.#channel.receive(message);
  }

  /** Closes the history in good order, if it is open. */
  async close(): Promise<void> {
    this.#cancelUpkeep?.();
    this.#cancelUpkeep = undefined;
    const store = await this.#opening?.catch(() => undefined);
    await store?.close();
  }

  #handlers(): Handlers<StoreCalls> {
    // The list of queries names each call that reads, with its input and its output.
    const reads: unknown = Object.fromEntries(
      Object.entries(queries).map(([name, { doing, run }]) => {
        const query = run as (session: ReadSession, input: unknown) => Promise<unknown>;
        return [
          name,
          (input: unknown) =>
            stored(doing, async () =>
              (await this.#store()).read((session) => query(session, input)),
            ),
        ];
      }),
    );
    return {
      open: ({ directory }) => stored('be opened', () => this.#open(directory)),
      write: (entry) => stored('be written', async () => (await this.#store()).write(entry)),
      ...(reads as Pick<Handlers<StoreCalls>, keyof typeof queries>),
      maintain: () => stored('be maintained', async () => this.#maintain(await this.#store())),
      close: () => stored('be closed', () => this.close()),
    };
  }

  #store(): Promise<Store> {
    if (this.#opening === undefined) throw new StorageError('The history has not been opened.');
    return this.#opening;
  }

  #log(message: string): void {
    this.#channel.tell('log', message);
  }

  async #open(directory: string): Promise<{ engine: string }> {
    const { end, now, driver } = this.#options;
    const channel = this.#channel;
    this.#opening ??= openHistory({
      directory,
      now,
      log: (message) => this.#log(message),
      ...(driver === undefined ? {} : { driver }),
      onWaiting: (waiting) => channel.tell('waiting', waiting),
      onFinding: (finding) => channel.tell('finding', finding),
      onTrouble: (trouble) => channel.tell('trouble', trouble ?? null),
      onFatal: (error) => {
        this.#log(`the engine failed: ${describe(error)}`);
        end(1);
      },
    });
    const store = await this.#opening;
    this.#cancelUpkeep ??= this.#maintainLater(store, FIRST_UPKEEP_MS);
    return { engine: store.engineDescription };
  }

  #maintainLater(store: Store, delayMs: number): () => void {
    const maintain = (): void => {
      this.#maintain(store)
        .catch((error: unknown) => this.#log(`upkeep failed: ${describe(error)}`))
        .finally(() => {
          if (this.#cancelUpkeep === cancel)
            this.#cancelUpkeep = this.#maintainLater(store, UPKEEP_EVERY_MS);
        });
    };
    const cancel = startTimer(delayMs, maintain, { mayEnd: true });
    return cancel;
  }

  /** One round at a time, however slow. */
  #maintain(store: Store): Promise<void> {
    this.#maintaining ??= store.maintain().finally(() => {
      this.#maintaining = undefined;
    });
    return this.#maintaining;
  }
}

/** @param doing completes "The history could not ..." */
async function stored<T>(doing: string, work: () => Promise<T>): Promise<Result<T, 'storage'>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: toFailure(error, doing) };
  }
}
