import path from 'node:path';
import { asidePaths, type AsidePaths } from '../../files/set-aside';

/** Where the embedded engine and what keeps it safe are, in the folder of the history. */
export interface EnginePaths extends AsidePaths {
  readonly directory: string;
  readonly engine: string;
  /** Whether the engine's folder can be trusted as it is on disk. */
  readonly engineTrust: string;
  /** The same as versions before journal format 2 kept it; removed once it has been read. */
  readonly formerEngineState: string;
  /** Being put together; abandoned when the app was killed meanwhile. */
  readonly rebuild: string;
  readonly backups: string;
  /** How often the process died over the entry that an opening delivers first. */
  readonly attempts: string;
  /** Entries over which the process died each time. */
  readonly putBy: string;
}

export function enginePaths(directory: string): EnginePaths {
  const at = (name: string): string => path.join(directory, name);
  return {
    ...asidePaths(directory),
    directory,
    engine: at('engine'),
    engineTrust: at('engine-trust.json'),
    formerEngineState: at('engine-state.json'),
    rebuild: at('engine.rebuild'),
    backups: at('backups'),
    attempts: at('attempts.json'),
    putBy: at('put-by'),
  };
}
