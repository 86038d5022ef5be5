import { expect, it } from 'vitest';
import { failure } from '../../shared/base/failure';
import { untilText } from '../../shared/base/until-text';
import { sentence } from './failure-words';

it('says what to do, or else when to try again', () => {
  const at = Date.UTC(2026, 10, 28, 13, 4, 20);
  expect(sentence(failure('network', 'No answer.', { hint: 'Check it.' }))).toBe(
    'No answer. Check it.',
  );
  expect(sentence(failure('rate-limited', 'Too many.', { retryAt: at }))).toBe(
    `Too many. Try again at ${untilText(at)}.`,
  );
  expect(sentence(failure('timeout', 'No answer.'))).toBe('No answer. Try again in a moment.');
  expect(sentence(failure('unsupported', 'Not read.'))).toBe('Not read.');
});

it('names the first whole minute at which a wait is over', () => {
  const at = new Date(2026, 10, 28, 14, 4, 20).getTime();
  expect(untilText(at)).toBe('14:05');
  expect(untilText(at + 40_000)).toBe('14:05');
  expect(untilText(at + 40_001)).toBe('14:06');
});
