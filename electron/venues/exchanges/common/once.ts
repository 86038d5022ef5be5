/** Runs at the first call, and answers the same to all: a failure, too. */
export function once<T>(run: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= run());
}
