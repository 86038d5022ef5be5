import process from 'node:process';

/** Middle of the values; the mean of the two in the middle where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? Number.NaN)) / 2 : upper;
}

/** The value that a share of all values, such as 0.95, does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value may be at most; absent for a figure that is only told. */
  readonly target?: number;
}

/** Prints a figure on one line; one beyond its target fails the benchmark. */
export function report({ name, value, unit, target }: Figure): void {
  const parts = [name.padEnd(58), `${rounded(value)} ${unit}`.padStart(14)];
  if (target !== undefined) {
    const missed = !(value <= target);
    parts.push(`target ${target} ${unit}`.padStart(20));
    parts.push(`ratio ${(value / target).toFixed(2)}`.padStart(12));
    if (missed) {
      parts.push('  MISSED');
      process.exitCode = 1;
    }
  }
  process.stdout.write(`${parts.join('')}\n`);
}

/** Fails the benchmark when what was measured was not right. */
export function requireThat(condition: boolean, promise: string): void {
  if (condition) return;
  process.stdout.write(`BROKEN: ${promise}\n`);
  process.exitCode = 1;
}

function rounded(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
