// @ts-check
import ts from 'typescript';

/** What is quoted is somebody else's word: code, addresses, and what a venue or program says. */
const QUOTED = /`[^`]*`|https?:\/\/\S+|"[^"\n]*"/g;

/**
 * What a page of documentation says in words, line by line: without code and addresses.
 * @param {string} text
 * @returns {Words[]}
 *
 * @typedef {{ line: number, text: string }} Words
 */
export function documentWords(text) {
  let isCode = false;
  return text.split('\n').flatMap((line, index) => {
    if (line.trim().startsWith('```')) isCode = !isCode;
    return isCode
      ? []
      : [{ line: index + 1, text: withoutQuotes(line.replace(/\]\([^)]*\)/g, ']')) }];
  });
}

/**
 * What a source says in words: its comments, what stands between tags, and texts that are sentences. And the
 * names that it declares, taken apart: `exchangeName` is "exchange name".
 * @param {string} file
 * @param {string} text
 * @param {{ texts?: boolean }} [options] `texts: false` leaves sentences in strings out
 * @returns {{ prose: Words[], names: Words[] }}
 */
export function sourceWords(file, text, { texts = true } = {}) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  /** @type {Words[]} */
  const prose = [];
  /** @type {Words[]} */
  const names = [];
  const lineOf = (/** @type {number} */ at) => source.getLineAndCharacterOfPosition(at).line + 1;
  const say = (/** @type {number} */ at, /** @type {string} */ said) =>
    said
      .split('\n')
      .forEach((one, index) => prose.push({ line: lineOf(at) + index, text: withoutQuotes(one) }));
  /** @type {Set<number>} */
  const seen = new Set();
  const visit = (/** @type {ts.Node} */ node) => {
    for (const range of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) {
      if (seen.has(range.pos)) continue;
      seen.add(range.pos);
      say(range.pos, text.slice(range.pos, range.end));
    }
    if (ts.isJsxText(node)) say(node.getStart(), node.text);
    if (texts && isText(node) && /[a-z] [a-z]/i.test(node.text)) say(node.getStart(), node.text);
    const name = declaredName(node);
    if (name !== undefined) names.push({ line: lineOf(node.getStart()), text: wordsOfName(name) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  visit(source.endOfFileToken);
  return { prose, names };
}

/** @param {string} text */
function withoutQuotes(text) {
  return text.replace(QUOTED, ' ');
}

/**
 * @param {ts.Node} node
 * @returns {node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail}
 */
function isText(node) {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
  );
}

/** Members are left out: many are fields of venues. @param {ts.Node} node */
function declaredName(node) {
  const isDeclared =
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isParameter(node);
  return isDeclared && node.name !== undefined && ts.isIdentifier(node.name)
    ? node.name.text
    : undefined;
}

/** @param {string} name */
export function wordsOfName(name) {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase();
}
