import type { Instant } from '../../../shared/base/failure';
import { readChecked, writeChecked } from './checked-json';

const DAY_MS = 86_400_000;
/** So many days are told apart from new ones; more than anything is kept for. */
const DAYS_KNOWN = 400;

/**
 * How old things are, in days on which the app was used since they were first seen here: days on which it
 * was started or made a backup. A clock that is wrong for once, by however much, adds one day at most, and
 * one that goes back takes none away. Without the file, or on a disk that does not take it, all are new.
 * @param kind whose names these are; what is no longer among them is forgotten
 * @returns the age of each in days, in the order in which they were first seen
 */
export async function daysOfUse(
  file: string,
  now: Instant,
  kind: 'finding' | 'set-aside',
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const stored = await readChecked(file);
  const days = numbersOf(stored?.['days']);
  const today = Math.floor(now / DAY_MS);
  const isNewDay = !days.includes(today);
  const count = (numbersOf([stored?.['count']])[0] ?? 0) + (isNewDay ? 1 : 0);
  const prefix = `${kind} `;
  const before = Object.entries(recordOf(stored?.['since']));
  const since = new Map(
    before.filter(([key]) => !key.startsWith(prefix) || names.includes(key.slice(prefix.length))),
  );
  for (const name of names) if (!since.has(prefix + name)) since.set(prefix + name, count);
  const content = {
    count,
    days: [...(isNewDay ? [today] : []), ...days].slice(0, DAYS_KNOWN),
    since: Object.fromEntries(since),
  };
  if (JSON.stringify(content) !== JSON.stringify(stored))
    await writeChecked(file, content).catch(() => undefined);
  return new Map(
    [...since]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, first]) => [key.slice(prefix.length), count - first]),
  );
}

function numbersOf(value: unknown): readonly number[] {
  return Array.isArray(value)
    ? value.filter((one): one is number => Number.isSafeInteger(one))
    : [];
}

function recordOf(value: unknown): Readonly<Record<string, number>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, number] =>
      Number.isSafeInteger(entry[1]),
    ),
  );
}
