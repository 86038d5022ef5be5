/** One thing that the palette leads to. */
export interface Findable {
  /** What it is called first of all: `ETH`, `Kraken`, `Settings`. */
  readonly code: string;
  /** What else it is called; words of its group among them. */
  readonly words: string;
}

/** How well something is meant by what was typed: the lower, the better. */
const RANKS = ['code', 'code-prefix', 'name-prefix', 'word-prefix', 'rest'] as const;
export type Rank = (typeof RANKS)[number];

/**
 * What is meant by what was typed, best first: the very code, a code that begins so, a name that does, a
 * word within that does, then whatever has all that was typed in it somewhere. Equals keep their order, and
 * the shorter code of two that begin so comes first.
 * @param most how many are given at most
 */
export function searchItems<Item extends Findable>(
  items: readonly Item[],
  typed: string,
  most: number,
): readonly Item[] {
  const wanted = searchForm(typed);
  if (wanted === '') return items.slice(0, most);
  const ranked = items.flatMap((item, order) => {
    const rank = rankOf(item, wanted);
    return rank === undefined ? [] : [{ item, order, rank: RANKS.indexOf(rank) }];
  });
  // Codes only: of names that begin so the shorter one is no likelier.
  const lengthOf = ({ item: { code }, rank }: (typeof ranked)[number]): number =>
    rank !== RANKS.indexOf('code-prefix') ? 0 : code.includes(' ') ? Infinity : code.length;
  ranked.sort(
    (one, other) =>
      one.rank - other.rank ||
      compareNumbers(lengthOf(one), lengthOf(other)) ||
      one.order - other.order,
  );
  return ranked.slice(0, most).map(({ item }) => item);
}

function compareNumbers(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** @param wanted as {@link searchForm} makes it */
export function rankOf({ code, words }: Findable, wanted: string): Rank | undefined {
  const ownCode = searchForm(code);
  if (ownCode === wanted) return 'code';
  if (ownCode.startsWith(wanted)) return 'code-prefix';
  const name = searchForm(words);
  if (name.startsWith(wanted)) return 'name-prefix';
  const all = `${ownCode} ${name}`;
  if (` ${all}`.includes(` ${wanted}`)) return 'word-prefix';
  return wanted.split(' ').every((word) => all.includes(word)) ? 'rest' : undefined;
}

/** In small letters without accents, with single spaces between words. */
function searchForm(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.@-]+/gu, ' ')
    .trim();
}
