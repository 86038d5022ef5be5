// @ts-check
import process from 'node:process';
import { startOwned } from './owned-process.mjs';

/**
 * What became of a program that ran to its end.
 * @typedef {object} RunResult
 * @property {number} code exit status; 128 + n is not used, a signal gives 1
 * @property {string} output standard output, when captured or shown at the end
 * @property {string} errors standard error, likewise
 */

/**
 * Runs a program to its end. Without `capture`, both of its outputs go to our standard error, so
 * that our standard output stays free for results; with `atEnd` in one piece when it has ended, for
 * programs that run beside others.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, atEnd?: boolean }} [options]
 * @returns {Promise<RunResult>} a failing program resolves with its code; one that cannot be
 *   started rejects
 */
export async function run(command, args, options = {}) {
  const { capture = false, atEnd = false, ...where } = options;
  const owned = startOwned(command, args, {
    ...where,
    stdio: capture || atEnd ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
  });
  const output = collect(owned.child.stdout);
  const errors = collect(owned.child.stderr);
  const { code } = await owned.exited;
  const result = { code: code ?? 1, output: await output, errors: await errors };
  if (atEnd) process.stderr.write(result.output + result.errors);
  return result;
}

/**
 * @param {import('node:stream').Readable | null} stream
 * @returns {Promise<string>}
 */
async function collect(stream) {
  if (stream === null) return '';
  let text = '';
  stream.setEncoding('utf8');
  try {
    for await (const part of stream) text += part;
  } catch {
    // A stream cut short by the end of its process still gives what arrived.
  }
  return text;
}
