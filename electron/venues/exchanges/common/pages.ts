import { VenueFailure } from '../../reading/venue-failure';
import type { Row } from '../../reading/shape';

const MOST_PAGES = 50;

/** One page of a list; the last one has no `next`. */
export interface Page<C> {
  readonly rows: readonly Row[];
  /** What asks for the page after it. */
  readonly next?: C;
}

/**
 * All rows of a list that comes in pages, which must have an end. A row that an earlier page had
 * too would be counted twice: the venue gave the same page again, or the list changed between two pages.
 * @param what the list, as it is spoken of: `savings`
 * @param first what asks for the first page
 * @param keyOf what tells the rows of two pages apart
 * @throws VenueFailure `bad-response` if pages are missing or overlap, and what `read` throws
 */
export async function allPages<C>(
  what: string,
  first: C,
  read: (cursor: C) => Promise<Page<C>>,
  keyOf: (row: Row) => string,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const earlier = new Set<string>();
  let cursor = first;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await read(cursor);
    const keys = page.rows.map(keyOf);
    if (keys.some((key) => earlier.has(key)))
      throw new VenueFailure('bad-response', `pages of ${what} overlap`);
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    // Behind an empty page there is none that is another one.
    if (page.rows.length === 0) break;
    for (const key of keys) earlier.add(key);
    cursor = page.next;
  }
  throw new VenueFailure('bad-response', `pages of ${what} were missing`);
}

/**
 * {@link allPages} of a list whose pages are numbered from 1, each of which tells how many rows there are
 * in all. One that tells of fewer than it has is not believed: there may be more that it does not tell of.
 * @throws VenueFailure as {@link allPages}
 */
export function allNumberedPages(
  what: string,
  read: (page: number) => Promise<{ readonly rows: readonly Row[]; readonly inAll: number }>,
  keyOf: (row: Row) => string,
): Promise<readonly Row[]> {
  let count = 0;
  const readPage = async (page: number): Promise<Page<number>> => {
    const { rows, inAll } = await read(page);
    count += rows.length;
    if (count > inAll)
      throw new VenueFailure('bad-response', `there are more ${what} than it counts`);
    return count === inAll ? { rows } : { rows, next: page + 1 };
  };
  return allPages(what, 1, readPage, keyOf);
}
