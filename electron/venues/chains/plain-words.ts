const LONGEST_WORDS = 40;
/** A name on a chain may be as long as its maker paid for. */
const LOOKED_AT = 1000;

/**
 * Text that a stranger wrote, fit to stand in a line of the page: on one line, 40 characters at most, and
 * without control, format, private and invisible characters, which can turn the direction of writing or
 * make one name look like another. Invisible are also some letters and symbols: fillers of Hangul, blank
 * Braille (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point).
 */
export function plainWords(text: string): string | undefined {
  const plain = text
    .slice(0, LOOKED_AT)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...plain];
  const cut = characters.length > LONGEST_WORDS;
  const words = cut ? `${characters.slice(0, LONGEST_WORDS - 1).join('')}…` : plain;
  return words === '' ? undefined : words;
}
