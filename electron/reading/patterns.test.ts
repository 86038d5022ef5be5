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
    60_000,
  );
});
