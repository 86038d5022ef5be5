import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { Clock } from '../ports/clock';
import type { PortfolioId, RecordedSnapshot, SnapshotStore } from '../ports/history';
import type { Log } from '../ports/log';
import type { PointStatus } from '../../../shared/history/series';
import type { PortfolioState, QuoteRates } from '../../../shared/contract/portfolio-view';
import type { DecimalString } from '../../../shared/base/decimal';
import { untilSettled } from '../portfolio/until-settled';
import { lacksPrices } from '../portfolio/total-lacks-prices';
import { isWhole, unreadParts, type CoverageState } from '../../../shared/portfolio/coverage';
import type { Instant } from '../../../shared/base/failure';
import type { Snapshot } from '../../../shared/portfolio/snapshot';
import { failureText } from '../../../shared/base/sentences';

/** A settled snapshot is recorded at most this often. */
const BETWEEN_RECORDS_MS = 60_000;
/** What the user changed shows in the portfolio by then, unless it is read first. */
const SOON_MS = 1_000;

export interface SnapshotWriterOptions {
  readonly portfolio: LivePortfolio;
  readonly history: SnapshotStore;
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
  #earlier: RecordedSnapshot['earlier'];
  readonly #unsubscribe: () => void;

  constructor(private readonly options: SnapshotWriterOptions) {
    this.#unsubscribe = options.portfolio.onChange(() => {
      this.#hasSettled ||= options.portfolio.settled;
      this.#consider();
    });
  }

  /** Takes over what an earlier run left, so that the first point can tell what became of it. */
  goOnFrom(stored: PortfolioState): void {
    const { portfolio } = this.options;
    portfolio.restore(stored);
    const { held, assetOverrides } = portfolio;
    this.#earlier = { at: stored.at, balances: [...held.balances()], assetOverrides };
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
    this.#earlier = undefined;
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#cancelNext?.();
    await this.#writing;
  }

  /**
   * The user changed what counts: it is recorded as soon as the portfolio has settled with it, so that its step
   * stands where it was made, and the change since then begins there.
   */
  recordSoon(): void {
    const { clock } = this.options;
    this.#cancelNext?.();
    this.#cancelNext = clock.after(SOON_MS, () => {
      this.#cancelNext = undefined;
      this.#lastAt = undefined;
      this.#consider();
    });
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
      quarantined: portfolio.quarantined(),
      rates: currentRates(portfolio.quoteRates),
      assetOverrides: portfolio.assetOverrides,
      status: statusOf(snapshot, lacksRecords(snapshot)),
      ...(this.#earlier === undefined ? {} : { earlier: this.#earlier }),
    };
    this.#earlier = undefined;
    this.#writing = this.#writing
      .then(async () => {
        const recorded = await history.record(entry);
        if (recorded.ok) onRecorded(snapshot.at);
        else log.warn(`a snapshot was not recorded: ${failureText(recorded.failure)}`);
      })
      .catch((error: unknown) => log.error('a snapshot was not recorded', error));
  }
}

/** Those that a market makes at this moment: one that is carried on is of another time than the point. */
function currentRates(rates: QuoteRates): Readonly<Record<string, DecimalString>> {
  return Object.fromEntries(
    Object.entries(rates).flatMap(([code, rate]) =>
      rate === undefined || rate.staleSince !== undefined ? [] : [[code, rate.usd]],
    ),
  );
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
