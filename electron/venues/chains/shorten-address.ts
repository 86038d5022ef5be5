const EXTENDED_KEY = /[a-z]pub[1-9A-HJ-NP-Za-km-z]{20,}/i;
const START = 6;
const END = 4;

/** Enough of an address, or of a descriptor's first key, to tell it from others: `0x5290…51bc`. */
export function shortenAddress(address: string): string {
  const text = EXTENDED_KEY.exec(address)?.[0] ?? address;
  return text.length <= START + END + 1 ? text : `${text.slice(0, START)}…${text.slice(-END)}`;
}
