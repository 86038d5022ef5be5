/**
 * What cannot be stored (PostgreSQL's text refuses NUL, its jsonb also lone surrogates) or cannot be seen:
 * control and format characters, marks that turn the direction of writing, spaces other than the plain
 * one, what has no width, private and non-characters. Either makes one code pass for another.
 * https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const UNSEEN =
  '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Noncharacter_Code_Point}\\p{Default_Ignorable_Code_Point}\\u2800' +
  '\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000';
/** Begins an escape. Never left as it is, so that no text can pretend to be the escape of another. */
const ESCAPE = '\u241b';
const HAS_UNSEEN = new RegExp(`[${UNSEEN}]`, 'u');
const TO_ESCAPE = new RegExp(`[${UNSEEN}${ESCAPE}]`, 'gu');
/** Text of these alone, which most is, has nothing to look for. */
const PLAIN = /^[\x20-\x7e]*$/;
/** Joiners and variation selectors, which words and emoji of many languages are written with. */
const JOINERS = /[\u200c\u200d\ufe00-\ufe0f]/g;
const NOT_OF_A_LABEL = new RegExp(`(?![\\u200c\\u200d\\ufe00-\\ufe0f])[${UNSEEN}]`, 'gu');

const CANNOT_BE_KEPT =
  /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]/u;

/** Whether a text can be stored anywhere and turns no direction of writing. */
export function isKeepable(text: string): boolean {
  return PLAIN.test(text) || !CANNOT_BE_KEPT.test(text);
}

/** Whether a text can be stored anywhere and every character of it can be seen. */
export function isStorable(text: string): boolean {
  return PLAIN.test(text) || !HAS_UNSEEN.test(text);
}

/**
 * A text of a stranger, each character that cannot be stored or seen written out: `GEM`, NUL is `GEM\u241b0000`.
 * Different texts stay different, so it is applied once, where the text comes in: `\u241b` itself is
 * written out, too.
 */
export function storableText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(TO_ESCAPE, (character) =>
    Array.from({ length: character.length }, (_, unit) => escaped(character.charCodeAt(unit))).join(
      '',
    ),
  );
}

function escaped(unit: number): string {
  return `${ESCAPE}${unit.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** What stands for a name that is empty: no escape, which goes on with four digits. */
export const EMPTY_NAME = ESCAPE;

/**
 * What somebody typed or pasted as a name or a note, on one line and without what cannot be stored or
 * seen; empty where nothing is left. Emoji and joined scripts stay whole.
 */
export function labelText(text: string): string {
  if (PLAIN.test(text)) return text.trim();
  const label = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, ' ')
    .replace(NOT_OF_A_LABEL, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return label.replace(JOINERS, '') === '' ? '' : label;
}

/** What somebody typed or pasted as a note: its lines stay, what cannot be stored goes. */
export function noteText(text: string): string {
  return text.replace(new RegExp(CANNOT_BE_KEPT, 'gu'), '').trim();
}

const DEEPEST = 200;

/**
 * A value of JSON with {@link storableText} for each of its texts and names.
 * @throws SyntaxError for one that is nested more than 200 deep
 */
export function storableJson(value: unknown, text = storableText, depth = 0): unknown {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) throw new SyntaxError('JSON that is nested too deep');
  if (Array.isArray(value)) return value.map((one: unknown) => storableJson(one, text, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [text(name), storableJson(one, text, depth + 1)]),
  );
}
