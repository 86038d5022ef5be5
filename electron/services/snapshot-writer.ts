import type { LivePortfolio } from './live-portfolio';
import type { Clock } from './ports/clock';
import type { HistoryStore, PortfolioId } from './ports/history';
import type { Log } from './ports/log';
import type { PointStatus } from '../../shared/history/series';
import { untilSettled } from './until-settled';
import { lacksPrices } from './total-lacks-prices';
import { isWhole, unreadParts, type CoverageState } from '../../shared/portfolio/coverage';
import type { Instant } from '../../shared/portfolio/failure';
import type { Snapshot } from '../../shared/portfolio/snapshot';

/** A settled snapshot is recorded at most this often. */
const BETWEEN_RECORDS_MS = 60_000;

export interface SnapshotWriterOptions {
  readonly portfolio: LivePortfolio;
  readonly history: HistoryStore;
  /** Whose history the present holdings belong to. */
  readonly portfolioId: () => PortfolioId;
  readonly clock: Clock;
  /** The time cannot be trusted, or only a part of the connections is there: nothing is recorded meanwhile. */
  readonly isHeld: () => boolean;
  readonly log: Log;
  /** Something that the total rests on is not known, or not understood. */
  readonly lacksRecords: (snapshot: Snapshot) => boolean;
  readonly onRecorded: (at: Instant) => void;
}

/**
 * Records the portfolio once it has settled and each minute after. A portfolio that is still starting is
 * not recorded, and one with carried or missing accounts is marked, so that it never passes for a fall.
 */
export class SnapshotWriter {
  /** In elapsed time. */
  #lastAt: number | undefined;
  #cancelNext: (() => void) | undefined;
  #hasSettled = false;
  #writing: Promise<void> = Promise.resolve();
  readonly #unsubscribe: () => void;

  constructor(private readonly options: SnapshotWriterOptions) {
    this.#unsubscribe = options.portfolio.onChange(() => {
      this.#hasSettled ||= options.portfolio.settled;
      this.#consider();
    });
  }

  /**
   * Records what is there now if it is settled, whatever the time; used when quitting. A portfolio that
   * has settled before and awaits an answer, since the user just changed something, is waited for.
   * @param limitMs the longest wait; nothing is recorded after it
   */
  async flush(limitMs: number): Promise<void> {
    const { portfolio, clock } = this.options;
    if (this.#hasSettled) await untilSettled(portfolio, clock, limitMs);
    if (this.#isDue) this.#record();
    await this.#writing;
  }

  /** Starts anew after the portfolio became another one, as when the demo begins or ends. */
  reset(): void {
    this.#cancelNext?.();
    this.#cancelNext = undefined;
    this.#lastAt = undefined;
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#cancelNext?.();
    await this.#writing;
  }

  /** Goes on after what held it back is over. */
  resume(): void {
    this.#consider();
  }

  get #isDue(): boolean {
    const { portfolio, isHeld } = this.options;
    return portfolio.settled && !portfolio.isEmpty && !isHeld();
  }

  #consider(): void {
    const { clock } = this.options;
    if (this.#cancelNext !== undefined || !this.#isDue) return;
    const due =
      this.#lastAt === undefined ? 0 : this.#lastAt + BETWEEN_RECORDS_MS - clock.elapsed();
    this.#cancelNext = clock.after(Math.max(0, due), () => {
      this.#cancelNext = undefined;
      if (this.#isDue) this.#record();
    });
  }

  #record(): void {
    const { portfolio, history, portfolioId, clock, log, lacksRecords, onRecorded } = this.options;
    const snapshot = portfolio.snapshot();
    this.#lastAt = clock.elapsed();
    const entry = {
      portfolio: portfolioId(),
      snapshot,
      status: statusOf(snapshot, lacksRecords(snapshot)),
    };
    this.#writing = this.#writing
      .then(async () => {
        const recorded = await history.record(entry);
        if (recorded.ok) onRecorded(snapshot.at);
        else log.warn(`a snapshot was not recorded: ${recorded.failure.message}`);
      })
      .catch((error: unknown) => log.error('a snapshot was not recorded', error));
  }
}

/** The weakest state of any account or price says what the point is worth. */
export function statusOf(
  snapshot: Pick<Snapshot, 'at' | 'totalUsd' | 'balances' | 'coverage' | 'quality'>,
  lacksRecords = false,
): PointStatus {
  const { coverage, quality } = snapshot;
  const states = coverage.map((cell) => cell.coverage);
  const isMissing = states.some(
    (coverage) =>
      coverage.state === 'failed' || coverage.state === 'pending' || lacksPart(coverage),
  );
  if (isMissing || lacksRecords || lacksPrices(snapshot)) return 'partial';
  // Counted, not added up: what is owed may be as much as what is held.
  if (quality.balances.stalePrice + quality.balances.carried > 0) return 'carried';
  const known = states.filter(({ state }) => state !== 'unsupported' && state !== 'no-permission');
  return known.every(isWhole) ? 'complete' : 'carried';
}

/** A part of the account was never read, so that nothing of it is in the total. */
function lacksPart(coverage: CoverageState): boolean {
  return unreadParts(coverage).some(({ since }) => since === undefined);
}
