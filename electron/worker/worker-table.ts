import { event, trustedCall } from '../../shared/channel/table';
import type { HoldingsFile } from '../../shared/manual/holdings-csv';

/**
 * Heavy pure work, one call a kind, each of which reports which share of it is done (0 to 1) and can be
 * cancelled. What crosses was checked where it came in; both ends are of one build.
 */
export const workerTable = {
  calls: {
    /** Reads a file of manual holdings. */
    readHoldings: trustedCall<{ readonly text: string }>().returns<
      HoldingsFile,
      { fails: 'cancelled'; reports: number }
    >(),
  },
  events: {
    /** What went wrong in it, for the log. */
    wentWrong: event<string>(),
  },
} as const;

export type WorkerTable = typeof workerTable;
