import type { Failure } from '../../../../shared/base/failure';
import type { Clock } from '../../../engine/ports/clock';
import type {
  AccountReading,
  VenueAddress,
  VenueBalance,
  VenueSession,
} from '../../../engine/ports/exchanges';
import type { Log } from '../../../engine/ports/log';
import type { WalletSettings } from '../../../engine/ports/wallets';
import type { WalletMemory } from '../chain-reader';
import { createWalletGateway } from '../wallet-gateway';
import { systemClock } from '../../../timing/system-clock';

export { systemClock };

interface HeldTimer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved; what waits for it then runs. */
export class HeldClock implements Clock {
  #time = 1_700_000_000_000;
  readonly #timers = new Set<HeldTimer>();
  now = (): number => this.#time;
  elapsed = (): number => this.#time;

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#time + milliseconds, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Runs what falls due on the way in its order, also what that sets in turn. */
  move(milliseconds: number): void {
    const end = this.#time + milliseconds;
    for (let next = this.#dueBy(end); next !== undefined; next = this.#dueBy(end)) {
      this.#timers.delete(next);
      this.#time = Math.max(this.#time, next.at);
      next.run();
    }
    this.#time = end;
  }

  #dueBy(end: number): HeldTimer | undefined {
    const due = [...this.#timers].filter(({ at }) => at <= end);
    return due.sort((one, other) => one.at - other.at)[0];
  }
}

export class TestLog implements Log {
  readonly lines: string[] = [];
  info = (message: string): void => void this.lines.push(message);
  warn = (message: string): void => void this.lines.push(message);
  error = (message: string, error?: unknown): void =>
    void this.lines.push(`${message} ${error instanceof Error ? (error.stack ?? '') : ''}`);
}

export const never = new AbortController().signal;

export const NO_SETTINGS: WalletSettings = {
  endpoints: {},
  customChains: [],
  addedTokens: {},
  search: {},
};

/** What is kept of a wallet, for as long as a test runs. */
export class TestMemory implements WalletMemory {
  readonly kept = new Map<string, unknown>();
  load = async (address: string): Promise<unknown> => this.kept.get(address);
  save = (address: string, value: unknown): void => void this.kept.set(address, value);
}

/** The gateway to all chains with settings that a test may change. */
export class TestWallets {
  readonly log = new TestLog();
  settings: WalletSettings = NO_SETTINGS;
  memory = new TestMemory();
  /** Marks of addresses that another wallet counts. */
  readonly countedElsewhere = new Set<string>();
  readonly gateway;

  constructor(clock: Clock = systemClock) {
    this.gateway = createWalletGateway({
      log: this.log,
      clock,
      settings: () => this.settings,
      memoryOf: () => this.memory,
      isCountedBefore: (_id, mark) => this.countedElsewhere.has(mark),
    });
  }

  open(address: string, venue: VenueAddress): VenueSession {
    const opened = this.gateway.open('wallet', venue, { address });
    if (!opened.ok) throw new Error(opened.failure.message);
    return opened.value;
  }
}

/** What a wallet holds as text: code to amount. */
export function amountsOf(reading: AccountReading): Record<string, string> {
  return Object.fromEntries(heldIn(reading).map(({ code, total }) => [code, total.toFixed()]));
}

export function heldIn(reading: AccountReading): readonly VenueBalance[] {
  if (reading.outcome !== 'read') throw new Error(`not read: ${JSON.stringify(reading)}`);
  return reading.balances;
}

export function failureIn(reading: AccountReading): Failure {
  if (reading.outcome !== 'failed') throw new Error(`not failed: ${JSON.stringify(reading)}`);
  return reading.failure;
}
