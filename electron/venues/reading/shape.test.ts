import { describe, expect, it } from 'vitest';
import { countOf } from './shape';

describe('a count', () => {
  it.each([
    [0, 0],
    [12, 12],
    ['0', 0],
    ['12', 12],
  ])('may be %j', (value, count) => {
    expect(countOf({ value }, 'value')).toBe(count);
  });

  it.each(['', ' ', '0x10', '1e3', '-1', '1.5', -1, 1.5, true, false, null, undefined, [], ['3']])(
    'is not %j',
    (value) => {
      expect(() => countOf({ value }, 'value')).toThrow('"value" was not as documented');
    },
  );
});
