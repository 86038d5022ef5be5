import type { Journal } from './journal';
import { after, type Range } from './ranges';

/** Entries beyond a position that neither what stands there nor the journal has. */
export function lostBeyond(journal: Journal, position: number): readonly Range[] {
  const head = position < journal.first - 1 ? [{ from: position + 1, to: journal.first - 1 }] : [];
  return [...head, ...after(journal.missing, position)];
}
