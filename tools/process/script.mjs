// @ts-check
import process from 'node:process';
import { logToStandardError } from './log.mjs';

/**
 * Runs a script to its exit code. What it throws is shown as one line, for it is written for the
 * person at the terminal; `PORTOLAN_DEBUG=1` adds where it came from.
 * @param {() => Promise<number>} script
 * @returns {Promise<void>}
 */
export async function runScript(script) {
  try {
    process.exitCode = await script();
  } catch (error) {
    process.exitCode = 1;
    const isDebugging = process.env['PORTOLAN_DEBUG'] === '1';
    const text = error instanceof Error ? error.message : String(error);
    logToStandardError(isDebugging && error instanceof Error ? (error.stack ?? text) : text);
  }
}
