import { join } from 'node:path';
import { composeKeychain, type KeychainParts } from './compose-keychain';
import { clockParts, type ClockNeeds, type ClockParts } from './engine/clock/parts';
import { createMemorySecretStore } from './keychain/memory-secret-store';
import type { FileReading } from './engine/ports/file-reading';
import type { SecretStore } from './engine/ports/keychain';
import { createEmbeddedHistory } from './store/process/embedded-history';
import type { Surroundings } from './surroundings';
import { systemClock } from './timing/system-clock';
import { Worker } from './worker/worker';

export interface AdapterNeeds extends Pick<ClockNeeds, 'onRight' | 'onChanged'> {
  /** The keychain can be used again. */
  readonly onUsable: () => void;
}

export interface AdapterParts extends ClockParts, KeychainParts {
  readonly history: ReturnType<typeof createEmbeddedHistory>;
  readonly worker: Worker;
  readonly files: FileReading;
  /** Secrets that are kept until the app quits. */
  readonly session: SecretStore;
}

/** The clock, the database and the keychain. */
export function composeAdapters(
  { info, log, builtAt, spawnHistory, spawnWorker }: Surroundings,
  { onRight, onChanged, onUsable }: AdapterNeeds,
): AdapterParts {
  const time = clockParts({ systemClock, log, builtAt, onRight, onChanged });
  const history = createEmbeddedHistory({
    directory: join(info.dataDirectory, 'history'),
    spawn: spawnHistory,
    log: (message) => log.info(`history: ${message}`),
    clock: time.clock.now,
  });
  const keys = composeKeychain(info.dataDirectory, log, {
    clock: time.clock,
    onChanged,
    onUsable,
  });
  const worker = new Worker({
    spawn: spawnWorker,
    log: (message) => log.info(`worker: ${message}`),
  });
  return {
    ...{ ...time, ...keys, history, worker, files: worker.call },
    session: createMemorySecretStore(),
  };
}
