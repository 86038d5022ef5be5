/** What a tree grid has to know of a line. Lines come in the order they are shown in, closed ones without what is in them. */
export interface GridRow {
  readonly id: string;
  /** In the tree, from 1. */
  readonly level: number;
  /** Absent where there is nothing to open. */
  readonly expanded?: boolean | undefined;
}

/** Where a line stands among those of the same parent. */
export interface RowPlace {
  /** From 1. */
  readonly position: number;
  readonly siblings: number;
}

/** The place of each line, in the order of the lines. */
export function placesOf(rows: readonly Pick<GridRow, 'level'>[]): readonly RowPlace[] {
  const found: { position: number; family: { size: number } }[] = [];
  const open: { level: number; size: number }[] = [];
  for (const { level } of rows) {
    while ((open.at(-1)?.level ?? 0) > level) open.pop();
    let family = open.at(-1);
    if (family?.level !== level) open.push((family = { level, size: 0 }));
    family.size += 1;
    found.push({ position: family.size, family });
  }
  return found.map(({ position, family }) => ({ position, siblings: family.size }));
}

/** The line that Tab reaches. It is known by its id, so that it stays the same one when lines change places. */
export interface ActiveLine {
  readonly id: string | undefined;
  /** Where it was last, for when it is gone. */
  readonly index: number;
}

/** Where the active line is now; of none that is left, what took its place. -1 without lines. */
export function indexOfActive(
  rows: readonly Pick<GridRow, 'id'>[],
  { id, index }: ActiveLine,
): number {
  if (id === undefined || rows[index]?.id === id) return Math.min(index, rows.length - 1);
  const found = rows.findIndex((row) => row.id === id);
  return found === -1 ? Math.min(index, rows.length - 1) : found;
}

/** What a key does in a tree grid. */
export type RowMove =
  | { readonly kind: 'go'; readonly to: number }
  | { readonly kind: 'open'; readonly open: boolean }
  /** What the line is there for: its details, else opening and closing it. */
  | { readonly kind: 'act' };

/** A key that was pressed on a line. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * Keys of https://www.w3.org/WAI/ARIA/apg/patterns/treegrid/ where lines have the focus: arrows move, open
 * and close; Home and End, also with Control, go to the ends; Space opens and closes; Enter acts.
 * @param page how many lines a page is
 * @returns `undefined` for other keys, and for those that would do nothing
 */
export function moveOf(
  rows: readonly GridRow[],
  current: number,
  { key, ctrlKey, metaKey, altKey }: PressedKey,
  page: number,
): RowMove | undefined {
  const row = rows[current];
  const isEnd = key === 'Home' || key === 'End';
  if (row === undefined || metaKey || altKey || (ctrlKey && !isEnd)) return undefined;
  const { expanded } = row;
  const go = (to: number): RowMove => ({
    kind: 'go',
    to: Math.max(0, Math.min(rows.length - 1, to)),
  });
  switch (key) {
    case 'ArrowDown':
      return go(current + 1);
    case 'ArrowUp':
      return go(current - 1);
    case 'PageDown':
      return go(current + page);
    case 'PageUp':
      return go(current - page);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'ArrowRight':
      if (expanded === undefined) return undefined;
      return expanded ? go(current + 1) : { kind: 'open', open: true };
    case 'ArrowLeft':
      return expanded === true ? { kind: 'open', open: false } : go(parentOf(rows, current));
    case ' ':
      return expanded === undefined ? undefined : { kind: 'open', open: !expanded };
    case 'Enter':
      return { kind: 'act' };
    default:
      return undefined;
  }
}

/** The nearest line above that is further out; the line itself where there is none. */
function parentOf(rows: readonly GridRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  for (let at = index - 1; at >= 0; at -= 1) if ((rows[at]?.level ?? 1) < level) return at;
  return index;
}
