import { accessSync, constants, mkdirSync } from 'node:fs';

/** Makes the data folder if need be; answers what is wrong with it, if anything is. */
export function unusableDataFolder(directory: string): string | undefined {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    return `The data folder ${directory} cannot be used (${codeOf(error)}). Give another --data-dir.`;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
