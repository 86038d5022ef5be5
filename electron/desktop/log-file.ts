import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../engine/ports/clock';
import type { Log } from '../engine/ports/log';
import { systemClock } from '../timing/system-clock';
import { RepeatLimit } from './repeat-limit';

const LARGEST_BYTES = 1_000_000;
/** Of one entry, so that it fits a file; a character takes up to three bytes. */
const LONGEST_MESSAGE = LARGEST_BYTES - 100;
const LONGEST_WIDE_MESSAGE = LONGEST_MESSAGE / 3;

/**
 * A log of bounded size: one file and the one before it. Written at once, so that the last line before a
 * crash is there; a log that cannot be written never stops the app. Lines that repeat are counted instead
 * (see {@link RepeatLimit}).
 * @param redact takes out secrets that an unexpected error may quote
 */
export function createLogFile(
  directory: string,
  redact: (text: string) => string,
  clock: Pick<Clock, 'now' | 'elapsed'> = systemClock,
): Log {
  const path = join(directory, 'portolan.log');
  let size = prepare(directory, path);

  function append(level: string, message: string): void {
    const line = `${new Date(clock.now()).toISOString()} ${level} ${message}\n`;
    const bytes = Buffer.byteLength(line);
    try {
      if (size + bytes > LARGEST_BYTES) {
        renameSync(path, `${path}.1`);
        size = 0;
      }
      appendFileSync(path, line, { mode: 0o600 });
      size += bytes;
    } catch {
      // A full disk is reported by the database; the log stays silent.
    }
  }

  const limit = new RepeatLimit(clock, append);
  const write = (level: string, message: string): void =>
    limit.write(level, oneLine(redact(message)));
  return {
    info: (message) => write('info', message),
    warn: (message) => write('warn', message),
    error: (message, error) =>
      write('error', error === undefined ? message : `${message}: ${describe(error)}`),
  };
}

function oneLine(text: string): string {
  const fits = Buffer.byteLength(text) <= LONGEST_MESSAGE;
  const lines = (fits ? text : `${text.slice(0, LONGEST_WIDE_MESSAGE)}…`).split('\n');
  const [first = '', ...others] = lines;
  const rest = others.map((line) => line.trim()).filter((line) => line !== '');
  return [first.trimEnd(), ...rest].join(' | ');
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
