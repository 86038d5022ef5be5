/**
 * The code of an asset as somebody wrote it: `btc` is `BTC`. One with capitals is left alone, since
 * some codes have small letters on purpose.
 */
export function manualCode(written: string): string {
  const code = written.trim();
  return /^[a-z0-9]+$/.test(code) ? code.toUpperCase() : code;
}
