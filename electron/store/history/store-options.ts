import type { Instant } from '../../../shared/base/failure';
import type { HistoryFinding } from '../../engine/ports/history';
import type { DestinationStatus } from '../delivery/destination-status';
import type { EngineSource } from '../delivery/engine';
import type { Trouble } from './troubles';

export interface StoreOptions {
  /** The journal, and an engine of this machine, live in it; it is made when missing. */
  readonly directory: string;
  /** The engine that answers what is asked. */
  readonly engine: EngineSource;
  /** Databases that get all of the journal besides. */
  readonly others?: readonly EngineSource[];
  /** How long to wait for another process that holds the folder; some seconds by default. */
  readonly lockPatienceMs?: number;
  readonly log: (message: string) => void;
  readonly now: () => Instant;
  /** 0 to 1, `Math.random` by default. */
  readonly random?: () => number;
  /** How many acknowledged writes are still on their way to the engine that answers. */
  readonly onWaiting: (waiting: number) => void;
  /** How any of the destinations does, whenever it may have changed. */
  readonly onDestination?: (status: DestinationStatus) => void;
  /** What was found wrong with the files, at each opening for as long as something of it is lost. */
  readonly onFinding?: (finding: HistoryFinding) => void;
  /** What is refused at present, as by a full disk; undefined when all is well again. */
  readonly onTrouble?: (trouble: Trouble | undefined) => void;
  /** The engine failed in a way that only a new process can mend. Nothing acknowledged is lost. */
  readonly onFatal: (error: unknown) => void;
  /** Size beyond which the journal begins another file. */
  readonly segmentBytes?: number;
}
