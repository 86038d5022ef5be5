import { failure, type Failure } from '../../shared/base/failure';

/** An expected failure of the history, on its way to becoming a value at the port. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly failure: Failure<'storage'>;

  constructor(message: string, extra: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.failure = failure(
      'storage',
      message,
      extra.hint === undefined ? {} : { hint: extra.hint },
    );
  }
}

/** The failure that an error stands for; anything unforeseen becomes `storage` with its message. */
export function toFailure(error: unknown, doing: string): Failure<'storage'> {
  if (error instanceof StorageError) return error.failure;
  return failure('storage', `The history could not ${doing}: ${describe(error)}`);
}

/** One line about an error, whatever was thrown. */
export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
