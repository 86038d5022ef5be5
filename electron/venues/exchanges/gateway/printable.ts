/** A name that may be anything, fit to be put into a sentence. */
export function printable(name: string): string {
  return JSON.stringify(name.slice(0, 40));
}
