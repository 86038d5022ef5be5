import { enginePaths, type EnginePaths } from '../engines/embedded/engine-paths';
import { storePaths, type StorePaths } from '../history/store-paths';

/** All that may be in the folder of a history, whichever engine it is of. */
export type HistoryPaths = StorePaths & EnginePaths;

export function historyPaths(directory: string): HistoryPaths {
  return { ...storePaths(directory), ...enginePaths(directory) };
}
