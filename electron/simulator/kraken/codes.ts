import type { World } from '../world/world';
import type { VenueId } from '../../../shared/base/ids';
import { withoutTrailing } from '../../../shared/base/without-trailing';

/** Kraken's own short names where they differ. */
const altnames: Readonly<Record<string, string>> = { BTC: 'XBT', DOGE: 'XDG' };
/** Coins and currencies of the early days carry a letter of their class in front. */
const prefixed: Readonly<Record<string, string>> = {
  BTC: 'XXBT',
  ETH: 'XETH',
  ETC: 'XETC',
  LTC: 'XLTC',
  XRP: 'XXRP',
  XLM: 'XXLM',
  DOGE: 'XXDG',
  USD: 'ZUSD',
  EUR: 'ZEUR',
  GBP: 'ZGBP',
};

/** The short name: `XBT` for BTC, the code itself for most; a suffix stays (`XBT.F`). */
export function altnameOf(code: string): string {
  const [coin = code, suffix] = code.split('.');
  const name = altnames[coin] ?? coin;
  return suffix === undefined ? name : `${name}.${suffix}`;
}

/** The asset id of REST answers: `XXBT` for BTC, `SOL` for SOL; with a suffix the short name. */
export function assetIdOf(code: string): string {
  return code.includes('.') ? altnameOf(code) : (prefixed[code] ?? code);
}

/** The coin behind a code of an earn product or hold: BTC for `BTC.F`, DOT for `DOT28.S`. */
export function coinOf(code: string): string {
  const [coin = code, suffix] = code.split('.');
  return suffix === undefined ? coin : withoutTrailing(coin, '0123456789');
}

/** Every code a key of this world holds on Kraken, suffixed ones included, and every known coin. */
export function listedCodes(world: World, venue: VenueId): string[] {
  const codes = new Set(world.codes());
  world.keys(venue).forEach((key) => key.holdings.forEach((holding) => codes.add(holding.code)));
  return [...codes];
}
