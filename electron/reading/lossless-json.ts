import { parse } from 'lossless-json';
import { storableJson } from '../../shared/text/storable-text';

/**
 * A number literal of 16 or more characters, which a double may not hold. Up to 15 significant digits
 * survive the way to a double and back to text unchanged (IEEE 754), so plain parsing is exact then.
 */
const LONG_NUMBER = /[:[,]\s*-?\d[\d.]{15,}/;
const LONGEST_EXACT_NUMBER = 15;

/** Escapes, and characters beyond plain ones: only such text has to be looked through. */
const MAY_HIDE_SOMETHING = /\\[bfnrtu]|[^\x20-\x7e\t\n\r]/;

/**
 * Parses JSON without losing a digit: numbers that a double cannot hold come as text, all others as
 * numbers. Only text with such numbers takes the slow way: a venue's market list is megabytes.
 * Characters that cannot be stored or seen come written out, so that no code passes for another.
 * @throws SyntaxError for text that is not JSON
 */
export function parseLossless(text: string): unknown {
  const value = parseNumbers(text);
  return MAY_HIDE_SOMETHING.test(text) ? storableJson(value) : value;
}

function parseNumbers(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text) as unknown;
  return parse(text, undefined, (literal) =>
    literal.length <= LONGEST_EXACT_NUMBER ? Number(literal) : literal,
  );
}
