import { manualHoldingSchema, type ManualHolding } from '../records/record-bodies';
import { manualAmount, styleOf } from './written-amount';
import { manualCode } from './written-code';
import { csvRecords, type CsvField, type CsvRecord } from './csv-records';

/** A line of the file that was not understood, and why. */
export interface CsvProblem {
  readonly line: number;
  readonly text: string;
}

/** What a file says. Holdings are given also beside problems, so that both can be shown. */
export interface HoldingsFile {
  readonly holdings: readonly ManualHolding[];
  readonly problems: readonly CsvProblem[];
}

export const MOST_HOLDINGS = 2000;

const DELIMITERS = [',', ';', '\t'] as const;
const COLUMNS = ['asset', 'amount', 'note'] as const;
type Column = (typeof COLUMNS)[number];
/** Splitting is fast; understanding a line takes some tenths of a millisecond. */
const RECORDS_IN_STEP = 1_000;
const LINES_IN_STEP = 20;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads manual holdings from CSV. The first line names the columns `asset` and `amount`, and `note` if
 * there is one, in any order and case, separated by commas, semicolons or tabs. Every line that is not
 * understood is listed with its number; whoever imports must not go on while there is one.
 */
export function parseHoldingsCsv(file: string): HoldingsFile {
  const steps = readingHoldings(file);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of some lines, each of which yields the share that is done: 0 to 1. */
export function* readingHoldings(file: string): Generator<number, HoldingsFile, undefined> {
  const text = file.startsWith(BYTE_ORDER_MARK) ? file.slice(1) : file;
  const delimiter = delimiterOf(text);
  let header: CsvRecord | undefined;
  const records: CsvRecord[] = [];
  for (const record of csvRecords(text, delimiter)) {
    if (header === undefined) header = record;
    else records.push(record);
    if (records.length % RECORDS_IN_STEP === 0) yield record.end / text.length / 2;
  }
  if (header === undefined) return refusedFile(1, 'The file is empty.');
  const columns = columnsOf(header);
  if ('line' in columns) return { holdings: [], problems: [columns] };
  if (records.length === 0)
    return refusedFile(header.line, 'There is nothing below the names of the columns.');
  if (records.length > MOST_HOLDINGS)
    return refusedFile(header.line, `A file may have at most ${MOST_HOLDINGS} lines.`);
  const style = styleOf(records.map(({ fields }) => fields[columns.indexOf('amount')]?.text ?? ''));
  // Spreadsheets part by semicolons where the comma is the decimal one; what is copied may be of either kind.
  const pointsMayGroup = style.commas || (delimiter !== ',' && !style.points);
  const holdings: ManualHolding[] = [];
  const problems: CsvProblem[] = [];
  for (const record of records) {
    const line = lineOf(record, { columns, delimiter, pointsMayGroup });
    if (typeof line === 'string') problems.push({ line: record.line, text: line });
    else holdings.push(line);
    const done = holdings.length + problems.length;
    if (done % LINES_IN_STEP === 0) yield (1 + done / records.length) / 2;
  }
  return { holdings, problems };
}

function refusedFile(line: number, text: string): HoldingsFile {
  return { holdings: [], problems: [{ line, text }] };
}

/** The delimiter by which the first line names the columns; a comma when none does. */
function delimiterOf(text: string): string {
  return (
    DELIMITERS.find((delimiter) => {
      const [header] = csvRecords(text, delimiter);
      return header !== undefined && !('line' in columnsOf(header));
    }) ?? ','
  );
}

function columnsOf({ line, fields }: CsvRecord): readonly Column[] | CsvProblem {
  const wanted = 'The first line must be asset,amount or asset,amount,note.';
  const names = fields.map((field) => field.text.trim().toLowerCase());
  const columns = COLUMNS.filter((column) => names.includes(column));
  if (!columns.includes('asset') || !columns.includes('amount')) return { line, text: wanted };
  const unknown = names.find((name) => !COLUMNS.some((column) => column === name));
  if (unknown !== undefined)
    return { line, text: `The column "${unknown.slice(0, 40)}" is not known. ${wanted}` };
  if (names.length !== columns.length) return { line, text: `A column is named twice. ${wanted}` };
  return names.flatMap((name) => COLUMNS.find((column) => column === name) ?? []);
}

interface Layout {
  readonly columns: readonly Column[];
  readonly delimiter: string;
  /** A point before three digits may group thousands: nothing in the file says that it does not. */
  readonly pointsMayGroup: boolean;
}

/** The holding of a line, or what is wrong with it. */
function lineOf({ fields, problem }: CsvRecord, layout: Layout): ManualHolding | string {
  if (problem !== undefined) return problem;
  const { columns, delimiter } = layout;
  if (fields.length > columns.length)
    return `It has ${fields.length} fields, and the first line names ${columns.length}.${
      delimiter === ',' ? ' An amount or a note with a comma must be quoted.' : ''
    }`;
  const field = (column: Column): CsvField | undefined => fields[columns.indexOf(column)];
  const written = field('amount');
  if (written === undefined || written.text.trim() === '') return 'The amount is missing.';
  if (delimiter === ',' && wasCut(fields, columns))
    return 'Its amount may have been cut at a decimal comma: quote the amount, or the note.';
  const amount = manualAmount(written.text, layout.pointsMayGroup);
  if (!amount.ok) return amount.problem;
  const note = field('note')?.text.trim() ?? '';
  const parsed = manualHoldingSchema.safeParse({
    code: manualCode(field('asset')?.text ?? ''),
    amount: amount.text,
    ...(note === '' ? {} : { note }),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return issue?.path[0] === 'note'
    ? 'The note is longer than 200 characters.'
    : (issue?.message ?? 'It cannot be used.');
}

/** `EUR,1,5` under `asset,amount,note`: an amount of 1.5 cut in two, or the note 5. */
function wasCut(fields: readonly CsvField[], columns: readonly Column[]): boolean {
  const at = columns.indexOf('amount');
  if (columns[at + 1] !== 'note') return false;
  const [amount, note] = [fields[at], fields[at + 1]];
  return (
    amount?.quoted === false &&
    note?.quoted === false &&
    /^\s*[-\u2212]?\d+$/.test(amount.text) &&
    /^\d+\s*$/.test(note.text)
  );
}

/** Holdings as CSV (RFC 4180) with every digit, in the form that {@link parseHoldingsCsv} reads. */
export function holdingsCsv(holdings: readonly ManualHolding[]): string {
  const lines = holdings.map(({ code, amount, note }) => [code, amount, cell(note ?? '')]);
  return [COLUMNS, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function cell(text: string): string {
  // Also figures alone, which must not be taken for the decimals of a cut amount.
  return /[",\r\n]|^\s*\d+\s*$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
