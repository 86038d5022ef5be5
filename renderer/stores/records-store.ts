import { createStore } from 'zustand/vanilla';
import { UNKNOWN_RECORDS, type RecordsView } from '../../shared/records/records-view';

/** What the user made; unknown until main has answered, and until the database has. */
export const recordsStore = createStore<RecordsView>(() => ({ ...UNKNOWN_RECORDS, sequence: -1 }));
