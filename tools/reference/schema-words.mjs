// @ts-check
import { z } from 'zod';

/** Longer lists of choices are shortened: the code has all of them. */
const choicesShown = 8;

/**
 * What a schema takes, in a form that reads like a type: `{ id: text ≤ 100, page?: 'keys' }`.
 * @param {z.ZodType} schema
 */
export function schemaWords(schema) {
  if (schema instanceof z.ZodUndefined) return '';
  return words(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }));
}

/**
 * @param {z.core.JSONSchema.JSONSchema | boolean} schema
 * @returns {string}
 */
function words(schema) {
  if (typeof schema === 'boolean') return 'anything';
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return choices(schema.enum.map(literal));
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return choices(either.map(words));
  switch (schema.type) {
    case 'object':
      return objectWords(schema);
    case 'array':
      return `(${words(itemOf(schema))})[]${atMost(schema.maxItems)}`.replace(
        /^\((\{.*\}|\w+)\)/,
        '$1',
      );
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

/** @param {z.core.JSONSchema.JSONSchema} schema */
function objectWords(schema) {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => `${name}${required.has(name) ? '' : '?'}: ${words(field)}`,
  );
  const others = schema.additionalProperties;
  if (typeof others === 'object' && Object.keys(others).length > 0)
    fields.push(`[key]: ${words(others)}`);
  return `{ ${fields.join(', ')} }`;
}

/** @param {z.core.JSONSchema.JSONSchema} schema */
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

/** @param {z.core.JSONSchema.JSONSchema} schema */
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
