import type { Clock } from '../ports/clock';
import type { ConnectionStore } from '../ports/connection-store';
import type { RecordStore } from '../ports/record-store';
import type { SettingStore } from '../ports/setting-store';
import { fail, type Result } from '../../../shared/base/failure';
import { afterAwake } from '../../timing/awake-timer';

/** An opening that rebuilds takes longer, and is waited for by what asks again when it is done. */
export const ANSWER_LIMIT_MS = 60_000;

type Timed = ConnectionStore & SettingStore & RecordStore;

/** The database, which answers when it can. */
export interface Untimed extends Omit<Timed, 'connections' | 'settings' | 'records'> {
  readonly reads: Pick<Timed, 'connections' | 'settings' | 'records'>;
}

/**
 * What is asked of the database about connections, preferences and records, answered after a limit at the
 * latest: one that does not open in time must not hang what the user does, least of all erasing everything.
 * A change that was not answered in time may be made all the same, like one whose answer got lost.
 */
export function answeringInTime(history: Untimed, clock: Pick<Clock, 'after'>): Timed {
  function inTime<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
    return new Promise((resolve, reject) => {
      const cancel = afterAwake(clock, ANSWER_LIMIT_MS, () =>
        resolve(
          fail('storage', 'The database does not answer yet.', {
            hint: 'Portolan goes on by itself as soon as it does. If it does not, start Portolan again.',
          }),
        ),
      );
      void answer.finally(cancel).then(resolve, reject);
    });
  }
  return {
    connections: () => inTime(history.reads.connections()),
    saveConnection: (connection) => inTime(history.saveConnection(connection)),
    removeConnection: (id) => inTime(history.removeConnection(id)),
    settings: () => inTime(history.reads.settings()),
    saveSetting: (key, value) => inTime(history.saveSetting(key, value)),
    records: () => inTime(history.reads.records()),
    changeRecords: (changes, settings) => inTime(history.changeRecords(changes, settings)),
  };
}
