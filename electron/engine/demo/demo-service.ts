import type { ConnectionService } from '../connections/connection-service';
import type { DemoDraft } from '../connections/demo-connections';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import { MANUAL_VENUE } from '../connections/manual-venue';
import type { DemoRunner, DemoVenues, PastDollarPrices } from '../ports/demo';
import type { VenueAddress } from '../ports/exchanges';
import type { PortfolioStore, RecordedTotal } from '../ports/history';
import type { SecretStore } from '../ports/keychain';
import type { Log } from '../ports/log';
import type { SnapshotWriter } from '../history/snapshot-writer';
import type { UserRecords } from '../records/user-records';
import { QUOTE_CURRENCIES } from '../../../shared/assets/currencies';
import { priceDecimal, sum } from '../../../shared/base/decimal';
import type { VenueId } from '../../../shared/base/ids';
import { fail, failure, succeed, type Failure, type Result } from '../../../shared/base/failure';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import { valueOf } from '../../../shared/portfolio/valuation';
import type { Connection } from '../../../shared/portfolio/venue';
import { failureText } from '../../../shared/base/sentences';

export interface DemoServiceOptions {
  readonly runner: DemoRunner;
  /** Loads what reading a simulated venue takes, ahead of its first reading; never rejects. */
  readonly prepare: (address: VenueAddress) => Promise<void>;
  readonly connections: ConnectionService;
  readonly portfolio: LivePortfolio;
  readonly history: PortfolioStore;
  readonly writer: SnapshotWriter;
  readonly keychain: SecretStore;
  /** Keeps what is in manual accounts; the demo has none without it. */
  readonly userRecords: Pick<UserRecords, 'setManualHoldings'>;
  readonly log: Log;
  readonly onHistory: (at: number) => void;
}

/**
 * The demo: simulated venues and chains on loopback, connected like real ones, and what a user enters by
 * hand; apart from all else in history, and gone with one click.
 */
export class DemoService {
  #venues: DemoVenues | undefined;
  #starting: Promise<Result<void>> | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(private readonly options: DemoServiceOptions) {}

  /** Where a venue or chain of the demo is reached; undefined while it does not run. */
  endpoint(venue: VenueId): string | undefined {
    return this.#venues?.endpoints[venue];
  }

  /** Its connections are added one after the other: what is there meanwhile is no total to be recorded. */
  get isStarting(): boolean {
    return this.#starting !== undefined;
  }

