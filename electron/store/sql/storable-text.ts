/** True when a text column takes it: no NUL, and no half of a surrogate pair, which UTF-8 lacks. */
export function isStorableText(value: string): boolean {
  if (value.includes('\0')) return false;
  // Most text has no surrogates at all; those that pair up are whole characters.
  return !/[\uD800-\uDFFF]/.test(value) || storableText(value) === value;
}

/** The same text with what no text column takes replaced by U+FFFD. */
export function storableText(value: string): string {
  // Encoding replaces lone surrogates.
  return Buffer.from(value, 'utf8').toString('utf8').replaceAll('\0', '\uFFFD');
}
