import { vi } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueId } from '../../../../shared/base/ids';
import type { Failure } from '../../../../shared/base/failure';
import type { Credentials } from '../../../../shared/portfolio/venue';
import type { Clock } from '../../../engine/ports/clock';
import type {
  AccountReading,
  ExchangeGateway,
  ExchangeSession,
  StreamListener,
  VenueAddress,
  VenueBalance,
  VenueMarkets,
} from '../../../engine/ports/exchanges';
import type { Log } from '../../../engine/ports/log';
import { createExchangeGateway, type CcxtGateway } from '../gateway/exchange-gateway';
import { systemClock } from '../../../timing/system-clock';

export { systemClock };

/** A clock whose timers run sooner than they say; the time itself is the machine's. */
export class HurriedClock implements Clock {
  /** Timers that neither ran nor were cancelled. */
  readonly pending = new Set<() => void>();
  readonly now = Date.now;
  readonly elapsed = () => performance.now();

  constructor(private readonly factor: number) {}

  after(milliseconds: number, run: () => void): () => void {
    const forget = (): void => {
      this.pending.delete(forget);
      cancel();
    };
    const cancel = systemClock.after(milliseconds / this.factor, () => {
      this.pending.delete(forget);
      run();
    });
    this.pending.add(forget);
    return forget;
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

/** What is needed of servers that stand for venues. */
export interface VenueServers {
  readonly endpoints: Readonly<Partial<Record<VenueId, string>>>;
  readonly credentials: Readonly<
    Partial<Record<VenueId, readonly (Credentials & { readonly label: string })[]>>
  >;
  stop(): Promise<void>;
}

/** The markets of a venue that has some. */
export function marketsAt(gateway: ExchangeGateway, address: VenueAddress): VenueMarkets {
  const markets = gateway.marketsOf(address);
  if (markets === undefined) throw new Error(`${address.venue} has no markets`);
  return markets;
}

/** The gateway against servers that stand for venues. */
export class TestGateway<Venues extends VenueServers> {
  readonly log = new TestLog();
  readonly gateway: CcxtGateway;

  constructor(
    readonly venues: Venues,
    clock: Clock = systemClock,
  ) {
    this.gateway = createExchangeGateway({ log: this.log, clock, random: () => 1 });
  }

  address(venue: VenueId): VenueAddress {
    const endpoint = this.venues.endpoints[venue];
    if (endpoint === undefined) throw new Error(`${venue} is not simulated`);
    return { venue, endpoint };
  }

  credentials(venue: VenueId, index = 0) {
    const credentials = this.venues.credentials[venue]?.[index];
    if (credentials === undefined) throw new Error(`${venue} has no key ${index}`);
    const { label: _label, ...rest } = credentials;
    return rest;
  }

  open(venue: VenueId, index = 0): ExchangeSession {
    const opened = this.gateway.open(
      `${venue} ${index}`,
      this.address(venue),
      this.credentials(venue, index),
    );
    if (!opened.ok) throw new Error(opened.failure.message);
    return opened.value;
  }

  async stop(): Promise<void> {
    await this.gateway.close();
    await this.venues.stop();
  }
}

/** Balances of a reading as text: `BTC` to `available+locked-borrowed`. */
export function table(balances: readonly VenueBalance[]): Record<string, string> {
  return Object.fromEntries(
    balances.map(({ code, subaccount, available, locked, borrowed }) => [
      subaccount === undefined ? code : `${code} ${subaccount}`,
      `${available.toFixed()}+${locked.toFixed()}-${borrowed.toFixed()}`,
    ]),
  );
}

/** Parts of an account that could not be read: name to the code of the failure. */
export function unreadOf(reading: AccountReading): Record<string, string> {
  if (reading.outcome !== 'read') throw new Error(`not read: ${JSON.stringify(reading)}`);
  return Object.fromEntries(
    (reading.unread ?? []).map(({ name, failure }) => [name, failure.code]),
  );
}

export function balancesOf(reading: AccountReading): readonly VenueBalance[] {
  if (reading.outcome !== 'read') throw new Error(`not read: ${JSON.stringify(reading)}`);
  return reading.balances;
}

/** Positions of a reading as text: market to `code delta`, or `code` alone where no delta is known. */
export function positionsOf(reading: AccountReading): Record<string, string> {
  if (reading.outcome !== 'read' || reading.positions?.ok !== true)
    throw new Error(`positions not read: ${JSON.stringify(reading)}`);
  return Object.fromEntries(
    reading.positions.value.map(({ market, code, delta }) => [
      market,
      delta === undefined ? code : `${code} ${delta.toFixed()}`,
    ]),
  );
}

export function failureOf(reading: AccountReading): Failure {
  if (reading.outcome !== 'failed') throw new Error(`not failed: ${JSON.stringify(reading)}`);
  return reading.failure;
}

/** Remembers what a stream told. */
export class Recorder implements StreamListener {
  readonly updates: { accountType: AccountType; balances: readonly VenueBalance[] }[] = [];
  readonly changes: AccountType[] = [];
  /** How often coins may have moved between accounts. */
  moves = 0;
  readonly states: { accountType: AccountType; state: string; failure?: Failure }[] = [];

  moved(): void {
    this.moves += 1;
  }
  balances(accountType: AccountType, balances: readonly VenueBalance[]): void {
    this.updates.push({ accountType, balances });
  }
  changed(accountType: AccountType): void {
    this.changes.push(accountType);
  }
  state(accountType: AccountType, state: string, failure?: Failure): void {
    this.states.push({ accountType, state, ...(failure === undefined ? {} : { failure }) });
  }

  statesOf(accountType: AccountType) {
    return this.states.filter((each) => each.accountType === accountType);
  }

  latest(accountType: AccountType): string | undefined {
    return this.statesOf(accountType).at(-1)?.state;
  }

  async until(accountType: AccountType, state: string): Promise<void> {
    await until(() => this.latest(accountType) === state);
  }
}

/** Waits for a state that is on its way. */
export async function until(reached: () => boolean): Promise<void> {
  await vi.waitFor(
    () => {
      if (!reached()) throw new Error('not reached');
    },
    { timeout: 15_000, interval: 10 },
  );
}
