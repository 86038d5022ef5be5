import path from 'node:path';
import type { Instant } from '../../../shared/base/failure';
import type { EngineOrigin, EngineTraces, NewFinding } from '../delivery/engine';
import { assertRoom } from '../files/disk-room';
import { removeTemporaries } from '../files/durable-files';
import { setAside } from '../files/set-aside';
import { NEWEST_SCHEMA } from '../migrations/migrations';
import { Journal } from '../outbox/journal';
import { lostBeyond } from '../outbox/lost-beyond';
import { describeMissing, missingWords } from './findings';
import { findIdentity, keepIdentity, type StoreIdentity } from './identity';
import type { StorePaths } from './store-paths';

export interface OpenOutboxContext {
  readonly paths: StorePaths;
  readonly traces: readonly EngineTraces[];
  readonly log: (message: string) => void;
  readonly now: () => Instant;
  readonly segmentBytes?: number;
}

export interface Outbox {
  readonly journal: Journal;
  readonly identity: StoreIdentity;
}

/**
 * Opens the journal of a history. The caller holds the lock.
 * @throws StorageError; of a history of a newer version nothing has been changed then
 */
export async function openOutbox(context: OpenOutboxContext): Promise<Outbox> {
  const { paths, traces, log, now } = context;
  const identity = await findIdentity(paths, traces);
  await removeLeftOvers(paths);
  await assertRoom(paths.directory);
  await keepIdentity(paths, identity, false);
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
    return { journal, identity };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** What a process left that was killed while it wrote. */
async function removeLeftOvers(paths: StorePaths): Promise<void> {
  const { identity, journalBounds, journalLast, findings, daysOfUse, room } = paths;
  const files = [identity, journalBounds, journalLast, findings, daysOfUse, room];
  await removeTemporaries(
    paths.directory,
    files.map((file) => path.basename(file)),
  );
}

/**
 * What is to be said about a history that was opened.
 * @param position number of the last entry that the engine which answers holds
 */
export function findingsOf(
  { paths, outbox }: { readonly paths: StorePaths; readonly outbox: Outbox },
  position: number,
  origin: EngineOrigin,
): readonly NewFinding[] {
  const { journal, identity } = outbox;
  const lost = describeMissing(lostBeyond(journal, position), journal, identity.scan.segments);
  const kept = origin.setAside.length > 0 ? ` What was damaged is kept in ${paths.setAside}.` : '';
  const common = { lost, setAside: origin.setAside };
  const isUnverified = origin.unverified !== undefined;
  const errors: NewFinding[] = [];
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
      text: `The database of the history was damaged (${origin.unverified}) and no whole backup was left. What could still be opened is used as it is; recorded points of the past may be wrong or missing.${kept}`,
    });
  if (errors.length > 0) return errors;
  const isMended =
    journal.found.damaged.size > 0 ||
    journal.missing.length > 0 ||
    position > journal.last ||
    origin.isMended;
  if (!isMended) return [];
  return [
    {
      ...common,
      level: 'info',
      text: `Files of the history were damaged, and were mended from another copy. Nothing is lost.${kept}`,
    },
  ];
}
