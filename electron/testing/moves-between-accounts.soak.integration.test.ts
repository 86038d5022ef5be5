import { expect, it } from 'vitest';
import { startSimulatedVenues } from '../simulator/simulated-venues';
import { coinbaseWorld } from '../simulator/coinbase/testing/coinbase-world';
import { demoWorld } from '../simulator/roster/demo-world';
import type { VenueId } from '../../shared/base/ids';
import { FastClock } from '../venues/exchanges/testing/fast-clock';
import { TestGateway, until } from '../venues/exchanges/testing/test-gateway';
import { ConnectionFeed } from '../engine/connections/connection-feed';
import { LivePortfolio } from '../engine/portfolio/live-portfolio';
import { SnapshotWriter } from '../engine/history/snapshot-writer';
import { FakeHistory, silentLog } from '../engine/testing/fake-adapters';
import { MovingKey, PLAYGROUNDS } from './moving-key';
import { inRound, randomOf, rounds } from './rounds';
import { decimal, sum, ZERO, type Decimal } from '../../shared/base/decimal';
import { netAmount } from '../../shared/portfolio/balance';
import { isLive } from '../../shared/portfolio/coverage';
import { priceKey, type Price, type PriceKey } from '../../shared/pricing/price';
import type { Snapshot } from '../../shared/portfolio/snapshot';
import { waitFor } from '../timing/timer';

const NAME = 'coins that move between accounts';
const TIMES_FASTER = 20;
const SEQUENCES_A_SESSION = 10;
const DOLLAR: Price = { kind: 'manual', usd: decimal('1'), at: 0 };

type Venues = Awaited<ReturnType<typeof startSimulatedVenues>>;

/** The app as far as it reads and records one key, which says when a settled instant was wrong. */
class Watched {
  readonly #portfolio: LivePortfolio;
  readonly #feed: ConnectionFeed;
  readonly #writer: SnapshotWriter;
  readonly #history = new FakeHistory();
  readonly wrong: string[] = [];
  settledInstants = 0;

  constructor(
    test: TestGateway<Venues>,
    venue: VenueId,
    private readonly key: MovingKey,
    clock: FastClock,
  ) {
    const { world } = test.venues;
    const portfolio = new LivePortfolio(clock.now, silentLog);
    this.#portfolio = portfolio;
    const names = world.codes().flatMap((code) => [code, `LD${code}`]);
    const prices = new Map<PriceKey, Price>(
      [...names, 'WBETH', 'BETH', 'BNSOL', 'OKSOL'].map((code) => [priceKey(venue, code), DOLLAR]),
    );
    portfolio.onChange(() => {
      if (portfolio.awaitsPrices) portfolio.setPrices(prices, {}, false);
      else this.#check();
    });
    portfolio.setPrices(prices, {}, false);
    this.#history.record = async ({ snapshot, status }) => {
      if (isWhole(snapshot) && !this.#isRight(snapshot))
        this.wrong.push(`recorded as ${status}: ${this.#words(snapshot)}`);
      return { ok: true, value: undefined };
    };
    this.#writer = new SnapshotWriter({
      portfolio,
      history: this.#history,
      portfolioId: () => 'main',
      clock,
      isHeld: () => false,
      log: silentLog,
      lacksRecords: () => false,
      onRecorded: () => undefined,
    });
    this.#feed = new ConnectionFeed({ id: 'key', venue }, test.open(venue), 'spot', {
      portfolio,
      clock,
      random: () => 0.5,
      log: silentLog,
      onStatus: () => undefined,
      onDifference: () => undefined,
      onEntered: () => undefined,
      onMarks: () => undefined,
    });
  }

  refresh(): Promise<void> {
    return this.#feed.refresh();
  }

  /** What nobody pushes is read, as each minute; then everything is known. */
  async untilRight(): Promise<void> {
    const { key } = this;
    await until(() => this.#portfolio.settled);
    await this.refresh();
    const truth = key.truth();
    await until(() => {
      const snapshot = this.#portfolio.snapshot();
      const isTrue = key.codes.every((code) => sumOf(snapshot, code).equals(truth.get(code) ?? 0));
      return this.#portfolio.settled && isTrue;
    });
    key.settled();
  }

  async close(): Promise<void> {
    await this.#writer.close();
    await this.#feed.close();
  }

  #check(): void {
    if (!this.#portfolio.settled || this.#portfolio.isEmpty) return;
    const snapshot = this.#portfolio.snapshot();
    if (!isWhole(snapshot)) return;
    this.settledInstants += 1;
    if (!this.#isRight(snapshot)) this.wrong.push(`settled: ${this.#words(snapshot)}`);
  }

  #isRight(snapshot: Snapshot): boolean {
    return this.key.isRight((code) => sumOf(snapshot, code));
  }

  #words(snapshot: Snapshot): string {
    const truth = this.key.truth();
    return this.key.codes
      .map((code) => `${code} ${sumOf(snapshot, code).toFixed()} for ${truth.get(code)?.toFixed()}`)
      .join(', ');
  }
}

/** Of an account that failed, as when a limit is used up, old balances are carried on and said to be. */
function isWhole({ coverage }: Snapshot): boolean {
  return coverage.every((cell) => isLive(cell.coverage));
}

function sumOf({ balances }: Snapshot, code: string): Decimal {
  const own = balances.filter((balance) => balance.code === code).map(netAmount);
  return own.length === 0 ? ZERO : sum(own);
}

it.each(Object.keys(PLAYGROUNDS))(
  '%s: no settled instant and no recorded point has coins twice or nowhere',
  async (venue) => {
    const clock = new FastClock(TIMES_FASTER);
    const world = venue === 'coinbase' ? coinbaseWorld() : demoWorld();
    const venues = await startSimulatedVenues({ venues: [venue], world, clock: clock.now });
    const test = new TestGateway(venues, clock);
    let watched: Watched | undefined;
    let settledInstants = 0;
    try {
      for (let round = 0; round < rounds(2, 1000 / SEQUENCES_A_SESSION); round += 1)
        await inRound(`${NAME} at ${venue}`, round, async () => {
          const random = randomOf(`${NAME} at ${venue}`, round);
          const key = new MovingKey(venues.world, venue, random);
          const fresh = new Watched(test, venue, key, clock);
          watched = fresh;
          const log: string[] = [];
          const happen = async (steps: number): Promise<void> => {
            for (let step = 0; step < steps; step += 1) {
              log.push(key.step());
              const luck = random();
              if (luck < 0.4) await waitFor(random() * 40);
              if (random() < 0.2) void fresh.refresh();
              if (random() < 0.15)
                venues.faults.set({ venue, count: 2 }, { kind: 'delay', ms: 5 + random() * 60 });
              if (random() < 0.05) venues.faults.dropSockets(venue);
            }
          };
          const started = fresh.refresh();
          await happen(Math.floor(random() * 3));
          await started;
          await fresh.untilRight();
          for (let sequence = 0; sequence < SEQUENCES_A_SESSION; sequence += 1) {
            await happen(1 + Math.floor(random() * 5));
            if (random() < 0.5) await fresh.untilRight();
          }
          await fresh.untilRight();
          expect({ wrong: fresh.wrong, log: fresh.wrong.length > 0 ? log : [] }).toEqual({
            wrong: [],
            log: [],
          });
          settledInstants += fresh.settledInstants;
          await fresh.close();
          watched = undefined;
          venues.faults.clear();
        });
      expect(settledInstants).toBeGreaterThan(0);
    } finally {
      await watched?.close();
      await test.stop();
    }
  },
  rounds(120_000, 3_600_000),
);
