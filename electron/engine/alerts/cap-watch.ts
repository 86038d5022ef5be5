import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { Clock } from '../ports/clock';
import type { VenueId } from '../../../shared/base/ids';
import { capStates, type CapState } from '../../../shared/portfolio/counterparty-cap';
import type { VenueCap } from '../../../shared/records/record-bodies';

/** A share is looked at this long after a change, so that a burst of them is one look. */
const COALESCE_MS = 1_000;

export interface CapWatchOptions {
  readonly portfolio: LivePortfolio;
  readonly clock: Clock;
  readonly onCrossed: (state: CapState) => void;
}

/** Tells when a venue's share of the portfolio crosses the cap that the user set for it, once each time. */
export class CapWatch {
  #caps: readonly VenueCap[] = [];
  #crossed: ReadonlySet<VenueId> = new Set();
  #cancel: (() => void) | undefined;
  readonly #unsubscribe: () => void;

  constructor(private readonly options: CapWatchOptions) {
    this.#unsubscribe = options.portfolio.onChange(() => this.#plan());
  }

  setCaps(caps: readonly VenueCap[]): void {
    this.#caps = caps;
    this.#plan();
  }

  close(): void {
    this.#unsubscribe();
    this.#cancel?.();
  }

  #plan(): void {
    if (this.#caps.length === 0) return;
    this.#cancel ??= this.options.clock.after(COALESCE_MS, () => {
      this.#cancel = undefined;
      this.#look();
    });
  }

  #look(): void {
    const { portfolio, onCrossed } = this.options;
    // While venues are still being read, what has answered first would seem to be everything.
    if (!portfolio.settled) return;
    const { byVenue, totalUsd } = portfolio.totals();
    const states = capStates(byVenue, totalUsd, this.#caps, this.#crossed);
    for (const state of states)
      if (state.crossed && !this.#crossed.has(state.venue)) onCrossed(state);
    this.#crossed = new Set(states.filter(({ crossed }) => crossed).map(({ venue }) => venue));
  }
}
