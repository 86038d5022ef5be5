// @ts-check

/**
 * A sink for one line meant for a person.
 * @typedef {(line: string) => void} Log
 */

/**
 * Writes one line to standard error. Standard output belongs to whatever is being run: the app's
 * JSON must be the only thing there.
 * @type {Log}
 */
export const logToStandardError = (line) => {
  process.stderr.write(`${line}\n`);
};
