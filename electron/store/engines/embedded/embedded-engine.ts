import path from 'node:path';
import type {
  EngineContext,
  EngineOrigin,
  EngineSource,
  EngineTraces,
  OpenedEngine,
} from '../../delivery/engine';
import { exists, removeTemporaries } from '../../files/durable-files';
import { bootIdentity } from '../../files/process-identity';
import { clearUnfinished, listBackups, unlabelledBackups } from './backup';
import { EmbeddedCare } from './embedded-care';
import { embeddedDriver, type EngineDriver } from './engine-driver';
import { enginePaths, type EnginePaths } from './engine-paths';
import { openEngineFolder, type OpenFolderContext, type OpenedFolder } from './open-engine-folder';

export interface EmbeddedOptions {
  /** The folder of the history. */
  readonly directory: string;
  /** What opens the engine; tests have one that opens faster. */
  readonly driver?: EngineDriver;
  /** Names this run of the machine; asked of the system by default. */
  readonly boot?: string;
}

/** A disk is tried again soon: to try costs nothing, and nobody else is kept from it. */
const PAUSES = { firstMs: 5_000, longestMs: 5_000 } as const;

/**
 * The TimescaleDB that runs in this process on files of this machine. It keeps what its backup has: its own
 * files are never flushed while it runs.
 */
export function embeddedEngine(options: EmbeddedOptions): EngineSource {
  const paths = enginePaths(options.directory);
  return {
    name: 'embedded',
    pauses: PAUSES,
    traces: () => tracesOf(paths),
    open: (context) => open(paths, options, context),
  };
}

async function tracesOf(paths: EnginePaths): Promise<EngineTraces> {
  const backups = await listBackups(paths.backups);
  const journal = backups[0]?.journal;
  return {
    exists: backups.length > 0 || (await exists(paths.engine)),
    schema: Math.max(0, ...backups.map(({ schema }) => schema)),
    ...(journal === undefined ? {} : { journal }),
  };
}

async function open(
  paths: EnginePaths,
  { driver = embeddedDriver, boot }: EmbeddedOptions,
  context: EngineContext,
): Promise<OpenedEngine> {
  // What a process left that was killed while it wrote.
  await removeTemporaries(paths.directory, [path.basename(paths.engineTrust)]);
  await clearUnfinished(paths.backups);
  const opening: OpenFolderContext = {
    ...context,
    ...{ paths, driver, boot: boot ?? (await bootIdentity()) },
  };
  const opened = await openEngineFolder(opening);
  const { engine, schema, position } = opened;
  const care = new EmbeddedCare(opening, context, opened);
  return {
    engine: {
      ...{ sql: engine, description: engine.description, schema, tables: driver, care },
      jobs: 'app',
      close: () => care.close(),
    },
    position,
    origin: await originOf(paths, opened),
  };
}

async function originOf(
  paths: EnginePaths,
  { origin: { how, reason, setAside } }: OpenedFolder,
): Promise<EngineOrigin> {
  const isReplaced = how === 'rebuilt' && setAside.length > 0 && !isPowerCut(reason);
  return {
    setAside,
    isMended: isReplaced || (await hasBrokenBackup(paths)),
    ...(how === 'unverified' ? { unverified: reason ?? 'unknown cause' } : {}),
  };
}

async function hasBrokenBackup({ backups }: EnginePaths): Promise<boolean> {
  return (await unlabelledBackups(backups)).length > 0 && (await listBackups(backups)).length === 0;
}

/** What the engine is rebuilt for in the usual course of things. */
function isPowerCut(reason: string | undefined): boolean {
  return reason === 'the machine went down while it was in use';
}
