import path from 'node:path';
import type { Instant } from '../../../shared/base/failure';
import type { HistoryFinding } from '../../engine/ports/history';
import { assertRoom } from '../files/disk-room';
import { removeTemporaries } from '../files/durable-files';
import { bootIdentity } from '../files/process-identity';
import { Journal } from '../outbox/journal';
import { NEWEST_SCHEMA } from '../migrations/migrations';
import { clearUnfinished, listBackups, nameless } from '../engines/embedded/backup';
import type { EngineDriver } from '../engines/embedded/engine-driver';
import { describeMissing, missingWords } from './findings';
import { findIdentity, keepIdentity, type StoreIdentity } from './identity';
import {
  canRebuildAll,
  lostBeyond,
  openEngineFolder,
  type OpenedEngine,
  type OpenEngineContext,
} from '../engines/embedded/open-engine-folder';
import { setAside } from '../files/set-aside';
import type { StorePaths } from './store-paths';

export interface OpenStoreContext {
  readonly paths: StorePaths;
  readonly driver: EngineDriver;
  readonly log: (message: string) => void;
  readonly now: () => Instant;
  /** Names this run of the machine, {@link bootIdentity} by default. */
  readonly boot?: string;
  readonly segmentBytes?: number;
}

export interface OpenedFiles extends OpenedEngine {
  readonly journal: Journal;
  readonly identity: StoreIdentity;
  readonly boot: string;
  readonly findings: readonly Omit<HistoryFinding, 'id' | 'at'>[];
  /** Should the power go now, not everything could be put together again. */
  readonly needsBackup: boolean;
}

/**
 * Opens journal and engine, each compared with the other before it is trusted, and says what is missing.
 * The caller holds the lock.
 * @throws StorageError; of a history of a newer version nothing has been changed then
 */
export async function openStoreFiles(context: OpenStoreContext): Promise<OpenedFiles> {
  const { paths, driver, log, now } = context;
  const identity = await findIdentity(paths);
  await removeLeftOvers(paths);
  await assertRoom(paths.directory);
  await keepIdentity(paths, identity, false);
  await clearUnfinished(paths.backups);
  const boot = context.boot ?? (await bootIdentity());
  const journal = await Journal.open(paths.journal, identity.scan, {
    id: identity.journal,
    installation: identity.installation,
    schema: NEWEST_SCHEMA,
    fromTheBeginning: identity.fromTheBeginning,
    now,
    ...(context.segmentBytes === undefined ? {} : { segmentBytes: context.segmentBytes }),
    setAside: async (file) => {
      log(`${file} was set aside as ${await setAside(paths.setAside, file, now())}`);
    },
  });
  try {
    await keepIdentity(paths, identity, true);
    const { fromTheBeginning, journalIsGuessed } = identity;
    const engineContext: OpenEngineContext = {
      ...{ paths, driver, journal, fromTheBeginning, journalIsGuessed, boot, log, now },
    };
    const opened = await openEngineFolder(engineContext);
    const findings = await findingsOf(context, identity, journal, opened);
    if (opened.position > journal.last) await journal.advanceTo(opened.position);
    const isWhole = await canRebuildAll(engineContext);
    return {
      ...{ ...opened, journal, identity, boot, findings },
      needsBackup: !isWhole || journal.found.damaged.size > 0,
    };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** What a process left that was killed while it wrote. */
async function removeLeftOvers(paths: StorePaths): Promise<void> {
  const { identity, engineTrust, journalBounds, journalLast, findings, daysOfUse, room } = paths;
  const files = [identity, engineTrust, journalBounds, journalLast, findings, daysOfUse, room];
  await removeTemporaries(
    paths.directory,
    files.map((file) => path.basename(file)),
  );
}

async function findingsOf(
  { paths }: OpenStoreContext,
  { scan }: StoreIdentity,
  journal: Journal,
  { position, origin }: OpenedEngine,
): Promise<readonly Omit<HistoryFinding, 'id' | 'at'>[]> {
  const lost = describeMissing(lostBeyond(journal, position), journal, scan.segments);
  const kept = origin.setAside.length > 0 ? ` What was damaged is kept in ${paths.setAside}.` : '';
  const common = { lost, setAside: origin.setAside };
  const isUnverified = origin.how === 'unverified';
  const errors: Omit<HistoryFinding, 'id' | 'at'>[] = [];
  if (lost.length > 0) {
    const rest = isUnverified ? '' : ' Everything else is there.';
    errors.push({
      ...common,
      level: 'error',
      text: `${missingWords(lost)}. Files of the history were damaged.${kept}${rest}`,
    });
  }
  if (isUnverified)
    errors.push({
      ...{ ...common, lost: [] },
      level: 'error',
      text: `The database of the history was damaged (${origin.reason ?? 'unknown cause'}) and no whole backup was left. What could still be opened is used as it is; recorded points of the past may be wrong or missing.${kept}`,
    });
  if (errors.length > 0) return errors;
  const isMended =
    journal.found.damaged.size > 0 ||
    journal.missing.length > 0 ||
    position > journal.last ||
    (await hasBrokenBackup(paths)) ||
    (origin.how === 'rebuilt' && origin.setAside.length > 0 && !isPowerCut(origin.reason));
  if (!isMended) return [];
  return [
    {
      ...common,
      level: 'info',
      text: `Files of the history were damaged, and were mended from another copy. Nothing is lost.${kept}`,
    },
  ];
}

async function hasBrokenBackup(paths: StorePaths): Promise<boolean> {
  return (
    (await nameless(paths.backups)).length > 0 && (await listBackups(paths.backups)).length === 0
  );
}

/** What the engine is rebuilt for in the usual course of things. */
function isPowerCut(reason: string | undefined): boolean {
  return reason === 'the machine went down while it was in use';
}
