// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../repository.mjs';

/**
 * One named member of an object or interface, as its source has it.
 * @typedef {object} Member
 * @property {string} name
 * @property {string} comment its doc comment in one line; empty where it has none
 * @property {ts.Node} node
 */

/**
 * @param {string} file from the root of the repository
 * @returns {ts.SourceFile}
 */
export function readSource(file) {
  const text = readFileSync(path.join(repositoryRoot, file), 'utf8');
  const kind = file.endsWith('.mjs') ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, kind);
}

/**
 * The members of the first object literal in a constant, or of an interface.
 * @param {ts.SourceFile} source
 * @param {string} name of the constant or interface
 * @returns {Member[]} in the order of the source; throws where nothing has that name
 */
export function membersOf(source, name) {
  const declared = find(source, (node) =>
    (ts.isVariableDeclaration(node) || ts.isInterfaceDeclaration(node)) &&
    node.name.getText(source) === name
      ? node
      : undefined,
  );
  const holder =
    declared &&
    (ts.isInterfaceDeclaration(declared)
      ? declared
      : find(declared, (node) => (ts.isObjectLiteralExpression(node) ? node : undefined)));
  if (holder === undefined) throw new Error(`${source.fileName} declares no ${name} with members.`);
  const members = ts.isInterfaceDeclaration(holder) ? holder.members : holder.properties;
  return [...members].flatMap((node) => {
    const named = node.name?.getText(source).replaceAll(/^'|'$/g, '');
    return named === undefined ? [] : [{ name: named, comment: commentOf(node), node }];
  });
}

/**
 * The doc comment before a node, in one line, without its tags.
 * @param {ts.Node} node
 */
export function commentOf(node) {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comments.at(-1)?.comment) ?? '';
  return text
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/**
 * The first node, depth first, of which `pick` answers something.
 * @template T
 * @param {ts.Node} node
 * @param {(node: ts.Node) => T | undefined} pick
 * @returns {T | undefined}
 */
export function find(node, pick) {
  return pick(node) ?? ts.forEachChild(node, (child) => find(child, pick));
}
