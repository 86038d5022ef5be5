/** What a text may end with and be whole: a mark, and what closes a quotation or bracket behind it. */
const WHOLE = /[.!?…:]["'”’)\]»]*$/;
/** Two full stops are one too many; three are meant. */
const DOUBLED = /(^|[^.])\.\.(?=["'”’)\]»]*$)/;

/** A text as a whole sentence: it ends with one full stop, unless it ends with another mark. Empty stays empty. */
export function wholeSentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  return WHOLE.test(trimmed) ? trimmed.replace(DOUBLED, '$1.') : `${trimmed}.`;
}

/** Whole sentences one after another. What is empty, or was said just before, is left out. */
export function sentences(...texts: readonly (string | undefined)[]): string {
  const whole = texts.map((text) => wholeSentence(text ?? '')).filter((text) => text !== '');
  return whole.filter((text, index) => text !== whole[index - 1]).join(' ');
}

/** What went wrong and what to do about it: a failure as every screen, notice, table and log has it. */
export function failureText({
  message,
  hint,
}: {
  readonly message: string;
  readonly hint?: string;
}): string {
  return sentences(message, hint);
}
