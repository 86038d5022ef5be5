import { expect, test } from 'vitest';
import { Decimal } from '../../../shared/base/decimal';
import { fixed, NumberLiteral, toJson } from './wire';

test('number literals keep every digit, and text that looks like one stays text', () => {
  const exact = new NumberLiteral(new Decimal('1234567890.12345678901234567890'));
  expect(toJson({ exact, text: '1.5', negative: new NumberLiteral(new Decimal('-0.1')) })).toBe(
    '{"exact":1234567890.1234567890123456789,"text":"1.5","negative":-0.1}',
  );
});

test('a fixed number of digits never cuts any off', () => {
  expect(fixed(new Decimal('1.5'), 8)).toBe('1.50000000');
  expect(fixed(new Decimal('0.0000000012'), 8)).toBe('0.0000000012');
});
