import type { AccountsWorth } from '../portfolio/accounts-worth';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { Clock } from '../ports/clock';
import type { PortfolioConnection } from '../portfolio/portfolio-connection';
import type { OwnTotal, VenueSession } from '../ports/exchanges';
import type { CrossCheckView } from '../../../shared/contract/portfolio-view';
import { Decimal } from '../../../shared/base/decimal';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { usdOf, type Price } from '../../../shared/pricing/price';

/** A venue is asked for its own total this often: it is a check, not a source. */
const BETWEEN_CHECKS_MS = 10 * 60_000;
/** The share of the venue's total that ours may differ by: prices and instants are never quite the same. */
export const TOLERANCE = new Decimal('0.005');
/** Below that many dollars a difference is dust. */
const LEAST_DIFFERENCE_USD = new Decimal('1');

export interface CrossCheckerOptions {
  readonly portfolio: LivePortfolio;
  /** Dollars for one unit of a venue's code. */
  readonly priceOf: (venue: VenueId, code: string) => Price;
  readonly clock: Clock;
  readonly onDiffers: (connection: PortfolioConnection, check: CrossCheckView) => void;
}

/** Holds what venues say that accounts are worth against what Portolan makes of them. */
export class CrossChecker {
  readonly #askedAt = new Map<ConnectionId, number>();
  readonly #differing = new Set<ConnectionId>();
  /** Read before everything was settled: checked as soon as it is. */
  readonly #waiting = new Map<
    ConnectionId,
    { readonly connection: PortfolioConnection; readonly session: VenueSession }
  >();
  readonly #closing = new AbortController();
  readonly #unsubscribe: () => void;

  constructor(private readonly options: CrossCheckerOptions) {
    this.#unsubscribe = options.portfolio.onChange(() => this.#checkWaiting());
  }

  /** Asks the venue if it is time to. Never fails: what cannot be compared is said in the check. */
  async check(connection: PortfolioConnection, session: VenueSession): Promise<void> {
    const { clock, portfolio } = this.options;
    // Before everything is priced, ours would seem to be less than it is.
    if (!portfolio.settled) {
      this.#waiting.set(connection.id, { connection, session });
      return;
    }
    const last = this.#askedAt.get(connection.id);
    if (last !== undefined && clock.elapsed() - last < BETWEEN_CHECKS_MS) return;
    this.#askedAt.set(connection.id, clock.elapsed());
    const total = await session.ownTotal?.(this.#closing.signal);
    if (total === undefined || this.#closing.signal.aborted) return;
    if (!total.ok) {
      if (total.failure.code === 'cancelled') return;
      // Asked again with the next refresh rather than after the full time.
      this.#askedAt.delete(connection.id);
      const before = portfolio.crossCheckOf(connection.id);
      this.#set(connection, {
        source: before?.source ?? 'its own total',
        covers: before?.covers ?? [],
        at: clock.now(),
        outcome: { kind: 'not-compared', reason: total.failure.message },
      });
      return;
    }
    // Coins that are between two accounts would seem to be a difference.
    if (!portfolio.settled) {
      this.#askedAt.delete(connection.id);
      this.#waiting.set(connection.id, { connection, session });
      return;
    }
    const { source, covers, at } = total.value;
    const worth = portfolio.worthOf(connection.id, covers);
    this.#set(connection, {
      source,
      covers,
      at,
      outcome: this.#compare(connection, total.value, worth),
    });
  }

  /** Forgets a connection: its next reading is checked at once. */
  forget(id: ConnectionId): void {
    this.#askedAt.delete(id);
    this.#differing.delete(id);
    this.#waiting.delete(id);
  }

  close(): void {
    this.#unsubscribe();
    this.#waiting.clear();
    this.#closing.abort();
  }

  #checkWaiting(): void {
    if (this.#waiting.size === 0 || !this.options.portfolio.settled) return;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { connection, session } of waiting) void this.check(connection, session);
  }

  #set(connection: PortfolioConnection, check: Omit<CrossCheckView, 'connectionId'>): void {
    const { portfolio, onDiffers } = this.options;
    if (!portfolio.connectionIds().has(connection.id)) return;
    const view: CrossCheckView = { connectionId: connection.id, ...check };
    portfolio.setCrossCheck(connection.id, view);
    const differs = view.outcome.kind === 'compared' && view.outcome.differs;
    if (differs && !this.#differing.has(connection.id)) onDiffers(connection, view);
    if (differs) this.#differing.add(connection.id);
    else if (view.outcome.kind === 'compared') this.#differing.delete(connection.id);
  }

  #compare(
    connection: PortfolioConnection,
    { amount, code }: OwnTotal,
    { usd: ours, unpriced, unread }: AccountsWorth,
  ): CrossCheckView['outcome'] {
    if (unread.length > 0)
      return { kind: 'not-compared', reason: 'Not all of its accounts could be read.' };
    const price = usdOf(this.options.priceOf(connection.venue, code));
    if (price === undefined)
      return { kind: 'not-compared', reason: `There is no dollar price for its ${code}.` };
    if (unpriced > 0 && ours.isZero())
      return { kind: 'not-compared', reason: 'Nothing in its accounts has a price yet.' };
    const theirs = amount.times(price);
    const difference = ours.minus(theirs);
    const share = theirs.isZero()
      ? undefined
      : difference.dividedBy(theirs.abs()).toSignificantDigits(10);
    const differs =
      difference.abs().greaterThan(LEAST_DIFFERENCE_USD) &&
      (share === undefined || share.abs().greaterThan(TOLERANCE));
    return {
      kind: 'compared',
      theirsUsd: theirs.toString(),
      oursUsd: ours.toString(),
      ...(share === undefined ? {} : { difference: share.toString() }),
      differs,
      ...(unpriced === 0 ? {} : { oursUnpriced: unpriced }),
    };
  }
}
