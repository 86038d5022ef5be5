import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/**
 * Patterns are looked for in text that strangers sent. Lint refuses those whose time grows faster than the
 * text by what they are made of; it does not see that of `exceeded.*quota`, which looks to the end of the
 * text from each `exceeded`. So every pattern of the app is taken out of its source here and tried on
 * hostile texts made of what it looks for itself, and on a quarter of each. Four times the text takes a linear one
 * four times as long, about a millisecond for the longest, and one that grows with the square sixteen times, tens
 * or hundreds of milliseconds; the shorter ones find those that grow faster before they take minutes.
 */
const LENGTHS = [32, 600, 30_000];
const PART = 4;
/** Half-way between what is linear and what grows with the square. */
const FASTEST_GROWTH = 8;
/** Less is not looked at: it is too short to be measured, and to matter. */
const LONGEST_MS = 10;
/** Other work on the machine only ever makes a run longer, so the shortest of so many counts. */
const TRIES = 12;
/** Of one pattern, all texts together, then one text: V8 looks at this also in the middle of a match. */
const GIVE_UP_MS = 10_000;
/** No figure of speed: how long all of it takes depends on what else runs. */
const LIMIT_MS = 900_000;
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

interface Found {
  readonly place: string;
  readonly pattern: RegExp;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function patternsOf(path: string): Found[] {
  const found: Found[] = [];
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const add = (text: string, source: string, flags: string): void => {
    found.push({ place: `${relative(ROOT, path)} ${text}`, pattern: new RegExp(source, flags) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      add(node.text, node.text.slice(1, end), node.text.slice(end + 1));
    } else if (ts.isNewExpression(node) && node.expression.getText(file) === 'RegExp') {
      const [source, flags] = (node.arguments ?? []).map((one) => textOf(one, file));
      // What is put together at run time has a test of its own beside it.
      if (source !== undefined) add(node.getText(file), source, flags ?? '');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The text that an expression of literals and of the file's own constants has; undefined for another. */
function textOf(node: ts.Expression, file: ts.SourceFile): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) {
    const initializer = constantOf(node.text, file);
    return initializer === undefined ? undefined : textOf(initializer, file);
  }
  if (ts.isBinaryExpression(node))
    return joined([textOf(node.left, file), textOf(node.right, file)]);
  if (!ts.isTemplateExpression(node)) return undefined;
  return joined([
    node.head.text,
    ...node.templateSpans.flatMap((span) => [textOf(span.expression, file), span.literal.text]),
  ]);
}

function joined(texts: readonly (string | undefined)[]): string | undefined {
  return texts.includes(undefined) ? undefined : texts.join('');
}

function constantOf(name: string, file: ts.SourceFile): ts.Expression | undefined {
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const one of statement.declarationList.declarations)
      if (one.name.getText(file) === name) return one.initializer;
  }
  return undefined;
}

/** The words and signs that stand in a pattern, and what its classes are likely to take. */
function parts({ source }: RegExp): string[] {
  const words = source.match(/[A-Za-z]{2,}/g) ?? [];
  const signs = source.match(/[^A-Za-z0-9\s\\()[\]{}|+*?^$]/g) ?? [];
  return [...new Set([...words.slice(0, 12), ...signs.slice(0, 8), ' ', '\n', 'a', 'Z', '0', '.'])];
}

/** A text, and a quarter of it. */
interface Hostile {
  readonly text: string;
  readonly quarter: string;
}

function hostileTexts(pattern: RegExp): Hostile[] {
  const each = parts(pattern);
  const pieces = new Set(each);
  for (const one of each) pieces.add(`${one} `).add(`${one}a`);
  // What fits but for its end is worst for what is anchored; `\u0001` fits hardly anything.
  const ends = [
    (text: string) => `${text}\u0001`,
    (text: string) => `${each[0] ?? ''}${text}\u0001x`,
  ];
  return LENGTHS.flatMap((length) =>
    [...pieces].flatMap((piece) => {
      const of = (long: number) => piece.repeat(Math.ceil(long / piece.length));
      return ends.map((ended) => ({ text: ended(of(length)), quarter: ended(of(length / PART)) }));
    }),
  );
}

const FIND = new Script(`
  const took = (text) => {
    const before = now();
    text.replace(pattern, '');
    return now() - before;
  };
  found = texts.find((one) => {
    tried = one;
    let [long, short] = [Infinity, Infinity];
    for (let times = 0; times < tries; times += 1) {
      long = Math.min(long, took(one.text));
      if (long <= longestMs) return false;
      short = Math.min(short, took(one.quarter));
    }
    return long > short * fastestGrowth;
  });
`);

/** The first text on which a pattern takes too long; none, or `undefined` where it was not seen in time. */
function find(
  pattern: RegExp,
  texts: readonly Hostile[],
): { readonly found: Hostile | undefined } | { readonly unseen: Hostile } {
  const context = {
    ...{ pattern, texts, tries: TRIES, longestMs: LONGEST_MS, fastestGrowth: FASTEST_GROWTH },
    now: () => performance.now(),
    found: undefined as Hostile | undefined,
    tried: texts[0],
  };
  try {
    FIND.runInContext(createContext(context), { timeout: GIVE_UP_MS });
    return { found: context.found };
  } catch (error) {
    if (context.tried === undefined) throw error;
    return { unseen: context.tried };
  }
}

/**
 * The first text on which a pattern takes too long. Where all texts together took long, which may be the machine's
 * doing, the one that was being looked at has as much time for itself, and the others are gone on with.
 */
function breakingText(pattern: RegExp): string | undefined {
  let texts: readonly Hostile[] = hostileTexts(pattern);
  for (;;) {
    const all = find(pattern, texts);
    if ('found' in all) return all.found?.text;
    const { unseen } = all;
    const alone = find(pattern, [unseen]);
    if ('unseen' in alone || alone.found !== undefined) return unseen.text;
    texts = texts.slice(texts.indexOf(unseen) + 1);
  }
}

describe('every pattern of the app', () => {
  it.each([/exceeded.*quota/, /^(?:a|aa)+$/])(
    'would be found here if it were like %s',
    (pattern) => {
      expect(breakingText(pattern)).toBeDefined();
    },
    LIMIT_MS,
  );

  it(
    'would not be found for being slow and linear',
    () => {
      // Each character is looked at two hundred times, however many there are.
      const text = breakingText(new RegExp('a{0,200}\\u0002'));
      expect(text?.slice(0, 20)).toBeUndefined();
    },
    LIMIT_MS,
  );

  it.each([
    ['electron', 30],
    ['shared', 30],
    ['renderer', 3],
  ])(
    'of %s/ takes time that grows with the text and no faster',
    (folder, least) => {
      const found = sources(join(ROOT, folder)).flatMap(patternsOf);
      expect(found.length).toBeGreaterThan(least);
      const broken = found.flatMap(({ place, pattern }) => {
        const text = breakingText(pattern);
        return text === undefined ? [] : [`${place} on ${JSON.stringify(text.slice(0, 20))}`];
      });
      expect(broken).toEqual([]);
    },
    LIMIT_MS,
  );
});
