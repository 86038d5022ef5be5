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
 * hostile texts made of what it looks for itself. The longest takes a linear one about a
 * millisecond, one that grows with the square tens or hundreds; the shorter ones find those that grow
 * faster before they take minutes.
 */
const LENGTHS = [30, 600, 30_000];
const LONGEST_MS = 10;
/** Of one pattern, all texts together: V8 looks at this also in the middle of a match. */
const GIVE_UP_MS = 20_000;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

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
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const pattern = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
      found.push({ place: `${relative(ROOT, path)} ${node.text}`, pattern });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The words and signs that stand in a pattern, and what its classes are likely to take. */
function parts({ source }: RegExp): string[] {
  const words = source.match(/[A-Za-z]{2,}/g) ?? [];
  const signs = source.match(/[^A-Za-z0-9\s\\()[\]{}|+*?^$]/g) ?? [];
  return [...new Set([...words.slice(0, 12), ...signs.slice(0, 8), ' ', '\n', 'a', 'Z', '0', '.'])];
}

function hostileTexts(pattern: RegExp): string[] {
  const each = parts(pattern);
  const pieces = new Set(each);
  for (const one of each) pieces.add(`${one} `).add(`${one}a`);
  // What fits but for its end is worst for what is anchored; `\u0001` fits hardly anything.
  return LENGTHS.flatMap((length) =>
    [...pieces].flatMap((piece) => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      return [`${text}\u0001`, `${each[0] ?? ''}${text}\u0001x`];
    }),
  );
}

/** Other work on the machine only ever makes a run longer, so the shortest of several counts. */
const FIND = new Script(`
  found = texts.find((text) => {
    tried = text;
    for (let times = 0; times < 3; times += 1) {
      const before = now();
      text.replace(pattern, '');
      if (now() - before <= longestMs) return false;
    }
    return true;
  });
`);

/** The first text on which a pattern takes too long. */
function breakingText(pattern: RegExp): string | undefined {
  const context = {
    pattern,
    texts: hostileTexts(pattern),
    longestMs: LONGEST_MS,
    now: () => performance.now(),
    found: undefined as string | undefined,
    tried: '',
  };
  try {
    FIND.runInContext(createContext(context), { timeout: GIVE_UP_MS });
    return context.found;
  } catch {
    return context.tried;
  }
}

describe('every pattern of the app', () => {
  it.each([/exceeded.*quota/, /^(?:a|aa)+$/])(
    'would be found here if it were like %s',
    (pattern) => {
      expect(breakingText(pattern)).toBeDefined();
    },
  );

  it.each(['electron', 'shared'])(
    'of %s/ takes time that grows with the text and no faster',
    (folder) => {
      const found = sources(join(ROOT, folder)).flatMap(patternsOf);
      expect(found.length).toBeGreaterThan(30);
      const broken = found.flatMap(({ place, pattern }) => {
        const text = breakingText(pattern);
        return text === undefined ? [] : [`${place} on ${JSON.stringify(text.slice(0, 20))}`];
      });
      expect(broken).toEqual([]);
    },
    60_000,
  );
});
