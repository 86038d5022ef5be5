import type { Instant } from '../../../shared/base/failure';
import type { HistoryFinding } from '../../engine/ports/history';
import type { SchemaState } from '../migrations/run-migrations';
import type { Frame } from '../outbox/frame';
import type { Journal } from '../outbox/journal';
import type { SqlEngine } from '../sql/sql-engine';
import type { Delivery, DeliveryContext } from './deliver-entry';

/** How entries get into an engine: its tables and its position in a journal move together. */
export interface EntryTables {
  register(engine: SqlEngine, installation: string, now: Instant): Promise<void>;
  /** Number of the last entry of a journal that it holds; 0 for none. */
  position(engine: SqlEngine, journal: string): Promise<number>;
  /** The same when the journal's id was lost: it has delivered the most. */
  newestPosition(engine: SqlEngine): Promise<number>;
  deliver(context: DeliveryContext, frame: Frame): Promise<Delivery>;
  passOver(context: DeliveryContext, sequence: number): Promise<void>;
  /** Numbers of entries that had been put by and have been delivered now. */
  takeUpPutBy(context: DeliveryContext): Promise<readonly number[]>;
}

/** A piece of upkeep, short enough to take turns with queries. */
export type Job = () => Promise<void>;

/** A database that is open, wherever it runs. */
export interface Engine {
  readonly sql: SqlEngine;
  /** What runs, for people. */
  readonly description: string;
  readonly schema: SchemaState;
  readonly tables: EntryTables;
  /** Who aggregates and compresses: the app, or the server's own background workers. */
  readonly jobs: 'app' | 'server';
  /**
   * What an engine needs that lives in this process. Without it, what was committed is kept whatever happens
   * to this machine, and a failure is mended by opening it anew.
   */
  readonly care?: EngineCare;
  /** Leaves nothing for the next opening to mend, as far as its state allows. */
  close(): Promise<void>;
}

/** An engine in this process: it may end it, is not flushed, and has nobody else to look after its files. */
export interface EngineCare {
  /** The way of all work on it, so that damage is acted on wherever it shows. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** It is no longer used, and whoever had to know of it was told. */
  readonly isGivenUp: boolean;
  /** What its opening found is told and kept: it need not be told for this reason again. */
  findingsTold(): Promise<void>;
  /**
   * Delivers the entry that an opening begins with, or `passOver` it: the process may have died over it.
   * @throws what `deliver` throws
   */
  deliverFirst(frame: Frame, ways: FirstDelivery): Promise<void>;
  /** It holds all of the journal: sees to it that everything could be put together again. */
  caughtUp(): Promise<void>;
  /** After each entry. @param bytes of its payload */
  delivered(bytes: number): Promise<void>;
  dueJobs(): Promise<readonly Job[]>;
  backUp(): Promise<void>;
  /** Closes it after an opening that failed; what the error says of its files is known to the next one. */
  abandon(error: unknown): Promise<void>;
}

export interface FirstDelivery {
  readonly deliver: () => Promise<void>;
  readonly passOver: () => Promise<void>;
}

export type NewFinding = Omit<HistoryFinding, 'id' | 'at'>;

/** What an engine is opened with. */
export interface EngineContext {
  readonly journal: Journal;
  /** Before entry 1 of the journal there was no history. */
  readonly fromTheBeginning: boolean;
  /** The journal's id was lost: an engine that holds entries of another one holds those of this one. */
  readonly journalIsGuessed: boolean;
  readonly log: (message: string) => void;
  readonly now: () => Instant;
  /** Tells and keeps what was found wrong. */
  readonly tell: (finding: NewFinding) => Promise<void>;
  /** It keeps every entry up to this one whatever happens: the journal need not. */
  readonly keeps: (sequence: number) => Promise<void>;
  /** Only a new process can go on. */
  readonly onFatal: (error: unknown) => void;
}

export interface OpenedEngine {
  readonly engine: Engine;
  /** Number of the last entry of the journal that it holds. */
  readonly position: number;
  readonly origin: EngineOrigin;
}

/** How an engine came to be what it is. */
export interface EngineOrigin {
  /** Why it is used although nothing vouches for what it holds. */
  readonly unverified?: string;
  /** Where what was moved out of its way is kept. */
  readonly setAside: readonly string[];
  /** Files of it were damaged, and mended from others. */
  readonly isMended: boolean;
}

/** Where an engine is, and how it is opened: what the store is given for each destination. */
export interface EngineSource {
  /** What the journal knows it by; the same for one database for ever. */
  readonly name: string;
  /** Between attempts after failures in a row, in ms. */
  readonly pauses: Pauses;
  /** What is left of the history beside the journal; changes nothing. */
  traces?(): Promise<EngineTraces>;
  /** @throws whatever says that it cannot be opened now */
  open(context: EngineContext): Promise<OpenedEngine>;
}

export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** What an engine's own files say of the history before it is opened. */
export interface EngineTraces {
  /** There is something of a history. */
  readonly exists: boolean;
  /** Id of the journal that it belongs to, as far as it is written down. */
  readonly journal?: string;
  /** The newest schema that it is known to have had; 0 when unknown. */
  readonly schema: number;
}
