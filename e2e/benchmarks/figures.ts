import process from 'node:process';

/** What counts of several measurements of one thing. */
export type Statistic = 'median' | 'mean' | 'max' | 'p95' | 'p99';

export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** One for each run. */
  readonly values: readonly number[];
  /** The median unless said otherwise; counts for the floor too. */
  readonly by?: Statistic;
  /** What the figure cannot be better than, measured in the same run and in the same unit. */
  readonly floor?: {
    readonly name: string;
    readonly values: readonly number[];
    /** Each value was measured right beside the figure's value at its place: the ratio is that of pairs. */
    readonly paired?: boolean;
  };
  /** What the figure may be at most; absent for a detail, which is only told. */
  readonly target?: { readonly of: 'ratio' | 'value'; readonly most: number };
}

/**
 * Tells a figure to the process that runs the benchmarks, which judges it (tools/benchmarks/verdict.mjs).
 * Run by hand, a benchmark prints it as it is.
 */
export function report({ by = 'median', ...figure }: Figure): void {
  tell({ figure: { ...figure, by } });
}

/** Says that what was measured was not right: no figure of this benchmark counts then. */
export function requireThat(condition: boolean, promise: string): void {
  if (!condition) tell({ broken: promise });
}

function tell(message: object): void {
  if (process.send === undefined) process.stdout.write(`${JSON.stringify(message)}\n`);
  else process.send(message);
}

/** Milliseconds that work takes, several times; what comes before is not counted. */
export function timesOf(runs: number, work: (run: number) => void): number[] {
  return Array.from({ length: runs }, (_, run) => {
    const startedAt = performance.now();
    work(run);
    return performance.now() - startedAt;
  });
}
