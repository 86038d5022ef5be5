import { z } from 'zod';
import type { HistorySeries } from '../history/series';
import type { Result } from '../base/failure';
import type { Connection, KeyProbe, VenueInfo } from '../portfolio/venue';
import type { ChainFamily } from '../chains/chain';
import { walletSearchSchema } from '../chains/wallet-search';
import {
  assetOverrideSchema,
  manualHoldingSchema,
  priceOverrideSchema,
  tokenDecisionSchema,
  venueCapSchema,
} from '../records/record-bodies';
import { venueIdSchema } from '../base/text-schemas';
import { addedTokenSchema, customChainSchema, endpointUrl } from '../chains/chain-records';
import type { RecordsPatch, RecordsView } from '../records/records-view';
import { ticketRecordSchema } from '../records/ticket-record';
import { settingsSchema, type UnderstoodSettings } from '../settings/settings';
import { codeSchema, nameSchema } from '../base/text-schemas';
import { ERASE_WORD } from './erase-word';
import type { ErasedView } from './erased-view';
import type { PortfolioPatch, PortfolioState } from './portfolio-view';
import { targetSetSchema } from '../rebalancing/targets';
import type { OrderBooksView, RebalanceTermsView } from './rebalance-view';
import type { AppInfo, StatusView } from './status-view';

/**
 * The contract between the page and main. Each call is declared here once: main's handlers, the
 * preload's surface and the renderer's client are derived from it. Every call answers a
 * {@link Result}; what main throws reaches the page as an `internal` failure without details.
 */
interface CallSpec<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Type only: never has a value. */
  readonly output?: Output;
}

function call<Input extends z.ZodType>(input: Input) {
  return {
    returns: <Output>(): CallSpec<Input, Output> => ({ input }),
  };
}

const nothing = z.undefined();
const connectionId = codeSchema(100);
const tokenContract = addedTokenSchema.extend({
  contract: z.string().trim().pipe(codeSchema(100)),
});
/** Two common codes: `BTC/USDT`. */
const marketSymbol = z.string().regex(/^[^\s/]{1,40}\/[^\s/]{1,40}$/);
const label = nameSchema(60, 'Give the connection a name.');
const credentials = z.strictObject({
  apiKey: z.string().trim().max(4096).optional(),
  secret: z.string().trim().max(16_384).optional(),
  password: z.string().trim().max(4096).optional(),
  address: z.string().trim().max(4096).optional(),
});

export const newConnectionSchema = z.strictObject({
  venue: venueIdSchema,
  label,
  credentials,
  /** `session` keeps the secret in memory until the app quits. */
  secretStorage: z.enum(['keychain', 'session']),
  /** The user was told that this key can withdraw, and insists. */
  acceptWithdrawalKey: z.boolean(),
  /** The user was told that this Electron no longer gets security fixes, and insists. */
  acceptOldRuntime: z.boolean(),
  /** How far a wallet is looked through from its first reading on; as usual where absent. */
  search: walletSearchSchema.omit({ connectionId: true }).optional(),
});
export type NewConnection = z.infer<typeof newConnectionSchema>;

export const historyRangeSchema = z.enum(['1D', '1W', '1M', '3M', 'YTD', '1Y', 'ALL']);
export type HistoryRange = z.infer<typeof historyRangeSchema>;

