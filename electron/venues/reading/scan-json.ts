/** No answer is nested half as deep, and what walks through it calls itself for each level. */
const DEEPEST = 200;
/**
 * `[{},{},{},` and its like make a hundred bytes of memory of each, and a second's work of some
 * megabytes. Binance's list of markets, the largest answer there is, has about 70,000 lists and objects
 * and 800,000 values.
 */
const MOST_CONTAINERS = 500_000;
const MOST_VALUES = 2_500_000;
/** Each is copied. Of a Solana wallet's token accounts each has one. */
const MOST_LONG_NUMBERS = 200_000;
/** So many significant digits survive the way to a double and back to text unchanged (IEEE 754). */
const EXACT_DIGITS = 15;
/** A power of ten with so many digits may be none that a double has. */
const INEXACT_EXPONENT = /[eE][+-]?\d{3}/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

export interface ScannedJson {
  /** The text, each number that a double may not hold put into quotes. */
  readonly text: string;
  /** Members of all its objects; a name that an object has twice counts twice. */
  readonly members: number;
}

/**
 * Looks once through a text of JSON: refuses one that would take long to parse or to walk through, and
 * finds the numbers whose digits would be lost. What is wrong with the text otherwise is left to the
 * parser.
 * @throws SyntaxError
 */
export function scanJson(text: string): ScannedJson {
  const pieces: string[] = [];
  let taken = 0;
  let depth = 0;
  let containers = 0;
  let values = 0;
  let members = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      continue;
    }
    if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = endOfNumber(text, at);
      const digits = end - at - (code === MINUS ? 1 : 0);
      if (digits > EXACT_DIGITS || (end - at > 4 && INEXACT_EXPONENT.test(text.slice(at, end)))) {
        pieces.push(text.slice(taken, at), quoted(text, at, end));
        taken = end;
        if (pieces.length > 2 * MOST_LONG_NUMBERS) throw tooMany();
      }
      at = end;
      continue;
    }
    // `[` and `{` differ from `]` and `}` by two, and in one bit from each other.
    const bracket = code | 0x20;
    if (bracket === 0x7b) {
      depth += 1;
      containers += 1;
      if (depth > DEEPEST) throw new SyntaxError('JSON that is nested too deep');
      if (containers > MOST_CONTAINERS) throw tooMany();
    } else if (bracket === 0x7d) depth -= 1;
    else if (code === COMMA) {
      values += 1;
      if (values > MOST_VALUES) throw tooMany();
    } else if (code === COLON) members += 1;
    at += 1;
  }
  return { text: taken === 0 ? text : pieces.join('') + text.slice(taken), members };
}

function tooMany(): SyntaxError {
  return new SyntaxError('JSON of too many parts');
}

/** Behind the quote that ends a string, or behind the text if none does. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

/** Behind an odd number of backslashes. Each is looked at once: a quote is behind them. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    const isPart =
      (code >= ZERO && code <= NINE) ||
      code === 0x2e ||
      code === 0x65 ||
      code === 0x45 ||
      code === MINUS ||
      code === 0x2b;
    if (!isPart) break;
  }
  return end;
}

/** In quotes it must not pass for the name of a member, which a number cannot be. */
function quoted(text: string, start: number, end: number): string {
  const number = text.slice(start, end);
  let next = end;
  while (next < text.length && text.charCodeAt(next) <= 0x20) next += 1;
  if (!NUMBER.test(number) || text.charCodeAt(next) === COLON)
    throw new SyntaxError('no number of JSON');
  return `"${number}"`;
}
