import { describe, expect, it } from 'vitest';
import { plainWords } from './plain-words';

describe('words of strangers', () => {
  it.each([
    ['  two\n\tlines\u2028of it ', 'two lines of it'],
    ['\u202Elaer\u202C \u2066USDC\u2069', 'laer USDC'],
    ['zero\u200Bwidth\uFEFF', 'zerowidth'],
    ['US\u3164DC\u115F\u2800\uFE0F\u034F', 'USDC'],
    ['bell\u0007 and\u0000 null', 'bell and null'],
    ['private \uE000use', 'private use'],
    ['half \uD83D of a pair', 'half of a pair'],
    ['<b>HTML</b> stays text', '<b>HTML</b> stays text'],
    ['naïve 😀 日本', 'naïve 😀 日本'],
    ['x'.repeat(41), `${'x'.repeat(39)}…`],
    ['x'.repeat(40), 'x'.repeat(40)],
  ])('%j stand in one plain line', (from, to) => {
    expect(plainWords(from)).toBe(to);
  });

  it.each(['\u200F \u0000', '\u3164\u3164', '\u2800'])('may be nothing: %j', (text) => {
    expect(plainWords(text)).toBeUndefined();
  });
});
