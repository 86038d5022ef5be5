import type { Result } from '../../../shared/base/failure';
import type { RecordChange, StoredRecord } from '../../../shared/records/stored-record';

/** What the user made, row by row. Failures: `storage`. */
export interface RecordStore {
  /** Every row as it is, also those of a newer version. */
  records(): Promise<Result<readonly StoredRecord[]>>;
  /**
   * Stores rows and takes rows away, all of them or none.
   * @param settings preferences by key that change together with them
   */
  changeRecords(
    changes: readonly RecordChange[],
    settings?: Readonly<Record<string, unknown>>,
  ): Promise<Result<void>>;
}
