import type { Clock } from '../ports/clock';
import type { DatabaseState } from '../ports/history';
import type { RecordStore } from '../ports/record-store';
import type { SettingStore } from '../ports/setting-store';
import type { StartupState } from '../ports/startup-cache';
import { SettingsService } from '../settings/settings-service';
import { RecordsService } from './records-service';
import { UserRecords } from './user-records';

export interface RecordsNeeds {
  /** Answers in time, or fails. */
  readonly store: SettingStore & RecordStore;
  readonly history: Pick<DatabaseState, 'status'>;
  readonly clock: Clock;
  readonly cached: StartupState | undefined;
}

export interface RecordsParts {
  readonly settings: SettingsService;
  readonly records: RecordsService;
  readonly userRecords: UserRecords;
}

/** What the user prefers and made. */
export function recordsParts({ store, history, clock, cached }: RecordsNeeds): RecordsParts {
  const settings = new SettingsService(store, cached?.settings);
  const records = new RecordsService({ ...store, status: () => history.status() }, cached?.records);
  return { settings, records, userRecords: new UserRecords({ records, settings, clock }) };
}
