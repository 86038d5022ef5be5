// The checksum of output descriptors: https://github.com/bitcoin/bips/blob/master/bip-0380.mediawiki#checksum
const INPUT =
  "0123456789()[],'/*abcdefgh@:$%{}" +
  'IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~' +
  'ijklmnopqrstuvwxyzABCDEFGH`#"\\ ';
const OUTPUT = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATORS = [0xf5dee51989n, 0xa9fdca3312n, 0x1bab10e32dn, 0x3706b1677an, 0x644d626ffdn];
const CHECKSUM_LENGTH = 8;

/** The eight characters that follow `#`; `undefined` if a character has no place in a descriptor. */
export function descriptorChecksum(script: string): string | undefined {
  const symbols = toSymbols(script);
  if (symbols === undefined) return undefined;
  let code = 1n;
  for (const symbol of [...symbols, ...Array<number>(CHECKSUM_LENGTH).fill(0)])
    code = next(code, symbol);
  code ^= 1n;
  let checksum = '';
  for (let place = CHECKSUM_LENGTH - 1; place >= 0; place -= 1)
    checksum += OUTPUT.charAt(Number((code >> BigInt(5 * place)) & 31n));
  return checksum;
}

function next(code: bigint, symbol: number): bigint {
  const top = code >> 35n;
  let result = ((code & 0x7ffffffffn) << 5n) ^ BigInt(symbol);
  GENERATORS.forEach((generator, bit) => {
    if (((top >> BigInt(bit)) & 1n) === 1n) result ^= generator;
  });
  return result;
}

/** Each character's place in its group, and after every three the groups they were in. */
function toSymbols(script: string): number[] | undefined {
  const symbols: number[] = [];
  let groups: number[] = [];
  const flush = (): void => {
    if (groups.length > 0) symbols.push(groups.reduce((code, group) => code * 3 + group, 0));
    groups = [];
  };
  for (const character of script) {
    const place = INPUT.indexOf(character);
    if (place < 0) return undefined;
    symbols.push(place & 31);
    groups.push(place >> 5);
    if (groups.length === 3) flush();
  }
  flush();
  return symbols;
}
