import type { ReadSession } from './read-session';

/** A read of the database. */
export interface Query<Input, Output> {
  /** What it does, to complete "The history could not ...". */
  readonly doing: string;
  readonly run: (session: ReadSession, input: Input) => Promise<Output>;
}

export function query<Output, Input = void>(
  doing: string,
  run: (session: ReadSession, input: Input) => Promise<Output>,
): Query<Input, Output> {
  return { doing, run };
}
