import type { RecordsView } from '../records/records-view';
import { ask, nothing } from './call';

export const recordsCalls = {
  /** What the user made: all of it. Patches with higher sequences follow as events. */
  getRecords: ask(nothing).returns<RecordsView>(),
} as const;
