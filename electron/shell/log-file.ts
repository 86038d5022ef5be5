import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../services/ports/log';

const LARGEST_BYTES = 1_000_000;

/**
 * A log of bounded size: one file and the one before it. Written at once, so that the last line before a
 * crash is there; a log that cannot be written never stops the app.
 * @param redact takes out secrets that an unexpected error may quote
 */
export function createLogFile(directory: string, redact: (text: string) => string): Log {
  const path = join(directory, 'portolan.log');
  let size = prepare(directory, path);

  function write(level: string, message: string): void {
    const line = `${new Date().toISOString()} ${level} ${redact(message).replace(/\s*\n\s*/g, ' | ')}\n`;
    try {
      if (size + line.length > LARGEST_BYTES) {
        renameSync(path, `${path}.1`);
        size = 0;
      }
      appendFileSync(path, line, { mode: 0o600 });
      size += line.length;
    } catch {
      // A full disk is reported by the database; the log stays silent.
    }
  }

  return {
    info: (message) => write('info', message),
    warn: (message) => write('warn', message),
    error: (message, error) =>
      write('error', error === undefined ? message : `${message}: ${describe(error)}`),
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Makes the folder; answers the size that the log has already. */
function prepare(directory: string, path: string): number {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
}
