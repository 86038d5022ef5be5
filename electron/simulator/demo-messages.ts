import type { SimulatedWallet } from './simulated-chains';
import type { VenueCredentials } from './simulated-venues';
import type { ManualAccountDefinition } from './world/wallet-definition';
import type { VenueId } from '../../shared/base/ids';

/** Coins' prices at one past instant: US dollars as decimal text by code. */
export interface PastPrices {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly prices: Readonly<Record<string, string>>;
}

/** From the demo process to the app, once, when the venues can be connected to. */
export interface DemoReady {
  readonly type: 'ready';
  /** Base address by venue. */
  readonly endpoints: Readonly<Record<VenueId, string>>;
  readonly credentials: Readonly<Record<VenueId, readonly VenueCredentials[]>>;
  readonly wallets: readonly SimulatedWallet[];
  readonly manualAccounts: readonly ManualAccountDefinition[];
}

/** From the demo process to the app, when it asked for it: what takes longer than all the rest together. */
export interface DemoPriceHistory {
  readonly type: 'price-history';
  /** Prices of more than the past year, oldest first: for the history behind the demo. */
  readonly priceHistory: readonly PastPrices[];
}

/** From the demo process to the app when the venues could not be started. */
export interface DemoFailed {
  readonly type: 'failed';
  readonly reason: string;
}

export type DemoToApp = DemoReady | DemoPriceHistory | DemoFailed;

/** From the app to the demo process: stop serving and end. */
export interface DemoStop {
  readonly type: 'stop';
}

/** From the app to the demo process: tell the price history. */
export interface DemoTellPriceHistory {
  readonly type: 'tell-price-history';
}

export type AppToDemo = DemoStop | DemoTellPriceHistory;

/** Whether a message is one that the demo process understands. */
export function isAppToDemo(message: unknown): message is AppToDemo {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    (message.type === 'stop' || message.type === 'tell-price-history')
  );
}

/** Whether a message is one that the app understands. */
export function isFromDemo(message: unknown): message is DemoToApp {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    (message.type === 'ready' || message.type === 'price-history' || message.type === 'failed')
  );
}
