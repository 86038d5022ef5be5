import path from 'node:path';
import { ROOM_FILE } from '../files/disk-room';
import { asidePaths, type AsidePaths } from '../files/set-aside';
import { boundsFile } from '../outbox/bounds';
import { markFile } from '../outbox/last-mark';

/** Where the journal and what is known of it are, in the folder of the history. */
export interface StorePaths extends AsidePaths {
  readonly directory: string;
  readonly lock: string;
  /** Identity of this installation and its journal, and the newest schema it ever had. */
  readonly identity: string;
  readonly journal: string;
  /** Beside the journal: what was dropped of it, and the number of its newest entry. */
  readonly journalBounds: string;
  readonly journalLast: string;
  /** What was found missing or damaged, for as long as it is told. */
  readonly findings: string;
  /** Never there by this name, see assertRoom: only with a random ending, and after a kill. */
  readonly room: string;
}

export function storePaths(directory: string): StorePaths {
  const at = (name: string): string => path.join(directory, name);
  return {
    ...asidePaths(directory),
    directory,
    lock: at('lock'),
    identity: at('identity.json'),
    journal: at('journal'),
    journalBounds: boundsFile(at('journal')),
    journalLast: markFile(at('journal')),
    findings: at('findings.json'),
    room: at(ROOM_FILE),
  };
}
