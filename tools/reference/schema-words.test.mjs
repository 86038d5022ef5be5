import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { schemaWords } from './schema-words.mjs';

describe('what a schema takes, in words', () => {
  it('reads like a type', () => {
    const schema = z.strictObject({
      id: z.string().max(100),
      page: z.enum(['keys', 'help']).optional(),
      rows: z.array(z.strictObject({ amount: z.number() })).max(5),
      either: z.union([z.literal('all'), z.number().int().min(2).max(9)]),
      names: z.array(z.string()),
    });
    expect(schemaWords(schema)).toBe(
      "{ id: text ≤ 100, page?: 'keys' | 'help', rows: { amount: number }[] ≤ 5, " +
        "either: 'all' | integer 2–9, names: text[] }",
    );
  });

  it('says what is given, not what becomes of it', () => {
    const schema = z.strictObject({
      text: z.string().transform(Number),
      note: z.string().default(''),
    });
    expect(schemaWords(schema)).toBe('{ text: text, note?: text }');
  });

  it('puts a choice in brackets where there are many of them', () => {
    expect(schemaWords(z.array(z.enum(['a', 'b'])))).toBe("('a' | 'b')[]");
  });

  it('goes on in the next line where one is too short', () => {
    const inner = z.strictObject({ first: z.string(), second: z.string() });
    const schema = z.strictObject({ inner: z.array(inner), other: z.boolean() });
    expect(schemaWords(schema, 30)).toBe(
      [
        '{',
        '  inner: {',
        '    first: text,',
        '    second: text,',
        '  }[],',
        '  other: boolean,',
        '}',
      ].join('\n'),
    );
  });

  it('is empty where nothing is taken', () => {
    expect(schemaWords(z.undefined())).toBe('');
  });

  it('shortens a long list of choices', () => {
    const letters = z.enum(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
    expect(schemaWords(letters)).toBe("'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | … (2 more)");
  });
});