export const calls = {
  getAppInfo: call(nothing).returns<AppInfo>(),
  /** The page has drawn this sequence of the portfolio; ends the wait of `--screenshot`. */
  reportPainted: call(
    z.strictObject({ sequence: z.number().int(), settled: z.boolean() }),
  ).returns<void>(),

  /** The full state. Patches with higher sequences follow as events. */
  getPortfolio: call(nothing).returns<PortfolioState>(),
  /** Reads everything, or one connection, as soon as the rate budget allows. */
  refresh: call(z.strictObject({ connectionId: connectionId.optional() })).returns<void>(),
  getStatus: call(nothing).returns<StatusView>(),

  listVenues: call(nothing).returns<readonly VenueInfo[]>(),
  listConnections: call(nothing).returns<readonly Connection[]>(),
  /** Asks the venue what a key may do, without storing anything. */
  testCredentials: call(
    newConnectionSchema.pick({ venue: true, credentials: true, acceptOldRuntime: true }),
  ).returns<KeyProbe>(),
  /** Probes the key of a stored connection again. */
  testConnection: call(z.strictObject({ id: connectionId })).returns<KeyProbe>(),
  addConnection: call(newConnectionSchema).returns<Connection>(),
  renameConnection: call(z.strictObject({ id: connectionId, label })).returns<Connection>(),
  setConnectionEnabled: call(
    z.strictObject({ id: connectionId, enabled: z.boolean() }),
  ).returns<Connection>(),
  /** Replaces the key of a connection after probing the new one. */
  replaceCredentials: call(
    z.strictObject({
      id: connectionId,
      ...newConnectionSchema.omit({ venue: true, label: true, search: true }).shape,
    }),
  ).returns<Connection>(),
  /**
   * Forgets the connection and its secret. Recorded history stays. A secret that the keychain does not
   * let go now is deleted later, and a notice says so.
   */
  removeConnection: call(z.strictObject({ id: connectionId })).returns<void>(),

  /**
   * Erases connections, keys, history, settings, logs and caches, after the user typed the word. Nothing
   * can be done in this run any more; what could not be erased is at the next start.
   */
  eraseEverything: call(z.strictObject({ word: z.literal(ERASE_WORD) })).returns<ErasedView>(),
  /** Asks the system to unlock the keychain, which may open a dialog of the system's. */
  unlockKeychain: call(nothing).returns<void>(),

  /** What was raised so far, also before the page was there. */
  getNotices: call(nothing).returns<readonly Notice[]>(),

  startDemo: call(nothing).returns<void>(),
  removeDemo: call(nothing).returns<void>(),

  getHistory: call(
    z.strictObject({
      range: historyRangeSchema,
      maxPoints: z.number().int().min(2).max(2000),
      /** What the totals are wanted in; dollars where absent. */
      currency: settingsSchema.shape.quoteCurrency.optional(),
    }),
  ).returns<HistorySeries>(),

  getSettings: call(nothing).returns<UnderstoodSettings>(),
  /** Stores what is given, each under its own key. */
  updateSettings: call(
    settingsSchema.omit({ activeTargetSet: true }).partial(),
  ).returns<UnderstoodSettings>(),

  /** What the user made: all of it. Patches with higher sequences follow as events. */
  getRecords: call(nothing).returns<RecordsView>(),
  setPriceOverride: call(priceOverrideSchema).returns<RecordsPatch>(),
  removePriceOverride: call(z.strictObject({ asset: codeSchema(200) })).returns<RecordsPatch>(),

  /** Says what a code of a venue or a token really is; `asset: undefined` takes that back. */
  setAssetOverride: call(
    assetOverrideSchema.extend({ asset: assetOverrideSchema.shape.asset.optional() }),
  ).returns<RecordsPatch>(),
  /** Takes the price that a market jumped to. */
  acceptPrice: call(
    z.strictObject({ venue: venueIdSchema, code: codeSchema(200) }),
  ).returns<void>(),
  /** Takes a token out of quarantine, or hides it as spam; `undecided` puts it back. */
  decideToken: call(
    tokenDecisionSchema.extend({ decision: z.enum(['accepted', 'spam', 'undecided']) }),
  ).returns<RecordsPatch>(),
  /** Looks for a token's contract on a chain from now on, and accepts it. */
  addToken: call(tokenContract).returns<RecordsPatch>(),
  removeToken: call(tokenContract).returns<RecordsPatch>(),
  /** Servers to ask about a chain, in this order; none for the public ones. */
  setChainEndpoints: call(
    z.strictObject({ venue: venueIdSchema, urls: z.array(endpointUrl).max(10) }),
  ).returns<RecordsPatch>(),
  /** Adds an EVM chain, or changes the one with the same chain id. */
  setCustomChain: call(customChainSchema.omit({ id: true })).returns<RecordsPatch>(),
  /** How far a wallet is looked through: each part that is left out is as usual. */
  setWalletSearch: call(walletSearchSchema).returns<RecordsPatch>(),
  /** Refused while a connection watches it. */
  removeCustomChain: call(z.strictObject({ venue: venueIdSchema })).returns<RecordsPatch>(),
  /** `percent: undefined` takes the cap away. */
  setVenueCap: call(
    venueCapSchema.extend({ percent: venueCapSchema.shape.percent.optional() }),
  ).returns<RecordsPatch>(),
  /** Finds the address of an ENS or SNS name. */
  resolveName: call(z.strictObject({ name: z.string().trim().min(3).max(255) })).returns<{
    readonly name: string;
    readonly address: string;
    readonly family: ChainFamily;
  }>(),
  /** Replaces what is in a manual connection. */
  setManualHoldings: call(
    z.strictObject({ id: connectionId, holdings: z.array(manualHoldingSchema).max(2000) }),
  ).returns<RecordsPatch>(),
  /** Opens a venue's page for keys in the browser. */
  openVenuePage: call(
    z.strictObject({ venue: venueIdSchema, page: z.enum(['keys']) }),
  ).returns<void>(),

  /** Stores a set of targets, or changes the one with the same id. What does not add up is refused. */
  saveTargetSet: call(targetSetSchema).returns<RecordsPatch>(),
  removeTargetSet: call(z.strictObject({ id: targetSetSchema.shape.id })).returns<RecordsPatch>(),
  /** The set that the screen shows and that alerts are about. */
  selectTargetSet: call(
    z.strictObject({ id: targetSetSchema.shape.id }),
  ).returns<UnderstoodSettings>(),
  /** Stores a ticket of which something is done, or changes the one with the same id. */
  keepTicket: call(ticketRecordSchema).returns<RecordsPatch>(),
  forgetTickets: call(
    z.strictObject({ ids: z.array(ticketRecordSchema.shape.id).min(1).max(1000) }),
  ).returns<RecordsPatch>(),
  /** What the venues in use say about trading these assets, and all that is held. */
  getRebalanceTerms: call(
    z.strictObject({ assets: z.array(codeSchema(200)).max(500) }),
  ).returns<RebalanceTermsView>(),
  getOrderBooks: call(
    z.strictObject({
      markets: z.array(z.strictObject({ venue: venueIdSchema, symbol: marketSymbol })).max(60),
    }),
  ).returns<OrderBooksView>(),
  /** Opens the venue's page of a market in the browser. Nothing is filled in there. */
  openTradePage: call(
    z.strictObject({ venue: venueIdSchema, symbol: marketSymbol }),
  ).returns<void>(),
  /** Asks where to save a text that the page made; answers the path, or `cancelled`. */
  saveTextFile: call(
    z.strictObject({
      suggestedName: z.string().regex(/^[\w.-]{1,100}$/),
      text: z.string().max(50_000_000),
    }),
  ).returns<{ readonly path: string }>(),
} as const;

/** What main tells the page unasked. */
export interface Events {
  readonly portfolioChanged: PortfolioPatch;
  readonly statusChanged: StatusView;
  readonly connectionsChanged: readonly Connection[];
  readonly settingsChanged: UnderstoodSettings;
  readonly recordsChanged: RecordsPatch;
  /** A new point was recorded. */
  readonly historyChanged: { readonly at: number };
  readonly noticeRaised: Notice;
}

/** Something the user should know of, shown until dismissed. */
export interface Notice {
  readonly id: string;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
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
