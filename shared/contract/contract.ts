import type { Client } from '../channel/client';
import {
  event,
  type Handlers as HandlersOf,
  type OutputOf,
  type PayloadOf,
  type SentOf,
} from '../channel/table';
import type { Connection } from '../portfolio/venue';
import type { RecordsPatch } from '../records/records-view';
import type { UnderstoodSettings } from '../settings/settings';
import { alertsCalls } from './alerts';
import { applicationCalls } from './application';
import { assetsCalls } from './assets';
import { connectionsCalls } from './connections';
import { demoCalls } from './demo';
import { historyCalls } from './history';
import { portfolioCalls } from './portfolio';
import { pricingCalls } from './pricing';
import { rebalancingCalls } from './rebalancing';
import { recordsCalls } from './records';
import { settingsCalls } from './settings';
import type { Notice } from './notice';
import type { PortfolioPatch } from './portfolio-view';
import type { StatusView } from './status-view';

/**
 * The contract between the page and main, joined from one file a domain. Each call is declared once: main's
 * handlers, the preload's surface and the renderer's client are derived from it. Every call answers a
 * `Result`; what main throws reaches the page as an `internal` failure without details.
 */
export const calls = {
  ...applicationCalls,
  ...portfolioCalls,
  ...connectionsCalls,
  ...demoCalls,
  ...historyCalls,
  ...settingsCalls,
  ...recordsCalls,
  ...pricingCalls,
  ...assetsCalls,
  ...alertsCalls,
  ...rebalancingCalls,
} as const;

/** What main tells the page unasked. */
const events = {
  /** What changed in the portfolio; its sequence follows the last one's. */
  portfolioChanged: event<PortfolioPatch>(),
  /** How history, keychain, venues or prices are is another. */
  statusChanged: event<StatusView>(),
  /** All connections, after one was added, changed or removed. */
  connectionsChanged: event<readonly Connection[]>(),
  /** All preferences, after one changed. */
  settingsChanged: event<UnderstoodSettings>(),
  /** Rows that the user made, changed or removed. */
  recordsChanged: event<RecordsPatch>(),
  /** A new point was recorded. */
  historyChanged: event<{ readonly at: number }>(),
  /** Something to tell the user once. */
  noticeRaised: event<Notice>(),
} as const;

export interface PageTable {
  readonly calls: typeof calls;
  readonly events: typeof events;
}

export type Events = { readonly [Name in keyof typeof events]: PayloadOf<(typeof events)[Name]> };
export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = SentOf<(typeof calls)[Name]>;
export type CallOutput<Name extends CallName> = OutputOf<(typeof calls)[Name]>;
export type EventName = keyof Events;

export const callNames = Object.keys(calls) as readonly CallName[];
export const eventNames = Object.keys(events) as readonly EventName[];

/** What answers each call in main. */
export type Handlers = HandlersOf<typeof calls>;

/** The calls of one domain: `HandlersOf<typeof demoCalls>`. */
export type { HandlersOf };

/** What the preload exposes as `window.portolan`. */
export type PortolanBridge = Client<PageTable>;
