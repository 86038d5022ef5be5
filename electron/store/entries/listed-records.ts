import {
  RECORD_DOMAIN_NAMES,
  RECORD_DOMAINS,
  type RecordDomain,
} from '../../../shared/records/record-domains';
import type { StoredRecord } from '../../../shared/records/stored-record';

/** Settings as earlier versions stored them, taken apart. */
export interface SeparatedRecords {
  /** Preferences, and keys that this version does not know. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Domains whose list was among the settings, also an empty one. */
  readonly domains: readonly RecordDomain[];
  /** The rows of these domains, each under an id of its own. */
  readonly records: readonly StoredRecord[];
}

/**
 * Takes settings apart in which everything that the user made was a list. The same settings always give the
 * same rows under the same ids. Whatever is in a list becomes a row, understood or not; of two that mean the
 * same, the last one stands under the id, as the last one counted.
 */
export function separateRecords(stored: Readonly<Record<string, unknown>>): SeparatedRecords {
  const domains = RECORD_DOMAIN_NAMES.filter((name) =>
    Object.hasOwn(stored, RECORD_DOMAINS[name].listKey),
  );
  const keys = new Set<string>(domains.map((name) => RECORD_DOMAINS[name].listKey));
  return {
    settings: Object.fromEntries(Object.entries(stored).filter(([key]) => !keys.has(key))),
    domains,
    records: domains.flatMap((name) => rowsOf(name, stored[RECORD_DOMAINS[name].listKey])),
  };
}

/** Keys of the settings that are lists of records. */
export const LIST_KEYS: readonly string[] = Object.values(RECORD_DOMAINS).map(
  ({ listKey }) => listKey,
);

function rowsOf(domain: RecordDomain, list: unknown): StoredRecord[] {
  if (!Array.isArray(list)) return [{ domain, id: '#', body: asBody(list) }];
  const bodies: readonly unknown[] =
    domain === 'manual-holding' ? holdingsOf(list) : list.map((body: unknown) => body);
  const rows: StoredRecord[] = [];
  const taken = new Set<string>();
  // From the end: the last of two that mean the same counted.
  for (let index = bodies.length - 1; index >= 0; index -= 1) {
    const body = bodies[index];
    const read = RECORD_DOMAINS[domain].read(body);
    const natural = read.ok ? read.id : `#${index}`;
    const id = taken.has(natural) ? `${natural}#${index}` : natural;
    taken.add(id);
    rows.push({ domain, id, body: asBody(body) });
  }
  return rows.reverse();
}

/** A row's body is never null, which would take the row away. */
function asBody(value: unknown): unknown {
  return value === null ? { entry: null } : value;
}

/** One row for each entry of each account; an account's list that has more to it stays whole. */
function holdingsOf(accounts: readonly unknown[]): unknown[] {
  const seen = new Set<string>();
  return accounts.flatMap((account): unknown[] => {
    if (!isPlainAccount(account) || seen.has(account.connectionId)) return [account];
    const { connectionId, holdings } = account;
    seen.add(connectionId);
    return holdings.map((holding, index) => {
      const isEntry = typeof holding === 'object' && holding !== null && !Array.isArray(holding);
      return isEntry && !('id' in holding) && !('connectionId' in holding)
        ? { id: `${connectionId}:${index}`, connectionId, ...holding }
        : { connectionId, entry: holding };
    });
  });
}

function isPlainAccount(
  value: unknown,
): value is { readonly connectionId: string; readonly holdings: readonly unknown[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 2 &&
    'connectionId' in value &&
    typeof value.connectionId === 'string' &&
    'holdings' in value &&
    Array.isArray(value.holdings)
  );
}
