import type { AppInfo } from '../shared/contract/status-view';
import type { ConnectionId, VenueId } from '../shared/base/ids';
import type { Failure, Instant, Result } from '../shared/base/failure';
import type { Settings } from '../shared/settings/settings';
import type { Handlers } from '../shared/contract/contract';
import type { Publish } from './desktop/publisher';
import type { ChildProcessPort } from './processes/child-process';
import type { ConnectionService } from './engine/connections/connection-service';
import type { DemoService } from './engine/demo/demo-service';
import type { LivePortfolio } from './engine/portfolio/live-portfolio';
import type { Log } from './engine/ports/log';
import type { StartupCache, StartupState } from './engine/ports/startup-cache';

/** What the composition needs of the surroundings. */
export interface Surroundings {
  readonly info: Omit<AppInfo, 'demo'>;
  readonly log: Log;
  readonly cache: StartupCache;
  /** What the cache held at the start. */
  readonly cached: StartupState | undefined;
  /** The stored portfolio has been painted, or there is none to wait for. */
  readonly firstPaint: Promise<void>;
  /** Loopback servers that stand for venues in unpackaged runs, by venue. */
  readonly endpoints: Readonly<Record<VenueId, string>>;
  /** There is a history of an earlier run in the data folder. */
  readonly hasHistory: boolean;
  /** When the app was built. */
  readonly builtAt: Instant;
  readonly spawnHistory: () => ChildProcessPort;
  readonly forkDemo: () => ChildProcessPort;
  /** Starts the process for heavy pure work. */
  readonly spawnWorker: () => ChildProcessPort;
  readonly publish: Publish;
  /** Asks where to save a text, and saves it. */
  readonly saveText: (suggestedName: string, text: string) => Promise<Result<{ path: string }>>;
  /** Opens a page of a venue in the browser. */
  readonly openPage: (url: string) => Promise<Result<void>>;
  /** Remembers over restarts that everything is to be erased, and which keychain entries. */
  readonly markErasing: (ids: readonly ConnectionId[]) => Promise<void>;
  /** Deletes what is in the data folder; answers what could not be deleted now. */
  readonly eraseFiles: () => Promise<readonly string[]>;
  /** Shows a notification of the system. */
  readonly notify: (title: string, text: string) => void;
  readonly applySettings: (settings: Settings) => void;
  readonly onPainted: (painted: { sequence: number; settled: boolean }) => void;
  readonly onRecorded: (at: Instant) => void;
}

/** The running app without its window. */
export interface Portolan {
  readonly portfolio: LivePortfolio;
  readonly connections: ConnectionService;
  readonly demo: DemoService;
  readonly handlers: Handlers;
  /** Why the prices of a venue cannot be had now. */
  priceFailures(): Readonly<Record<VenueId, Failure>>;
  /** What a window would say of the portfolio as a whole, most important first: whole sentences. */
  warnings(): readonly string[];
  /** Opens the database and starts all connections; resolves when each account has an outcome. */
  start(): Promise<Result<void>>;
  /** Drains what is in flight. */
  close(): Promise<void>;
}
