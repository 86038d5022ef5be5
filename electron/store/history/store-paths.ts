import path from 'node:path';
import { ROOM_FILE } from '../files/disk-room';
import { boundsFile } from '../outbox/destinations';
import { markFile } from '../outbox/last-mark';

/** Where everything of the embedded history is, below its own folder. */
export interface StorePaths {
  readonly directory: string;
  readonly lock: string;
  /** Identity of this installation and its journal, and the newest schema it ever had. */
  readonly identity: string;
  /** Whether the engine's folder can be trusted as it is on disk. */
  readonly engineTrust: string;
  /** The same as versions before journal format 2 kept it; removed once it has been read. */
  readonly formerEngineState: string;
  readonly engine: string;
  /** Being put together; abandoned when the app was killed meanwhile. */
  readonly rebuild: string;
  readonly journal: string;
  /** Beside the journal: what was dropped of it, and the number of its newest entry. */
  readonly journalBounds: string;
  readonly journalLast: string;
  readonly backups: string;
  /** What was found missing or damaged, for as long as it is told. */
  readonly findings: string;
  /** On how many days the app was used since each finding and set-aside copy was first seen. */
  readonly daysOfUse: string;
  /** How often the process died over the entry that an opening delivers first. */
  readonly attempts: string;
  /** Entries over which the process died each time. */
  readonly putBy: string;
  /** What could not be trusted or opened, moved here whole. Ages out by the rule in set-aside.ts. */
  readonly setAside: string;
  /** Never there by this name, see assertRoom: only with a random ending, and after a kill. */
  readonly room: string;
}

export function storePaths(directory: string): StorePaths {
  const at = (name: string): string => path.join(directory, name);
  return {
    directory,
    lock: at('lock'),
    identity: at('identity.json'),
    engineTrust: at('engine-trust.json'),
    formerEngineState: at('engine-state.json'),
    engine: at('engine'),
    rebuild: at('engine.rebuild'),
    journal: at('journal'),
    journalBounds: boundsFile(at('journal')),
    journalLast: markFile(at('journal')),
    backups: at('backups'),
    findings: at('findings.json'),
    daysOfUse: at('days-of-use.json'),
    attempts: at('attempts.json'),
    putBy: at('put-by'),
    setAside: at('set-aside'),
    room: at(ROOM_FILE),
  };
}
