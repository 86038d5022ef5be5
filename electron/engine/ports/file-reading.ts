import type { Result } from '../../../shared/base/failure';
import type { Follow } from '../../../shared/channel/table';
import type { HoldingsFile } from '../../../shared/manual/holdings-csv';

/** Reads what is in files, away from the thread that the portfolio lives on. */
export interface FileReading {
  /** Progress is the share that is done, 0 to 1. Failures: `cancelled`, `internal`. */
  readHoldings(
    file: { readonly text: string },
    follow?: Follow<number>,
  ): Promise<Result<HoldingsFile>>;
}
