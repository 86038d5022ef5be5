import { storableJson } from '../../shared/text/storable-text';
import { scanJson } from './scan-json';

/** Escapes, and characters beyond plain ones: only such text has to be looked through. */
const MAY_HIDE_SOMETHING = /\\[bfnrtu]|[^\x20-\x7e\t\n\r]/;

/**
 * Parses JSON without losing a digit: numbers that a double may not hold come as text, all others as
 * numbers. Characters that cannot be stored or seen come written out, so that no code passes for another.
 * @throws SyntaxError for text that is not JSON, or is nested too deep or of too many parts to be an answer
 */
export function parseLossless(text: string): unknown {
  const value = JSON.parse(scanJson(text)) as unknown;
  return MAY_HIDE_SOMETHING.test(text) ? storableJson(value) : value;
}
