import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILURE_CODES, failure } from './failure';
import { failureText, sentences, wholeSentence } from './sentences';

const word = fc.constantFrom(
  'the',
  'venue',
  'did',
  'not',
  'answer',
  'v1.2',
  'example.com',
  'it',
  '“USDT”',
);
const ending = fc.constantFrom(
  '',
  '.',
  '..',
  '...',
  '!',
  '?',
  '…',
  '."',
  '.)',
  '.”',
  '"',
  ')',
  ' ',
  '. ',
);
const text = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 8 }), ending)
  .map(([words, end]) => `${words.join(' ')}${end}`);
const hint = fc.option(fc.oneof(text, fc.constantFrom('', ' ')), { nil: undefined });

/** Ends with one mark, has no two full stops that are not three, and no gap. */
function expectWellFormed(sentence: string): void {
  expect(sentence).toMatch(/[.!?…]["”)]*$/);
  expect(sentence.replaceAll('...', '…')).not.toMatch(/\.\./);
  expect(sentence).not.toMatch(/ {2}|^ | $|undefined/);
}

describe('message and hint', () => {
  it('make whole sentences, with or without their full stops, for every code', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FAILURE_CODES), text, hint, (code, message, advice) => {
        const made = failure(code, message, advice === undefined ? {} : { hint: advice });
        expectWellFormed(made.message);
        expectWellFormed(failureText(made));
        // One that was made elsewhere, as by an older version, reads the same.
        const { hint: kept } = made;
        const raw = { message, ...(advice === undefined ? {} : { hint: advice }) };
        expect(failureText(raw)).toBe(
          failureText({ message: made.message, ...(kept === undefined ? {} : { hint: kept }) }),
        );
      }),
    );
  });

  it('say everything that was given', () => {
    fc.assert(
      fc.property(text, text, (message, advice) => {
        const bare = (one: string) => one.replaceAll(/[.\s]/g, '');
        const said = bare(sentences(message, advice));
        expect(said.startsWith(bare(message))).toBe(true);
        expect(said.endsWith(bare(advice))).toBe(true);
      }),
    );
  });

  it.each([
    [['It failed'], 'It failed.'],
    [['It failed.', 'Try again'], 'It failed. Try again.'],
    [['It failed..', ''], 'It failed.'],
    [['It failed...'], 'It failed...'],
    [['It said "no."', undefined], 'It said "no."'],
    [['It said "no"', ' '], 'It said "no".'],
    [['Try again.', 'Try again.'], 'Try again.'],
    [['', 'Try again.'], 'Try again.'],
    [['', undefined], ''],
    [['Why?', 'Look it up!'], 'Why? Look it up!'],
  ])('%j reads %j', (given, said) => {
    expect(sentences(...given)).toBe(said);
  });

  it('stay as they are when they are whole', () => {
    fc.assert(
      fc.property(text, (one) => {
        const whole = wholeSentence(one);
        expect(wholeSentence(whole)).toBe(whole);
      }),
    );
  });
});
