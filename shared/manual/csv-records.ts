/** A field as written; `quoted` tells `"5"` from `5`. */
export interface CsvField {
  readonly text: string;
  readonly quoted: boolean;
}

/** One record, which may span several lines when a quoted field has line breaks. */
export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  /** Where in the text what follows it begins. */
  readonly end: number;
  readonly fields: readonly CsvField[];
  /** What keeps it from being understood. */
  readonly problem?: string;
}

/** A field, and what keeps it from being understood. */
interface ReadField {
  readonly field: CsvField;
  readonly problem?: string;
}

/**
 * Splits CSV (RFC 4180) into records, each when it is asked for, with the line that it begins in: libraries
 * count records, while people look for lines. Lines end in LF, CRLF or CR; blank ones are left out.
 */
export function* csvRecords(text: string, delimiter: string): Generator<CsvRecord, void> {
  const reader = new CsvReader(text, delimiter);
  while (!reader.isAtEnd) {
    const record = reader.record();
    if (record.fields.some((field) => field.quoted || field.text.trim() !== '')) yield record;
  }
}

/** Goes through a text once, field by field. */
class CsvReader {
  readonly #text: string;
  readonly #delimiter: string;
  #at = 0;
  #line = 1;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  record(): CsvRecord {
    const line = this.#line;
    const fields: CsvField[] = [];
    let problem: string | undefined;
    for (;;) {
      const read = this.#text[this.#at] === '"' ? this.#quotedField() : this.#plainField();
      fields.push(read.field);
      problem ??= read.problem;
      if (this.isAtEnd || this.#text[this.#at] !== this.#delimiter) break;
      this.#at += 1;
    }
    this.#at += this.#lineBreak();
    this.#line += 1;
    return { line, end: this.#at, fields, ...(problem === undefined ? {} : { problem }) };
  }

  #quotedField(): ReadField {
    this.#at += 1;
    const value = this.#untilClosingQuote();
    const field = { text: value, quoted: true };
    if (this.isAtEnd) return { field, problem: 'A quote is opened and not closed.' };
    this.#at += 1;
    if (this.#isEndOfField()) return { field };
    this.#skipField();
    return { field, problem: 'Something follows the closing quote of a field.' };
  }

  /** Leaves off at the closing quote, or at the end of the text. */
  #untilClosingQuote(): string {
    let value = '';
    while (!this.isAtEnd) {
      if (this.#text[this.#at] === '"') {
        if (this.#text[this.#at + 1] !== '"') break;
        value += '"';
        this.#at += 2;
        continue;
      }
      const lineBreak = this.#lineBreak();
      if (lineBreak > 0) this.#line += 1;
      const length = Math.max(1, lineBreak);
      value += this.#text.slice(this.#at, this.#at + length);
      this.#at += length;
    }
    return value;
  }

  #plainField(): ReadField {
    const from = this.#at;
    this.#skipField();
    const value = this.#text.slice(from, this.#at);
    const field = { text: value, quoted: false };
    return value.includes('"')
      ? { field, problem: 'A field with a quote in it must be quoted.' }
      : { field };
  }

  #skipField(): void {
    while (!this.#isEndOfField()) this.#at += 1;
  }

  #isEndOfField(): boolean {
    return this.isAtEnd || this.#text[this.#at] === this.#delimiter || this.#lineBreak() > 0;
  }

  /** How many characters break the line here; 0 where it goes on. */
  #lineBreak(): number {
    if (this.#text[this.#at] === '\n') return 1;
    if (this.#text[this.#at] !== '\r') return 0;
    return this.#text[this.#at + 1] === '\n' ? 2 : 1;
  }
}
