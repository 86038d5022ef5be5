import { tryDecimal } from '../base/decimal';

/** How an amount was written: what its commas and points must be, or that one cannot tell. */
export type AmountReading =
  | { readonly kind: 'amount'; readonly text: string; readonly decimalComma: boolean }
  /** `1,234`: may be more than a thousand, or little more than one. */
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'no-number' };

const amount = (text: string, decimalComma: boolean): AmountReading => ({
  kind: 'amount',
  text,
  decimalComma,
});

/**
 * Reads an amount as people and their spreadsheets write it, and never guesses: a point is a decimal
 * point unless points or commas group thousands beyond doubt; a comma is a decimal comma only where it
 * cannot group thousands.
 */
export function readAmount(written: string): AmountReading {
  const trimmed = written.trim().replace(/^\u2212/, '-');
  const sign = trimmed.startsWith('-') ? '-' : '';
  const digits = trimmed.slice(sign.length);
  if (/^\d+(\.\d+)?$/.test(digits)) return amount(sign + digits, false);
  // 1,234,567.89 and 1,234.5 and 1,234,567
  if (/^[1-9]\d{0,2}(,\d{3})+\.\d+$/.test(digits) || /^[1-9]\d{0,2}(,\d{3}){2,}$/.test(digits))
    return amount(sign + digits.replaceAll(',', ''), false);
  // 1.234.567,89 and 1.234,5 and 1.234.567
  if (/^[1-9]\d{0,2}(\.\d{3})+,\d+$/.test(digits))
    return amount(sign + digits.replaceAll('.', '').replace(',', '.'), true);
  if (/^[1-9]\d{0,2}(\.\d{3}){2,}$/.test(digits))
    return amount(sign + digits.replaceAll('.', ''), true);
  if (/^[1-9]\d{0,2},\d{3}$/.test(digits)) return { kind: 'ambiguous' };
  if (/^\d+,\d+$/.test(digits)) return amount(sign + digits.replace(',', '.'), true);
  return { kind: 'no-number' };
}

/** `1.234`: a thousand and more where points group thousands. */
function mayGroupThousands(written: string): boolean {
  return /^[-\u2212]?[1-9]\d{0,2}\.\d{3}$/.test(written.trim());
}

/** How amounts that stand beside each other are written, as far as they say. */
export interface AmountStyle {
  /** One of them has a decimal comma beyond doubt. */
  readonly commas: boolean;
  /** One of them has a decimal point beyond doubt. */
  readonly points: boolean;
}

export function styleOf(written: readonly string[]): AmountStyle {
  const readings = written.map((one) => ({ one, reading: readAmount(one) }));
  return {
    commas: readings.some(({ reading }) => reading.kind === 'amount' && reading.decimalComma),
    points: readings.some(
      ({ one, reading }) =>
        reading.kind === 'amount' &&
        !reading.decimalComma &&
        one.includes('.') &&
        !mayGroupThousands(one),
    ),
  };
}

const LONGEST_AMOUNT = 60;

/**
 * The exact amount that somebody wrote, as plain text, or what is wrong with it.
 * @param pointsMayGroup amounts beside it have decimal commas, or may have, so that its point may group thousands
 */
export function manualAmount(
  written: string,
  pointsMayGroup = false,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string } {
  const shown = JSON.stringify(written.trim().slice(0, 40));
  const reading = readAmount(written);
  if (reading.kind === 'no-number')
    return { ok: false, problem: `${shown} is not a plain number such as 1234.56.` };
  if (reading.kind === 'ambiguous' || (pointsMayGroup && mayGroupThousands(written)))
    return {
      ok: false,
      problem: `${shown} may be more than a thousand or not: write it without thousands separators, with a decimal point.`,
    };
  if (reading.text.length > LONGEST_AMOUNT || tryDecimal(reading.text) === undefined)
    return { ok: false, problem: `${shown} has more digits than can be kept exactly.` };
  return { ok: true, text: reading.text };
}
