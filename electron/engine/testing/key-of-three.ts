import { ConnectionFeed } from '../connections/connection-feed';
import { LivePortfolio } from '../portfolio/live-portfolio';
import type { AccountReading, ReadableAccount } from '../ports/exchanges';
import { FakeSession, holding, read, silentLog } from './fake-adapters';
import { FakeClock } from './fake-clock';
import { decimal } from '../../../shared/base/decimal';
import type { AccountType } from '../../../shared/portfolio/balance';
import { succeed } from '../../../shared/base/failure';

const ACCOUNTS: readonly ReadableAccount[] = [
  { accountType: 'spot', source: 'a', updates: 'stream' },
  { accountType: 'funding', source: 'b', updates: 'polling' },
  { accountType: 'earn', source: 'c', updates: 'polling' },
];

/** A key with three accounts that hold dollars, of which a stream tells of one. */
export class KeyOfThree {
  readonly clock = new FakeClock();
  readonly session = new FakeSession();
  readonly portfolio: LivePortfolio;
  readonly feed: ConnectionFeed;
  /** What the venue has, in dollars. */
  truth: Record<string, number> = { spot: 1000, funding: 50, earn: 20 };
  /** Totals of instants that counted as settled, from the end of {@link begin} on. */
  readonly settledTotals = new Set<string>();

  constructor() {
    this.session.accountsResult = succeed(ACCOUNTS);
    this.session.answer = this.answerOf;
    this.portfolio = portfolioWithDollars(this.clock);
    this.feed = this.newFeed('one', this.portfolio);
  }

  /** Everything was read, and has settled. */
  async begin(): Promise<void> {
    await this.feed.refresh();
    this.session.listener?.state('spot', 'live');
    this.session.listener?.changed('spot');
    await this.clock.advance(10_000);
    this.session.reads.length = 0;
    this.portfolio.onChange(() => {
      if (this.portfolio.settled) this.settledTotals.add(this.total());
    });
  }

  newFeed(id: string, portfolio: LivePortfolio): ConnectionFeed {
    return new ConnectionFeed({ id, venue: 'binance' }, this.session, 'spot', {
      portfolio,
      clock: this.clock,
      random: () => 1,
      log: silentLog,
      onStatus: () => undefined,
      onDifference: () => undefined,
      onEntered: () => undefined,
      onMarks: () => undefined,
    });
  }

  readonly answerOf = (accountType: AccountType): AccountReading =>
    this.reading(accountType, this.truth);

  reading(accountType: AccountType, truth: Record<string, number>): AccountReading {
    return read(this.clock.now(), holding(accountType, 'USDT', String(truth[accountType] ?? 0)));
  }

  total(): string {
    return this.portfolio.totals().totalUsd.toFixed();
  }

  /** The stream tells what its account holds now. */
  push(): void {
    const amount = String(this.truth['spot']);
    this.session.listener?.balances('spot', [holding('spot', 'USDT', amount)], this.clock.now());
  }

  stateOf(accountType: AccountType): string | undefined {
    const { coverage } = this.portfolio.snapshot();
    return coverage.find((cell) => cell.accountType === accountType)?.coverage.state;
  }
}

/** An empty portfolio in which a Tether is a dollar. */
export function portfolioWithDollars(clock: FakeClock): LivePortfolio {
  const portfolio = new LivePortfolio(clock.now, silentLog);
  portfolio.setPrices(
    new Map([['binance:USDT', { kind: 'manual', usd: decimal('1'), at: 0 }]]),
    {},
    false,
  );
  return portfolio;
}
