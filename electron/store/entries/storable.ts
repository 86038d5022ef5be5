import type { Entry } from './entry';
import { isStorableText } from '../sql/storable-text';
import { StorageError } from '../storage-error';

/** What `numeric` holds: PostgreSQL manual, 8.1.2. */
const NUMERIC = /^-?\d{1,131072}(\.\d{1,16383})?$/;
const AMOUNTS: ReadonlySet<string> = new Set([
  'totalUsd',
  'liveUsd',
  'stalePriceUsd',
  'carriedUsd',
  'pegAssumedUsd',
  'manualUsd',
  'available',
  'locked',
  'total',
  'borrowed',
  'value_usd',
  'amount',
]);
/** Parts of keys: an index row holds some 2,700 bytes, and a key has five of these. */
const KEY_PARTS: ReadonlySet<string> = new Set([
  'connection',
  'account_type',
  'subaccount',
  'asset',
  'member',
  'portfolio',
]);
const LONGEST_KEY_PART = 500;
/** Years 1 to 9999, which are written alike everywhere. */
const EARLIEST_INSTANT = Date.parse('0001-01-01T00:00:00Z');
const LATEST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** Deeper than any entry is; what nests further would exhaust the reader's stack. */
const DEEPEST = 64;

/**
 * Refuses an entry that no database could hold, before it is acknowledged.
 * @throws StorageError which says what and where
 */
export function assertStorable(entry: Entry): void {
  const isPoints = entry.kind === 'snapshot-recorded' || entry.kind === 'totals-recorded';
  check(entry, [], isPoints);
}

function check(value: unknown, path: readonly string[], isPoints: boolean): void {
  if (path.length > DEEPEST) throw unstorable(path, 'is nested too deeply');
  const name = path.at(-1) ?? '';
  if (typeof value === 'string') {
    if (!isStorableText(value)) throw unstorable(path, 'has a character that no database holds');
    if (isPoints) checkPointText(value, name, path);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw unstorable(path, 'is no number');
    if (isPoints && name === 'at' && !isInstant(value)) throw unstorable(path, 'is no date');
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) check(item, [...path, String(index)], isPoints);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (!isStorableText(key)) throw unstorable(path, 'has a name that no database holds');
      check(item, [...path, key], isPoints);
    }
  }
}

function checkPointText(value: string, name: string, path: readonly string[]): void {
  if (AMOUNTS.has(name) && !NUMERIC.test(value)) throw unstorable(path, 'is no amount');
  if (KEY_PARTS.has(name) && Buffer.byteLength(value) > LONGEST_KEY_PART)
    throw unstorable(path, 'is too long');
}

function isInstant(value: number): boolean {
  return Number.isInteger(value) && value >= EARLIEST_INSTANT && value <= LATEST_INSTANT;
}

function unstorable(path: readonly string[], what: string): StorageError {
  return new StorageError(`This cannot be recorded: ${path.join('.') || 'it'} ${what}.`);
}
