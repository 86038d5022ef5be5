// @ts-check
import ts from 'typescript';
import { loadModule } from './load-module.mjs';
import { code, table } from './markdown.mjs';
import { schemaWords } from './schema-words.mjs';
import { find, membersOf, readSource } from './source.mjs';

const folder = 'shared/contract';
const joined = `${folder}/contract.ts`;

const introduction = `# The contract

The calls and events between the page and main, as \`${folder}/\` declares them, one file a domain. \`text\` is a
string; \`≤\` bounds its length, the length of a list, or a number. Each call answers a \`Result\`: what stands
behind it here, or a failure with a code, a sentence and what to do.`;

/** How long a line may be before an object stands on several. */
const lineWidth = 90;

/** @type {import('./references.mjs').Reference} */
export const contractReference = {
  makePages: async () => {
    const { calls, eventNames } = await loadModule(joined);
    const domains = domainsOf();
    const named = new Set(domains.flatMap(({ members }) => members.map(({ name }) => name)));
    const lost = Object.keys(calls).filter((name) => !named.has(name));
    if (lost.length > 0) throw new Error(`${joined}: no domain declares ${lost.join(', ')}.`);
    const text = [
      introduction,
      ...domains.map((domain) => domainSection(domain, calls)),
      `## Events\n\nWhat main tells the page unasked (\`${joined}\`).\n\n${eventTable(eventNames)}`,
    ].join('\n\n');
    return [{ file: 'docs/reference/contract.md', text }];
  },
};

/** @typedef {{ domain: string, file: string, members: import('./source.mjs').Member[] }} Domain */

/** @returns {Domain[]} in the order in which they are joined */
function domainsOf() {
  const source = readSource(joined);
  const files = new Map(
    source.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
      const from = /** @type {ts.StringLiteral} */ (statement.moduleSpecifier).text;
      const names = statement.importClause?.namedBindings;
      if (names === undefined || !ts.isNamedImports(names)) return [];
      return names.elements.map(({ name }) => /** @type {const} */ ([name.text, from]));
    }),
  );
  const list = find(source, (node) =>
    ts.isVariableDeclaration(node) && node.name.getText(source) === 'calls' ? node : undefined,
  );
  /** @type {string[]} */
  const joinedLists = [];
  const collect = (/** @type {ts.Node} */ node) => {
    if (ts.isSpreadAssignment(node)) joinedLists.push(node.expression.getText(source));
    else ts.forEachChild(node, collect);
  };
  if (list !== undefined) collect(list);
  return joinedLists.map((name) => {
    const file = `${folder}/${files.get(name)?.replace('./', '')}.ts`;
    return { domain: name.replace(/Calls$/, ''), file, members: membersOf(readSource(file), name) };
  });
}

/**
 * @param {Domain} domain
 * @param {Record<string, { input: import('zod').ZodType }>} calls
 */
function domainSection({ domain, file, members }, calls) {
  const rows = members.map(({ name, comment }) => {
    if (comment === '') throw new Error(`${file}: ${name} has no comment that says what it does.`);
    return [code(name), comment];
  });
  const signatures = members.map(({ name, node }) => {
    const input = calls[name]?.input;
    if (input === undefined) throw new Error(`${file}: ${name} is not in the contract.`);
    return `${name}(${schemaWords(input, lineWidth)}): ${outputOf(node)}`;
  });
  return [
    `## ${domain.charAt(0).toUpperCase()}${domain.slice(1)}`,
    code(file),
    table(['call', 'what it does'], rows),
    ['```text', ...signatures, '```'].join('\n'),
  ].join('\n\n');
}

/**
 * The type in `.returns<Type>()`.
 * @param {ts.Node} node
 */
function outputOf(node) {
  const type = find(node, (one) =>
    ts.isCallExpression(one) &&
    ts.isPropertyAccessExpression(one.expression) &&
    one.expression.name.text === 'returns'
      ? one.typeArguments?.[0]
      : undefined,
  );
  if (type === undefined) throw new Error(`${node.getText()} does not say what it returns.`);
  return typeWords(type);
}

/** @param {readonly string[]} names */
function eventTable(names) {
  const rows = membersOf(readSource(joined), 'events').map(({ name, comment, node }) => {
    if (!names.includes(name)) throw new Error(`${joined}: ${name} is no event of the contract.`);
    if (comment === '')
      throw new Error(`${joined}: ${name} has no comment that says when it comes.`);
    const type = find(node, (one) =>
      ts.isCallExpression(one) ? one.typeArguments?.[0] : undefined,
    );
    if (type === undefined) throw new Error(`${node.getText()} does not say what it carries.`);
    return [code(name), code(typeWords(type)), comment];
  });
  return table(['event', 'carries', 'when'], rows);
}

/** @param {ts.TypeNode} type */
function typeWords(type) {
  return type
    .getText()
    .replaceAll(/\breadonly\s+/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/; \}/g, ' }');
}
