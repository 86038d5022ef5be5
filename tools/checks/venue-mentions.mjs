// @ts-check
import ts from 'typescript';

/**
 * Where a source names a venue: in a text, in the name of a field, or after a dot. Comments may name any.
 * @typedef {{ line: number, venue: string }} Mention
 */

/**
 * @param {readonly string[]} words ids and names of venues
 * @returns {(file: string, text: string) => Mention[]} what finds them, as whole words
 */
export function venueMentions(words) {
  const longestFirst = [...new Set(words)].sort((one, other) => other.length - one.length);
  const escaped = longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\d])(${escaped.join('|')})(?![\\p{L}\\d])`, 'gu');
  return (file, text) => {
    if (text.search(pattern) < 0) return [];
    const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
    /** @type {Mention[]} */
    const found = [];
    /** @param {ts.Node} node */
    const visit = (node) => {
      for (const [, venue = ''] of (wordsOf(node) ?? '').matchAll(pattern))
        found.push({ line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, venue });
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  };
}

/** What a node says by itself. @param {ts.Node} node */
function wordsOf(node) {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return node.text;
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
    return node.text;
  if (ts.isRegularExpressionLiteral(node)) return node.text;
  const isNamed = ts.isPropertyAssignment(node) || ts.isPropertyAccessExpression(node);
  return isNamed && ts.isIdentifier(node.name) ? node.name.text : undefined;
}
