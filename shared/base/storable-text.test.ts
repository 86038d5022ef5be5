import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_NAME,
  isKeepable,
  isStorable,
  labelText,
  noteText,
  storableJson,
  storableText,
} from './storable-text';
import { codeSchema, nameSchema, noteSchema } from './text-schemas';
import { runs } from '../testing/runs';

/** Any UTF-16 at all, also what is no text, with many of the characters that matter. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0, max: 0x9f }),
      fc.integer({ min: 0xd800, max: 0xdfff }),
      fc.constantFrom(0x241b, 0x30, 0x200b, 0x200d, 0x202e, 0xfeff, 0xfffe, 0xffff, 0xa0),
    ),
    { maxLength: 12 },
  )
  .map((units) => String.fromCharCode(...units));

const HIDDEN = [
  'GEM\u0000',
  '\u0000GEM',
  'GEM\n',
  'GEM\u0085',
  'GEM\u007f',
  'GEM\ud800',
  '\udc00GEM',
  'GEM\u00ad',
  'GEM\u200b',
  'GEM\u200d',
  'GEM\ufeff',
  '\u202eMEG',
  'GEM\u2066',
  'GEM\u00a0',
  'GEM\u2007',
  'GEM\u3164',
  'GEM\u2800',
  'GEM\ue000',
  'GEM\ufffe',
  'GEM\uffff',
  'GEM\u{e0041}',
  'GEM\ufe0f',
] as const;

describe('the text of a stranger', () => {
  it.each(HIDDEN)('is another one than without what cannot be seen: %j', (code) => {
    const text = storableText(code);
    expect(text).not.toBe('GEM');
    expect(text).toContain('GEM'.slice(0, 1));
    expect(isStorable(code)).toBe(false);
    expect(isStorable(text)).toBe(true);
  });

  it('stays as it is where every character can be seen', () => {
    for (const text of [
      'BTC',
      '币安人生',
      'É',
      'E\u0301',
      'Ünï',
      '🚀',
      'kPEPE',
      '$WIF',
      '__proto__',
      '',
    ])
      expect(storableText(text)).toBe(text);
  });

  it('is written out where it looks like what is written out', () => {
    expect(storableText('GEM\u0000')).toBe('GEM\u241b0000');
    expect(storableText('GEM\u241b0000')).toBe('GEM\u241b241B0000');
    expect(storableText(EMPTY_NAME)).not.toBe(EMPTY_NAME);
  });

  it('never becomes that of another', () => {
    // What was written out can be read back, so no two texts have become one.
    const back = (text: string): string =>
      text.replace(/\u241b([0-9A-F]{4})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    fc.assert(
      fc.property(anyText, (text) => {
        expect(back(storableText(text))).toBe(text);
      }),
    );
  });

  it('can always be stored, as UTF-8 and as JSON, and comes back the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const stored = storableText(text);
        expect(isStorable(stored)).toBe(true);
        expect(isKeepable(stored)).toBe(true);
        expect(new TextDecoder().decode(new TextEncoder().encode(stored))).toBe(stored);
        expect(JSON.stringify(stored)).not.toMatch(/\\u/);
        expect(JSON.parse(JSON.stringify(stored))).toBe(stored);
      }),
    );
  });
});

describe('JSON of a stranger', () => {
  it('has its names and texts written out, and nothing else changed', () => {
    const answer: unknown = JSON.parse(
      '{"G\\u0000":{"a\\ud800":["b\\u202e",1,true,null]},"G":{},"__proto__":{"x":"\\u0000"}}',
    );
    const stored = storableJson(answer);
    expect(Object.entries(stored as object)).toEqual([
      ['G\u241b0000', { 'a\u241bD800': ['b\u241b202E', 1, true, null] }],
      ['G', {}],
      ['__proto__', { x: '\u241b0000' }],
    ]);
    expect(Object.getPrototypeOf(stored)).toBe(Object.prototype);
  });

  it('keeps every name and text apart, and can be stored whole', () => {
    const parts = (value: unknown, name = storableText): string[] =>
      typeof value === 'string'
        ? [name(value)]
        : typeof value === 'object' && value !== null
          ? Object.entries(value).flatMap(([key, one]) => [
              Array.isArray(value) ? key : name(key),
              ...parts(one, name),
            ])
          : [JSON.stringify(value)];
    const same = (text: string): string => text;
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: anyText }), (json) => {
        // As it comes in: JSON knows no negative zero.
        const value: unknown = JSON.parse(JSON.stringify(json));
        const stored = storableJson(value);
        expect(parts(stored, same)).toEqual(parts(value));
        expect(JSON.parse(JSON.stringify(stored))).toEqual(stored);
        expect(JSON.stringify(stored)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
      runs(200),
    );
  });

  it('is refused when it is nested without end', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown;
    expect(() => storableJson(deep)).toThrow(SyntaxError);
  });
});

describe('a name that somebody typed', () => {
  it.each([
    ['  Trading  ', 'Trading'],
    ['a\u0000b', 'a b'],
    ['Cold\r\nstorage', 'Cold storage'],
    ['\u202eknab', 'knab'],
    ['Ba\u200bnk\ufeff', 'Bank'],
    ['lone \ud83d', 'lone'],
    ['Familie 👨‍👩‍👧 ❤️', 'Familie 👨‍👩‍👧 ❤️'],
    ['می‌خواهم', 'می‌خواهم'],
    ['\u0000\u200b\ud800', ''],
    ['\u200d\ufe0f', ''],
  ])('%j is %j', (typed, name) => {
    expect(labelText(typed)).toBe(name);
  });

  it('is the same cleaned again, and can be stored', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = labelText(text);
        expect(labelText(name)).toBe(name);
        expect(isKeepable(name)).toBe(true);
      }),
    );
  });
});

describe('a note that somebody typed', () => {
  it('keeps its lines', () => {
    expect(noteText(' OTC,\r\n\ton\u0000 Monday\u202e \ud800')).toBe('OTC,\r\n\ton Monday');
  });

  it('is the same cleaned again, can be stored, and has lost nothing that can be', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const note = noteText(text);
        expect(noteText(note)).toBe(note);
        expect(isKeepable(note)).toBe(true);
        expect(new TextDecoder().decode(new TextEncoder().encode(note))).toBe(note);
        if (isKeepable(text)) expect(note).toBe(text.trim());
      }),
      runs(300),
    );
  });
});

describe('what the contract takes', () => {
  it('is kept as it was typed or refused where it is an id or a code, never changed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const code = codeSchema(20).safeParse(text);
        expect(code.success).toBe(text !== '' && text.length <= 20 && isStorable(text));
        if (code.success) expect(code.data).toBe(text);
      }),
      runs(300),
    );
  });

  it('can be stored where it is a name or a note, and a name has something to be seen', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = nameSchema(20, 'Give a name.').safeParse(text);
        expect(name.success).toBe(labelText(text) !== '');
        if (name.success) expect(isKeepable(name.data)).toBe(true);
        const note = noteSchema(20).safeParse(text);
        expect(note.success && isKeepable(note.data)).toBe(true);
      }),
      runs(300),
    );
  });
});
