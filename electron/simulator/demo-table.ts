import type { VenueId } from '../../shared/base/ids';
import { event, trustedCall } from '../../shared/channel/table';
import type { SimulatedWallet } from './simulated-chains';
import type { VenueCredentials } from './simulated-venues';
import type { ManualAccountDefinition } from './world/wallet-definition';

/** Coins' prices at one past instant: US dollars as decimal text by code. */
export interface PastPrices {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly prices: Readonly<Record<string, string>>;
}

/** What the running venues tell of themselves. */
export interface RunningVenues {
  /** Base address by venue. */
  readonly endpoints: Readonly<Record<VenueId, string>>;
  readonly credentials: Readonly<Record<VenueId, readonly VenueCredentials[]>>;
  readonly wallets: readonly SimulatedWallet[];
  readonly manualAccounts: readonly ManualAccountDefinition[];
}

/** What the app asks of the process that runs the demo's venues. Nothing is parsed: both are one build. */
export const demoTable = {
  calls: {
    /** Answered when the venues can be connected to. They start with the process, whoever asks. */
    venues: trustedCall().returns<RunningVenues, { fails: 'internal' }>(),
    /**
     * Prices of more than the past year, oldest first: for the history behind the demo. Takes longer than all
     * the rest together.
     */
    priceHistory: trustedCall().returns<readonly PastPrices[], { fails: 'internal' }>(),
    /** Stops serving; the process ends when it has answered. */
    stop: trustedCall().returns<void>(),
  },
  events: {
    /** What went wrong in it, for the log. */
    wentWrong: event<string>(),
  },
} as const;

export type DemoTable = typeof demoTable;
