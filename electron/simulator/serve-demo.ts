import { fail, succeed, type Result } from '../../shared/base/failure';
import type { ChannelPort } from '../../shared/channel/port';
import { ChannelServer } from '../../shared/channel/server';
import { demoTable, type DemoTable, type PastPrices, type RunningVenues } from './demo-table';
import {
  startSimulatedVenues,
  type SimulatedVenues,
  type SimulationOptions,
} from './simulated-venues';

const HOUR = 3_600_000;
const DAYS_OF_HISTORY = 400;
const HOURS_OF_HISTORY = 10 * 24;
/** Oldest first: a point a day, an hour for the last days, and a few minutes for the last one. */
const HISTORY_AGES: readonly number[] = [
  ...ages(DAYS_OF_HISTORY, HOURS_OF_HISTORY / 24, 24 * HOUR),
  ...ages(HOURS_OF_HISTORY, 24, HOUR),
  ...ages(24 * 6, 0, HOUR / 6),
];
const SEED = 20_260_101;

/**
 * Starts the demo's venues with live activity, and answers about them: where they are once they run, or why they
 * do not; past prices when they are asked for, which the venues do not wait for. Stops them on `stop`, and calls
 * back when they have stopped and that was answered.
 */
export function serveDemo(
  port: ChannelPort,
  onStopped: () => void,
  options: SimulationOptions = {},
): void {
  const starting = startSimulatedVenues({ seed: SEED, liveActivity: true, ...options });
  const started = starting.then(
    (venues): Result<SimulatedVenues, 'internal'> => succeed(venues),
    (error: unknown) => notStarted(error),
  );
  const server: ChannelServer<DemoTable['calls'], DemoTable['events']> = new ChannelServer<
    DemoTable['calls'],
    DemoTable['events']
  >({
    calls: demoTable.calls,
    handlers: {
      venues: async () => {
        const venues = await started;
        return venues.ok ? succeed(runningVenues(venues.value)) : venues;
      },
      priceHistory: async () => {
        const venues = await started;
        return venues.ok ? succeed(priceHistory(venues.value)) : venues;
      },
      stop: async () => {
        const venues = await started;
        // Venues that never started have nothing to stop.
        if (venues.ok) await venues.value.stop();
        return succeed(undefined);
      },
    },
    post: (message) => port.post(message),
    onError: (call, error) => server.tell('wentWrong', `${call} failed: ${reasonOf(error)}`),
    onAnswered: (call) => {
      if (call === 'stop') onStopped();
    },
  });
  port.onMessage((message) => void server.receive(message));
}

function notStarted(error: unknown): Result<never, 'internal'> {
  return fail('internal', `The simulated venues did not start: ${reasonOf(error)}`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function runningVenues({ endpoints, chains, credentials, world }: SimulatedVenues): RunningVenues {
  return {
    endpoints: { ...endpoints, ...chains.endpoints },
    credentials,
    wallets: chains.wallets,
    manualAccounts: world.manualAccounts,
  };
}

function priceHistory({ world }: SimulatedVenues): readonly PastPrices[] {
  return world
    .pastPrices(HISTORY_AGES)
    .map(({ at, prices }) => ({ at, prices: Object.fromEntries(prices) }));
}

/** Multiples of a step from `first` down to, and without, `last`. */
function ages(first: number, last: number, step: number): number[] {
  return Array.from({ length: first - last }, (_, index) => (first - index) * step);
}
