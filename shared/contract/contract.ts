import type { z } from 'zod';
import type { Result } from '../base/failure';
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
import type { CallSpec } from './call';
import type { Notice } from './notice';
import type { PortfolioPatch } from './portfolio-view';
import type { StatusView } from './status-view';

/**
 * The contract between the page and main, joined from one file a domain. Each call is declared once: main's
 * handlers, the preload's surface and the renderer's client are derived from it. Every call answers a
 * {@link Result}; what main throws reaches the page as an `internal` failure without details.
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
export interface Events {
  /** What changed in the portfolio; its sequence follows the last one's. */
  readonly portfolioChanged: PortfolioPatch;
  /** How history, keychain, venues or prices are is another. */
  readonly statusChanged: StatusView;
  /** All connections, after one was added, changed or removed. */
  readonly connectionsChanged: readonly Connection[];
  /** All preferences, after one changed. */
  readonly settingsChanged: UnderstoodSettings;
  /** Rows that the user made, changed or removed. */
  readonly recordsChanged: RecordsPatch;
  /** A new point was recorded. */
  readonly historyChanged: { readonly at: number };
  /** Something to tell the user once. */
  readonly noticeRaised: Notice;
}

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
/** What a handler gets: the input as parsed, with its defaults and trimming applied. */
export type ParsedInput<Name extends CallName> = z.output<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> =
  (typeof calls)[Name] extends CallSpec<z.ZodType, infer Output> ? Output : never;
export type EventName = keyof Events;

export const callNames = Object.keys(calls) as readonly CallName[];
const eventNameTable: Readonly<Record<EventName, true>> = {
  portfolioChanged: true,
  statusChanged: true,
  connectionsChanged: true,
  settingsChanged: true,
  recordsChanged: true,
  historyChanged: true,
  noticeRaised: true,
};
export const eventNames = Object.keys(eventNameTable) as readonly EventName[];

/** What answers each call in main. */
export type Handlers = {
  readonly [Name in CallName]: (
    input: ParsedInput<Name>,
  ) => Promise<Result<CallOutput<Name>>> | Result<CallOutput<Name>>;
};

/** The calls of one domain: `HandlersOf<typeof demoCalls>`. */
export type HandlersOf<Calls> = Pick<Handlers, keyof Calls & CallName>;

/** What the preload exposes as `window.portolan`. */
export interface PortolanBridge {
  readonly call: {
    readonly [Name in CallName]: (
      ...input: CallInput<Name> extends undefined ? [] : [CallInput<Name>]
    ) => Promise<Result<CallOutput<Name>>>;
  };
  /** Each answers a function that ends the subscription. */
  readonly on: {
    readonly [Name in EventName]: (listener: (event: Events[Name]) => void) => () => void;
  };
}
