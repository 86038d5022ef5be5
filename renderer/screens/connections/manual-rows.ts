import { manualAmount } from '../../../shared/manual/written-amount';
import { manualCode } from '../../../shared/manual/written-code';
import { manualHoldingSchema, type ManualHolding } from '../../../shared/records/record-bodies';

/** A line of the editor as typed. */
export interface ManualRow {
  readonly key: number;
  readonly code: string;
  readonly amount: string;
  readonly note: string;
}

export type RowErrors = Readonly<Partial<Record<'code' | 'amount' | 'note', string>>>;

export function emptyRow(key: number): ManualRow {
  return { key, code: '', amount: '', note: '' };
}

export function rowOf({ code, amount, note }: ManualHolding, key: number): ManualRow {
  return { key, code, amount, note: note ?? '' };
}

/** A line in which nothing was typed; it is left out. */
export function isBlank({ code, amount, note }: ManualRow): boolean {
  return code.trim() === '' && amount.trim() === '' && note.trim() === '';
}

/** What is wrong with a line, in the words of the schema that main also applies. */
export function rowErrors(row: ManualRow): RowErrors {
  if (isBlank(row)) return {};
  const { shape } = manualHoldingSchema;
  const code = shape.code.safeParse(row.code);
  const note = shape.note.safeParse(row.note);
  const amount = manualAmount(row.amount);
  return {
    ...(code.success ? {} : { code: code.error.issues[0]?.message ?? '' }),
    ...(amount.ok
      ? {}
      : { amount: row.amount.trim() === '' ? 'Give the amount.' : amount.problem }),
    ...(note.success ? {} : { note: 'A note has at most 200 characters.' }),
  };
}

/** The holdings of all lines, exact as typed; `undefined` while a line is wrong. */
export function holdingsFrom(rows: readonly ManualRow[]): readonly ManualHolding[] | undefined {
  const filled = rows.filter((row) => !isBlank(row));
  const holdings = filled.flatMap((row): readonly ManualHolding[] => {
    const amount = manualAmount(row.amount);
    if (!amount.ok || Object.keys(rowErrors(row)).length > 0) return [];
    const note = row.note.trim();
    return [{ code: manualCode(row.code), amount: amount.text, ...(note === '' ? {} : { note }) }];
  });
  return holdings.length === filled.length ? holdings : undefined;
}
