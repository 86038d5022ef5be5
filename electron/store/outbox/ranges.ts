/** Numbers from one to another, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What of `from` to `to` is not among ascending numbers. */
export function missingIn(numbers: Iterable<number>, from: number, to: number): Range[] {
  const missing: Range[] = [];
  let next = from;
  for (const number of numbers) {
    if (number < next) continue;
    if (number > to) break;
    if (number > next) missing.push({ from: next, to: number - 1 });
    next = number + 1;
  }
  if (next <= to) missing.push({ from: next, to });
  return missing;
}

/** The parts of ranges that lie after a number. */
export function after(ranges: readonly Range[], number: number): Range[] {
  return ranges.flatMap(({ from, to }) =>
    to <= number ? [] : [{ from: Math.max(from, number + 1), to }],
  );
}

export function countOf(ranges: readonly Range[]): number {
  return ranges.reduce((count, { from, to }) => count + to - from + 1, 0);
}

/** `3`, `7 to 9`: for people. */
export function rangeWords({ from, to }: Range): string {
  return from === to ? String(from) : `${from} to ${to}`;
}
