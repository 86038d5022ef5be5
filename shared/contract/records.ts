import type { RecordsView } from '../records/records-view';
import { call, nothing } from './call';

export const recordsCalls = {
  /** What the user made: all of it. Patches with higher sequences follow as events. */
  getRecords: call(nothing).returns<RecordsView>(),
} as const;
