import { join } from 'node:path';
import { composeKeychain, type KeychainParts } from './compose-keychain';
import { clockParts, type ClockNeeds, type ClockParts } from './engine/clock/parts';
import { createMemorySecretStore } from './keychain/memory-secret-store';
import type { SecretStore } from './engine/ports/keychain';
import { createEmbeddedHistory } from './store/process/embedded-history';
import type { Surroundings } from './surroundings';
import { systemClock } from './timing/system-clock';

export interface AdapterNeeds extends Pick<ClockNeeds, 'onRight' | 'onChanged'> {
  /** The keychain can be used again. */
  readonly onUsable: () => void;
}

export interface AdapterParts extends ClockParts, KeychainParts {
  readonly history: ReturnType<typeof createEmbeddedHistory>;
  /** Secrets that are kept until the app quits. */
  readonly session: SecretStore;
}

/** The clock, the database and the keychain. */
export function composeAdapters(
  { info, log, builtAt, spawnHistory }: Surroundings,
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
  return { ...time, ...keys, history, session: createMemorySecretStore() };
}
