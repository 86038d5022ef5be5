/** A field as written; `quoted` tells `"5"` from `5`. */
export interface CsvField {
  readonly text: string;
  readonly quoted: boolean;
}

/** One record, which may span several lines when a quoted field has line breaks. */
export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly CsvField[];
  /** What keeps it from being understood. */
  readonly problem?: string;
}

/**
 * Splits CSV (RFC 4180) into records, each with the line that it begins in: libraries count records,
 * while people look for lines. Lines end in LF, CRLF or CR; blank ones are left out.
 */
export function csvRecords(text: string, delimiter: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let at = 0;
  let line = 1;

  const lineBreakAt = (index: number): number =>
    text[index] === '\r' ? (text[index + 1] === '\n' ? 2 : 1) : text[index] === '\n' ? 1 : 0;
  const endsField = (index: number): boolean =>
    index >= text.length || text[index] === delimiter || lineBreakAt(index) > 0;

  const quotedField = (): { readonly field: CsvField; readonly problem?: string } => {
    let value = '';
    at += 1;
    for (;;) {
      if (at >= text.length)
        return {
          field: { text: value, quoted: true },
          problem: 'A quote is opened and not closed.',
        };
      if (text[at] === '"' && text[at + 1] === '"') {
        value += '"';
        at += 2;
      } else if (text[at] === '"') {
        at += 1;
        break;
      } else {
        const lineBreak = lineBreakAt(at);
        if (lineBreak > 0) line += 1;
        value += text.slice(at, at + Math.max(1, lineBreak));
        at += Math.max(1, lineBreak);
      }
    }
    const field = { text: value, quoted: true };
    if (endsField(at)) return { field };
    while (!endsField(at)) at += 1;
    return { field, problem: 'Something follows the closing quote of a field.' };
  };

  const plainField = (): { readonly field: CsvField; readonly problem?: string } => {
    const from = at;
    while (!endsField(at)) at += 1;
    const value = text.slice(from, at);
    const field = { text: value, quoted: false };
    return value.includes('"')
      ? { field, problem: 'A field with a quote in it must be quoted.' }
      : { field };
  };

  while (at < text.length) {
    const begins = line;
    const fields: CsvField[] = [];
    let problem: string | undefined;
    for (;;) {
      const read = text[at] === '"' ? quotedField() : plainField();
      fields.push(read.field);
      problem ??= read.problem;
      if (at >= text.length || text[at] !== delimiter) break;
      at += 1;
    }
    at += lineBreakAt(at);
    line += 1;
    const isBlank = fields.every((field) => !field.quoted && field.text.trim() === '');
    if (!isBlank)
      records.push({ line: begins, fields, ...(problem === undefined ? {} : { problem }) });
  }
  return records;
}
