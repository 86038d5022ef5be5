import { StorageError, describe, toFailure } from '../storage-error';
import { EmbeddedStore } from '../engines/embedded/embedded-store';
import type { EngineDriver } from '../engines/embedded/engine-driver';
import type { HistoryAnswer, HistoryNotice, HistoryRequest } from './messages';
import { startTimer } from '../../timing/timer';

/** How often the engine's due jobs are looked for. */
const UPKEEP_EVERY_MS = 60_000;
/** The first time: among other things it reads the backup through, on which the next power cut depends. */
const FIRST_UPKEEP_MS = 10_000;

export interface HistoryServerOptions {
  readonly send: (message: HistoryAnswer | HistoryNotice) => void;
  /** Ends the process: nothing more can be done in this one. */
  readonly end: (exitCode: number) => void;
  readonly now: () => number;
  /** What opens the engine; the embedded one that makes its folder itself by default. */
  readonly driver?: EngineDriver;
}

/** Answers requests about one history; the first of them opens it. */
export class HistoryServer {
  readonly #options: HistoryServerOptions;
  #opening: Promise<EmbeddedStore> | undefined;
  #cancelUpkeep: (() => void) | undefined;
  #maintaining: Promise<void> | undefined;

  constructor(options: HistoryServerOptions) {
    this.#options = options;
  }

  /** Answers one request; never rejects. */
  async answer(request: HistoryRequest): Promise<void> {
    const { id, call } = request;
    try {
      this.#options.send({ id, ok: true, value: await this.#perform(request) });
    } catch (error) {
      this.#options.send({ id, ok: false, failure: toFailure(error, PHRASES[call]) });
    }
    if (call === 'close') this.#options.end(0);
  }

  /** Closes the history in good order, if it is open. */
  async close(): Promise<void> {
    this.#cancelUpkeep?.();
    this.#cancelUpkeep = undefined;
    const store = await this.#opening?.catch(() => undefined);
    await store?.close();
  }

  async #perform(request: HistoryRequest): Promise<unknown> {
    if (request.call === 'open') return this.#open(request.argument.directory);
    if (request.call === 'close') return this.close().then(() => null);
    if (this.#opening === undefined) throw new StorageError('The history has not been opened.');
    const store = await this.#opening;
    switch (request.call) {
      case 'write':
        return store.write(request.argument).then(() => null);
      case 'connections':
        return store.connections();
      case 'settings':
        return store.settings();
      case 'records':
        return store.records();
      case 'totals':
        return store.totals(request.argument.portfolio, request.argument.query);
      case 'first-point-at':
        return (await store.firstPointAt(request.argument.portfolio)) ?? null;
      case 'maintain':
        return this.#maintain(store).then(() => null);
    }
  }

  async #open(directory: string): Promise<{ engine: string }> {
    const { send, end, now, driver } = this.#options;
    const log = (message: string): void => send({ notice: 'log', message });
    this.#opening ??= EmbeddedStore.open({
      directory,
      now,
      log,
      ...(driver === undefined ? {} : { driver }),
      onWaiting: (waiting) => send({ notice: 'waiting', waiting }),
      onFinding: (finding) => send({ notice: 'finding', finding }),
      onTrouble: (trouble) => send({ notice: 'trouble', trouble: trouble ?? null }),
      onFatal: (error) => {
        log(`the engine failed: ${describe(error)}`);
        end(1);
      },
    });
    const store = await this.#opening;
    this.#cancelUpkeep ??= this.#maintainLater(store, log, FIRST_UPKEEP_MS);
    return { engine: store.engineDescription };
  }

  #maintainLater(
    store: EmbeddedStore,
    log: (message: string) => void,
    delayMs: number,
  ): () => void {
    const maintain = (): void => {
      this.#maintain(store)
        .catch((error: unknown) => log(`upkeep failed: ${describe(error)}`))
        .finally(() => {
          if (this.#cancelUpkeep === cancel)
            this.#cancelUpkeep = this.#maintainLater(store, log, UPKEEP_EVERY_MS);
        });
    };
    const cancel = startTimer(delayMs, maintain, { mayEnd: true });
    return cancel;
  }

  /** One round at a time, however slow. */
  #maintain(store: EmbeddedStore): Promise<void> {
    this.#maintaining ??= store.maintain().finally(() => {
      this.#maintaining = undefined;
    });
    return this.#maintaining;
  }
}

/** Completes "The history could not ...". */
const PHRASES: Readonly<Record<HistoryRequest['call'], string>> = {
  open: 'be opened',
  write: 'be written',
  connections: 'list the connections',
  settings: 'read the settings',
  records: 'read what you entered',
  totals: 'read the totals',
  'first-point-at': 'find its first point',
  maintain: 'be maintained',
  close: 'be closed',
};
