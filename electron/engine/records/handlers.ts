import type { HandlersOf } from '../../../shared/contract/contract';
import type { recordsCalls } from '../../../shared/contract/records';
import { succeed } from '../../../shared/base/failure';
import type { RecordsService } from './records-service';

/** All that the user made; changes to it are calls of their domains. */
export function recordsHandlers(records: RecordsService): HandlersOf<typeof recordsCalls> {
  return { getRecords: () => succeed(records.view()) };
}
