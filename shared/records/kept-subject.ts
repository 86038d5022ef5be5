/** What a row that is not understood says of what it is about. A newer version may say it in new ways. */
export interface KeptSubject {
  /** The fields that rows of this version say it with, where they are text. */
  readonly connectionId?: string;
  readonly venue?: string;
  readonly code?: string;
  readonly asset?: string;
  /** Every short text in the row, and its id; absent when there are too many to look through. */
  readonly names?: readonly string[];
}

const FIELDS = ['connectionId', 'venue', 'code', 'asset'] as const;
/** Ids, codes and venues are shorter; what is longer is a note. */
const LONGEST_NAME = 300;
const MOST_NAMES = 100;
const DEEPEST = 20;

/** Looks for what a row names, without understanding it. */
export function subjectOf(id: string, body: unknown): KeptSubject {
  const names = new Set([id]);
  const isWhole = collect(body, names, 0);
  return { ...fieldsOf(body), ...(isWhole ? { names: [...names] } : {}) };
}

function fieldsOf(body: unknown): Omit<KeptSubject, 'names'> {
  if (typeof body !== 'object' || body === null) return {};
  const entries: readonly (readonly [string, unknown])[] = Object.entries(body);
  return Object.fromEntries(
    entries.filter(
      ([name, value]) => FIELDS.some((field) => field === name) && typeof value === 'string',
    ),
  );
}

/** False when not all could be looked at. */
function collect(value: unknown, names: Set<string>, depth: number): boolean {
  if (typeof value === 'string') {
    if (value.length <= LONGEST_NAME) names.add(value);
    return names.size <= MOST_NAMES;
  }
  if (typeof value !== 'object' || value === null) return true;
  if (depth === DEEPEST) return false;
  for (const [name, one] of Object.entries(value)) {
    // A newer version may have a table by asset or by venue.
    if (!Array.isArray(value) && !collect(name, names, depth)) return false;
    if (!collect(one, names, depth + 1)) return false;
  }
  return true;
}
