/** What may be bound to a parameter. Amounts are text, so that no driver makes a `number` of them. */
export type SqlValue = string | number | boolean | null;

/** Every selected column is cast to `text` in the statement: drivers then agree on its type. */
export type SqlRow = Readonly<Record<string, unknown>>;

export interface SqlSession {
  /** Runs one parameterised statement. */
  query(text: string, parameters?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Runs several statements without parameters. */
  script(text: string): Promise<void>;
}

/**
 * A PostgreSQL as queries and migrations see it, embedded or remote. Errors are thrown with the
 * server's SQLSTATE as `code`.
 */
export interface SqlEngine extends SqlSession {
  /** All or nothing; calls on the engine itself wait until it has ended. */
  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
}

/** The text of a column that cannot be null. */
export function text(row: SqlRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} is not text`);
  return value;
}

/** The text of a column, `undefined` for null. */
export function optionalText(row: SqlRow, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

/** A field with the text of a column; nothing for null, or where the column was not asked for. */
export function optionalField<Name extends string>(
  name: Name,
  value: unknown,
): Partial<Readonly<Record<Name, string>>> {
  return typeof value === 'string' ? ({ [name]: value } as Record<Name, string>) : {};
}

/** A column that holds a whole number, such as milliseconds or a count. */
export function integer(row: SqlRow, column: string): number {
  const value = Number(text(row, column));
  if (!Number.isSafeInteger(value)) throw new TypeError(`column ${column} is not a whole number`);
  return value;
}

/** The SQLSTATE of a database error, if it is one. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
