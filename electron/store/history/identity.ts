import { randomUUID } from 'node:crypto';
import type { EngineTraces } from '../delivery/engine';
import { readChecked, writeChecked } from '../files/checked-json';
import { readJsonObject } from '../files/json-file';
import { scanJournal, type JournalScan } from '../outbox/scan-journal';
import { NEWEST_SCHEMA } from '../migrations/migrations';
import { StorageError } from '../storage-error';
import type { StorePaths } from './store-paths';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface StoreIdentity {
  /** Marks every row that this installation writes. */
  readonly installation: string;
  readonly journal: string;
  /** Before entry 1 of the journal there was no history, so that it alone can rebuild everything. */
  readonly fromTheBeginning: boolean;
  readonly scan: JournalScan;
  /** The journal's id was found nowhere: the engine may still know it. */
  readonly journalIsGuessed: boolean;
  /** What versions before journal format 2 go by, in a folder that one of them left. */
  readonly firstJournal: string | undefined;
}

/**
 * Finds out who this history is, from whichever of its parts still says so: the identity file, segments of
 * the journal, or what engines left beside it. Changes nothing.
 * @throws StorageError when a newer version of the app has had it: its schema, or its journal, is beyond
 * this version, whatever state the engine's folder is in.
 */
export async function findIdentity(
  paths: StorePaths,
  traces: readonly EngineTraces[],
): Promise<StoreIdentity> {
  const file = await readChecked(paths.identity);
  const former = file === undefined ? await readFormer(paths.identity) : undefined;
  const named = uuidOf(file?.['journal']);
  const scan = await scanJournal(paths.journal, named);
  const schema = Math.max(
    numberOf(file?.['schema']),
    scan.schema,
    ...traces.map((one) => one.schema),
  );
  if (schema > NEWEST_SCHEMA) throw newerSchema(schema);
  const isNew = scan.segments.length === 0 && !traces.some((one) => one.exists);
  const found = named ?? scan.id ?? traces.find((one) => one.journal !== undefined)?.journal;
  const journal = found ?? randomUUID();
  const fromTheBeginning =
    (isNew && scan.bounds === undefined) ||
    scan.fromTheBeginning ||
    file?.['began'] === journal ||
    former?.['firstJournal'] === journal;
  return {
    installation: uuidOf((file ?? former)?.['installation']) ?? scan.installation ?? randomUUID(),
    journal,
    fromTheBeginning,
    scan: found === undefined ? scan : await sameJournal(paths, scan, found),
    journalIsGuessed: found === undefined && !isNew,
    firstJournal: uuidOf(former?.['firstJournal']),
  };
}

/**
 * Writes down who this history is, and the newest schema it will have. To be called before anything else is
 * changed: a power cut may take back what the engine wrote, and with it the only other trace of its schema.
 * @param isBarred versions before journal format 2 already refuse the folder
 */
export async function keepIdentity(
  paths: StorePaths,
  identity: StoreIdentity,
  isBarred: boolean,
): Promise<void> {
  const { installation, journal, fromTheBeginning } = identity;
  const content = {
    installation,
    journal,
    schema: NEWEST_SCHEMA,
    ...(fromTheBeginning ? { began: journal } : {}),
    // Until then such a version finds the folder as it left it, and may rebuild it as it would have.
    ...(identity.firstJournal === undefined || isBarred
      ? {}
      : { firstJournal: identity.firstJournal }),
  };
  const known = await readChecked(paths.identity);
  if (JSON.stringify(known) !== JSON.stringify(content))
    await writeChecked(paths.identity, content);
}

/** The file as versions before journal format 2 wrote it: without a checksum. */
async function readFormer(file: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const found = await readJsonObject(file).catch(() => undefined);
  return found === undefined || 'sum' in found ? undefined : found;
}

/** Frames are told by their journal: one whose id only an engine's files knew is scanned once more. */
function sameJournal(
  paths: StorePaths,
  scan: JournalScan,
  id: string,
): JournalScan | Promise<JournalScan> {
  return scan.id === id ? scan : scanJournal(paths.journal, id);
}

function uuidOf(value: unknown): string | undefined {
  return typeof value === 'string' && UUID.test(value) ? value : undefined;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : 0;
}

function newerSchema(schema: number): StorageError {
  return new StorageError(
    `This history was written by a newer version of Portolan (schema ${schema}; this one knows ${NEWEST_SCHEMA}).`,
    { hint: 'Update Portolan to open it. Nothing has been changed.' },
  );
}
