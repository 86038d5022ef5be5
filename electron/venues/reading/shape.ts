import { DecimalError, ZERO, decimal, type Decimal } from '../../../shared/base/decimal';
import { VenueFailure } from './venue-failure';

/** An object of a venue's answer whose fields are still to be checked. */
export type Row = Readonly<Record<string, unknown>>;

function unexpected(what: string): VenueFailure {
  return new VenueFailure('bad-response', `"${what}" was not as documented`);
}

/** What a table has for a venue's own word; nothing for words that every object has (`constructor`). */
export function entryOf<Value>(
  table: Readonly<Record<string, Value>>,
  word: string,
): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** @throws VenueFailure `bad-response` if it is not an object */
export function asRow(value: unknown, what: string): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(what);
  return value as Row;
}

/** @throws VenueFailure `bad-response` if it is not a list of objects */
export function asRows(value: unknown, what: string): readonly Row[] {
  if (!Array.isArray(value)) throw unexpected(what);
  return value.map((row: unknown) => asRow(row, what));
}

/** @throws VenueFailure `bad-response` if there is no text in the field */
export function textOf(row: Row, field: string): string {
  const value = row[field];
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw unexpected(field);
}

/** An amount that must be there. @throws VenueFailure `bad-response` if it is not a decimal */
export function amountOf(row: Row, field: string): Decimal {
  const value = row[field];
  if (typeof value !== 'string' && typeof value !== 'number') throw unexpected(field);
  try {
    return decimal(String(value));
  } catch (error) {
    if (error instanceof DecimalError) throw unexpected(field);
    throw error;
  }
}

/** An amount that some accounts do not have: zero if the venue leaves it out or empty. */
export function optionalAmountOf(row: Row, field: string): Decimal {
  const value = row[field];
  return value === undefined || value === null || value === '' ? ZERO : amountOf(row, field);
}

/** A price that is divided by. @throws VenueFailure `bad-response` if it is no decimal above zero */
export function positivePrice(row: Row, field: string): Decimal {
  const price = amountOf(row, field);
  if (price.lessThanOrEqualTo(ZERO))
    throw new VenueFailure('bad-response', `"${field}" was not a price`);
  return price;
}

function isDigits(value: unknown): boolean {
  return typeof value === 'string' && /^\d+$/.test(value);
}

/** A count, such as the rows of all pages. @throws VenueFailure `bad-response` */
export function countOf(row: Row, field: string): number {
  const value = row[field];
  // To `Number`, an empty text, an empty list and `false` are nought.
  const count = typeof value === 'number' || isDigits(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(count) || count < 0) throw unexpected(field);
  return count;
}

/** The venue's time in a field, if it is there and is one (epoch milliseconds). */
export function timeOf(row: Row, field: string): number | undefined {
  const time = Number(row[field] ?? Number.NaN);
  return Number.isSafeInteger(time) && time > 0 ? time : undefined;
}
