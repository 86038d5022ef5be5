// @ts-check
import { z } from 'zod';

/** Longer lists of choices are shortened: the code has all of them. */
const choicesShown = 8;

/**
 * What a schema takes, in a form that reads like a type: `{ id: text ≤ 100, page?: 'keys' }`.
 * @param {z.ZodType} schema
 * @param {number} [width] of a line; what is longer goes on in the next. One line where it is not given.
 */
export function schemaWords(schema, width = Infinity) {
  if (schema instanceof z.ZodUndefined) return '';
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return words(json, { indent: '', width });
}

/**
 * @typedef {z.core.JSONSchema.JSONSchema} JsonSchema
 * @typedef {{ indent: string, width: number }} Layout
 */

/**
 * @param {JsonSchema | boolean} schema
 * @param {Layout} layout
 * @returns {string}
 */
function words(schema, layout) {
  if (typeof schema === 'boolean') return 'anything';
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return choices(schema.enum.map(literal));
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return choices(either.map((one) => words(one, layout)));
  switch (schema.type) {
    case 'object':
      return objectWords(schema, layout);
    case 'array':
      return `${inBrackets(words(itemOf(schema), layout))}[]${atMost(schema.maxItems)}`;
    case 'string':
      return `text${atMost(schema.maxLength)}`;
    case 'integer':
    case 'number':
      return `${schema.type}${range(schema)}`;
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      return 'anything';
  }
}

/**
 * @param {JsonSchema} schema
 * @param {Layout} layout
 */
function objectWords(schema, layout) {
  const flat = `{ ${fieldsOf(schema, { ...layout, width: Infinity }).join(', ')} }`;
  if (layout.indent.length + flat.length <= layout.width) return flat;
  const indent = `${layout.indent}  `;
  const lines = fieldsOf(schema, { ...layout, indent }).map((field) => `${indent}${field},`);
  return ['{', ...lines, `${layout.indent}}`].join('\n');
}

/**
 * @param {JsonSchema} schema
 * @param {Layout} layout
 */
function fieldsOf(schema, layout) {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => `${name}${required.has(name) ? '' : '?'}: ${words(field, layout)}`,
  );
  const others = schema.additionalProperties;
  const hasOthers = typeof others === 'object' && Object.keys(others).length > 0;
  return hasOthers ? [...fields, `[key]: ${words(others, layout)}`] : fields;
}

/** @param {string} item */
const inBrackets = (item) => (/^\w+$/.test(item) || isOneObject(item) ? item : `(${item})`);

/** @param {string} item */
const isOneObject = (item) => item.startsWith('{') && !/\} \| /.test(item);

/** @param {JsonSchema} schema */
function itemOf({ items }) {
  return items === undefined || Array.isArray(items) ? true : items;
}

/** @param {readonly string[]} all */
function choices(all) {
  const shown = all.length <= choicesShown ? all : all.slice(0, choicesShown - 1);
  const more = all.length - shown.length;
  return [...shown, ...(more === 0 ? [] : [`… (${more} more)`])].join(' | ');
}

/** @param {unknown} value */
const literal = (value) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));

/** @param {number | undefined} limit */
const atMost = (limit) => (limit === undefined ? '' : ` ≤ ${limit}`);

/** @param {JsonSchema} schema */
function range({ minimum, maximum }) {
  const least = isBound(minimum) ? minimum : undefined;
  const most = isBound(maximum) ? maximum : undefined;
  if (least !== undefined && most !== undefined) return ` ${least}–${most}`;
  if (least !== undefined) return ` ≥ ${least}`;
  return most === undefined ? '' : ` ≤ ${most}`;
}

/** Zod bounds every integer by what a double holds exactly, which says nothing. @param {unknown} value */
function isBound(value) {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER;
}
