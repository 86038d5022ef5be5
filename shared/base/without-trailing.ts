/**
 * A text without those of the given characters that it ends in. A pattern such as `/0+$/` would look at
 * a text of many zeros again from each of them.
 */
export function withoutTrailing(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
