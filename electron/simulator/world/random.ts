/** A seeded source of numbers in [0, 1): the same seed gives the same sequence on every machine. */
export type Random = () => number;

const UINT32 = 4_294_967_296;

/** The mulberry32 generator (Tommy Ettinger, public domain): 32 bits of state, good enough for a toy market. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32;
  };
}

/** FNV-1a over text: turns names into seeds. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** One number in [0, 1) for a seed and a position: random access into a sequence. */
export function hashAt(seed: number, position: number): number {
  let mixed = (seed ^ Math.imul(position | 0, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / UINT32;
}

/** Text of the given length from an alphabet, for identifiers that look like a venue's own. */
export function randomText(random: Random, length: number, alphabet: string): string {
  let text = '';
  for (let index = 0; index < length; index += 1)
    text += alphabet.charAt(Math.floor(random() * alphabet.length));
  return text;
}

export const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
