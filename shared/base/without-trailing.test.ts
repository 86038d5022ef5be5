import { expect, it } from 'vitest';
import { withoutTrailing } from './without-trailing';

it.each([
  ['1.500', '0', '1.5'],
  ['000', '0', ''],
  ['', '0', ''],
  ['a/b//', '/', 'a/b'],
  ['what?!..', '.!?', 'what'],
  ['0.0x', '0', '0.0x'],
])('%j without any of %j at its end is %j', (text, characters, expected) => {
  expect(withoutTrailing(text, characters)).toBe(expected);
});