  /** Starts the venues and connects to them; once, however often it is asked for meanwhile. */
  start(): Promise<Result<void>> {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
      this.options.writer.resume();
    });
    return this.#starting;
  }

  async #start(): Promise<Result<void>> {
    const { connections, keychain, runner } = this.options;
    if (connections.hasDemo) return succeed(undefined);
    if (connections.list().length > 0) return { ok: false, failure: besideOthersRefused() };
    // The venues start, and what reads them is loaded, while the database may still be opening.
    const [started, keychainStatus] = await Promise.all([
      this.#runPrepared(),
      keychain.status(),
      connections.loaded,
    ]);
    if (connections.hasDemo) return succeed(undefined);
    if (connections.list().length > 0) {
      this.#venues = undefined;
      await runner.stop();
      return { ok: false, failure: besideOthersRefused() };
    }
    if (!started.ok) return started;
    const storage = keychainStatus.state === 'available' ? 'keychain' : 'session';
    const added = await this.#connect(started.value, storage);
    if (!added.ok) {
      // Half a demo would pass for a whole one at the next try.
      await this.remove();
      return added;
    }
    this.#seedHistoryWhenSettled(started.value);
    return succeed(undefined);
  }

  /** Runs the venues again for the demo connections of an earlier run, and gives those their keys back. */
  async resume(): Promise<Failure | undefined> {
    const { connections } = this.options;
    if (!connections.hasDemo) return undefined;
    const started = await this.#run();
    if (!started.ok) return started.failure;
    const remaining = readableConnections(started.value);
    for (const connection of connections.list().filter(({ demo }) => demo)) {
      const place = remaining.findIndex(({ venue }) => venue === connection.venue);
      const [next] = place < 0 ? [] : remaining.splice(place, 1);
      if (next === undefined) continue;
      const { credentials } = next;
      const written = await connections.secretsOf(connection).write(connection.id, credentials);
      if (!written.ok) return written.failure;
    }
    return undefined;
  }

  /** Forgets the demo's connections, keys, manual balances and history. */
  async remove(): Promise<Result<void>> {
    const { connections, runner, history, writer, userRecords } = this.options;
    this.#unsubscribe?.();
    for (const { id, venue } of connections.list().filter(({ demo }) => demo)) {
      const removed = await connections.remove(id);
      if (!removed.ok) return removed;
      if (venue !== MANUAL_VENUE.id) continue;
      const forgotten = await userRecords.setManualHoldings(id, []);
      // The account is gone: what was entered for it counts nowhere, and is deleted at the next start.
      if (!forgotten.ok) this.options.log.warn(`the demo: ${failureText(forgotten.failure)}`);
    }
    writer.reset();
    await runner.stop();
    this.#venues = undefined;
    return history.removePortfolio('demo');
  }

  async close(): Promise<void> {
    this.#unsubscribe?.();
    await this.options.runner.stop();
  }

  async #runPrepared(): Promise<Result<DemoVenues>> {
    const started = await this.#run();
    if (!started.ok) return started;
    const { credentials, wallets, endpoints } = started.value;
    const venues = new Set([...Object.keys(credentials), ...wallets.map(({ venue }) => venue)]);
    for (const venue of venues) {
      const endpoint = endpoints[venue];
      if (endpoint !== undefined) void this.options.prepare({ venue, endpoint });
    }
    return started;
  }

  async #run(): Promise<Result<DemoVenues>> {
    const started = await this.options.runner.start();
    if (started.ok) this.#venues = started.value;
    return started;
  }

  async #connect(
    venues: DemoVenues,
    storage: Connection['secretStorage'],
  ): Promise<Result<unknown>> {
    return this.options.connections.addDemo(
      [
        ...readableConnections(venues),
        ...venues.manualAccounts.map((account) => this.#manualDraft(account)),
      ],
      storage,
    );
  }

  /** What is in it is entered before its first reading: that would find it empty. */
  #manualDraft({ label, holdings }: DemoVenues['manualAccounts'][number]): DemoDraft {
    const { userRecords } = this.options;
    return {
      venue: MANUAL_VENUE.id,
      label,
      credentials: {},
      prepare: (id) => userRecords.setManualHoldings(id, holdings),
    };
  }

  #seedHistoryWhenSettled(venues: DemoVenues): void {
    const { portfolio, log, onHistory } = this.options;
    this.#unsubscribe = portfolio.onChange(() => {
      if (!portfolio.settled || portfolio.isEmpty) return;
      this.#unsubscribe?.();
      void this.#seedHistory(venues, portfolio.snapshot().balances).then((seeded) => {
        if (seeded.ok) onHistory(seeded.value);
        else log.warn(`the demo has no history: ${failureText(seeded.failure)}`);
      });
    });
  }

  /** @returns the instant of the last point */
  async #seedHistory(
    venues: DemoVenues,
    balances: readonly ValuedBalance[],
  ): Promise<Result<number>> {
    const past = await venues.priceHistory();
    if (!past.ok) return past;
    // A demo that was removed meanwhile must not come back into the history.
    if (this.#venues !== venues || !this.options.connections.hasDemo)
      return fail('cancelled', 'The demo was removed.');
    const points = priceHistoryTotals(balances, past.value);
    const recorded = await this.options.history.recordTotals('demo', points);
    return recorded.ok ? succeed(points.at(-1)?.at ?? 0) : recorded;
  }
}

function besideOthersRefused(): Failure {
  return failure('invalid-input', 'Simulated and real money are never added together.', {
    hint: 'The demo is for a Portolan without connections: start one with --data-dir and another folder.',
  });
}

/** Keys and wallets, those of one venue in an order that does not change from run to run. */
function readableConnections({ credentials, wallets }: DemoVenues): DemoDraft[] {
  return [
    ...Object.entries(credentials).flatMap(([venue, keys]) =>
      keys.map((key, index) => ({
        venue,
        label: labelOf(index, keys.length),
        credentials: key,
      })),
    ),
    ...wallets.map(({ venue, label, address }) => ({ venue, label, credentials: { address } })),
  ];
}

function labelOf(index: number, count: number): string {
  if (count === 1) return 'Demo';
  return index === 0 ? 'Demo main' : `Demo sub-account ${index}`;
}

/** What today's balances would have been worth at earlier prices. */
export function priceHistoryTotals(
  balances: readonly ValuedBalance[],
  history: readonly PastDollarPrices[],
): RecordedTotal[] {
  return history.map(({ at, prices }) => ({
    at,
    status: 'reconstructed',
    rates: Object.fromEntries(
      QUOTE_CURRENCIES.flatMap((code) => {
        const usd = prices[code];
        return code === 'USD' || usd === undefined ? [] : [[code, usd]];
      }),
    ),
    totalUsd: sum(
      balances.flatMap((balance) => {
        // The code of a token is its contract; what it is has the price.
        const past = prices[balance.code] ?? prices[balance.asset];
        const price = past === undefined ? undefined : priceDecimal(past);
        const value =
          price === undefined
            ? balance.valueUsd
            : balance.valueUsd && valueOf(balance, { kind: 'manual', usd: price, at });
        return value === undefined ? [] : [value];
      }),
    ),
  }));
}
