import path from 'node:path';

/** Where everything of the embedded history is, below its own folder. */
export interface StorePaths {
  readonly directory: string;
  readonly lock: string;
  /** Identity of this installation and of the journal it began with. */
  readonly identity: string;
  /** Whether the engine's folder can be trusted as it is on disk. */
  readonly engineState: string;
  readonly engine: string;
  /** Being put together; abandoned when the app was killed meanwhile. */
  readonly rebuild: string;
  readonly journal: string;
  readonly backups: string;
  /** Folders that could not be trusted or opened. Nothing here is ever deleted by the app. */
  readonly setAside: string;
}

export function storePaths(directory: string): StorePaths {
  const at = (name: string): string => path.join(directory, name);
  return {
    directory,
    lock: at('lock'),
    identity: at('identity.json'),
    engineState: at('engine-state.json'),
    engine: at('engine'),
    rebuild: at('engine.rebuild'),
    journal: at('journal'),
    backups: at('backups'),
    setAside: at('set-aside'),
  };
}
