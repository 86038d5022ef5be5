import { storableJson } from '../../../shared/base/storable-text';
import { scanJson } from './scan-json';

/** Escapes, and characters beyond plain ones: only such text has to be looked through. */
const MAY_HIDE_SOMETHING = /\\[bfnrtu]|[^\x20-\x7e\t\n\r]/;

/**
 * Parses JSON without losing a digit: numbers that a double may not hold come as text, all others as
 * numbers. Characters that cannot be stored or seen come written out, so that no code passes for another.
 * @throws SyntaxError for text that is not JSON, is nested too deep or of too many parts to be an answer, or
 * gives one name of an object twice: a parser takes the last silently, and nobody knows which was meant
 * (https://www.rfc-editor.org/rfc/rfc8259#section-4)
 */
export function parseLossless(text: string): unknown {
  const scanned = scanJson(text);
  const value = JSON.parse(scanned.text) as unknown;
  if (membersOf(value) !== scanned.members)
    throw new SyntaxError('JSON that gives a name of one object twice');
  return MAY_HIDE_SOMETHING.test(text) ? storableJson(value) : value;
}

/** Members of all objects in a value of JSON, which {@link scanJson} has found not to be too deep. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) for (const one of value as unknown[]) members += membersOf(one);
  else
    for (const one of Object.values(value)) {
      members += 1;
      if (typeof one === 'object') members += membersOf(one);
    }
  return members;
}
