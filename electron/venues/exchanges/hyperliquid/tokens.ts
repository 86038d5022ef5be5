import type { Decimal } from '../../../../shared/base/decimal';
import { VenueFailure } from '../../reading/venue-failure';
import { asRow, asRows, countOf, textOf, type Row } from '../../reading/shape';

/**
 * Tokens of HyperCore that are what their names say, by index. Anybody may deploy a token, with any
 * name (https://hyperliquid.gitbook.io/hyperliquid-docs/hyperliquid-improvement-proposals-hips/hip-1-native-token-standard),
 * so a name says nothing by itself. UBTC, UETH and USOL are Unit's wrapped coins and stay apart from
 * the coins themselves.
 */
const KNOWN_TOKENS: ReadonlyMap<number, string> = new Map([
  [0, 'USDC'],
  [1, 'PURR'],
  [150, 'HYPE'],
  [197, 'UBTC'],
  [221, 'UETH'],
  [235, 'USDE'],
  [254, 'USOL'],
  [268, 'USDT0'],
  [360, 'USDH'],
]);

export const USDC_INDEX = 0;

/** The code of a token: its name if its index vouches for it, else with the index: `CAT#512`. */
export function tokenCode(name: string, index: number): string {
  return KNOWN_TOKENS.get(index) === name ? name : `${name}#${index}`;
}

/** The code of a row that names its coin and token. Sides of an outcome market (`+92260`) have no token. */
export function rowCode(row: Row): string {
  const coin = textOf(row, 'coin');
  return coin.startsWith('+') ? coin : tokenCode(coin, countOf(row, 'token'));
}

/** Names of all tokens by index, out of `spotMeta`. @throws VenueFailure `bad-response` */
export function tokenNames(meta: unknown): ReadonlyMap<number, string> {
  const tokens = asRows(asRow(meta, 'spotMeta')['tokens'], 'tokens');
  return new Map(tokens.map((row) => [countOf(row, 'index'), textOf(row, 'name')]));
}

/** The code of the token with an index. @throws VenueFailure `bad-response` if there is none */
export function codeOfIndex(names: ReadonlyMap<number, string>, index: number): string {
  const name = names.get(index);
  if (name === undefined) throw new VenueFailure('bad-response', `token ${index} is not listed`);
  return tokenCode(name, index);
}

/** Perpetuals of other deployers that stand for a coin beyond doubt; `xyz:GOLD` is no coin named GOLD. */
const COINS_ON_EVERY_DEX = new Set(['BTC', 'ETH', 'SOL', 'HYPE']);
const THOUSAND = 1000;

/**
 * What a perpetual is on: `BTC`, `kPEPE` (a thousand PEPE) on the main dex, `xyz:TSLA` on others.
 * @param size signed size in the contract's unit
 */
export function perpetualCoin(
  market: string,
  size: Decimal,
): { readonly code: string; readonly delta: Decimal } {
  const [dex, name] = market.includes(':') ? market.split(':', 2) : ['', market];
  if (dex === '' && name !== undefined && /^k[A-Z]/.test(name))
    return { code: name.slice(1), delta: size.times(THOUSAND) };
  if (dex === '' || (name !== undefined && COINS_ON_EVERY_DEX.has(name)))
    return { code: name ?? market, delta: size };
  return { code: market, delta: size };
}
