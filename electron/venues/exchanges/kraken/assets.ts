import { entryOf } from '../../reading/shape';

/** An asset of Kraken's balance list: a coin, and the earn product it is in. */
export interface KrakenAsset {
  readonly coinId: string;
  /** Kraken's own name of the product's holding: `XBT.F`, `DOT28.S`. */
  readonly earnProduct?: string;
}

/**
 * Suffixes of balances that earn, wait or are held: auto earn, opt-in rewards, staked, bonded,
 * parachain auctions, and held deposits. https://support.kraken.com/hc/en-us/articles/360039879471
 */
const EARN_SUFFIX = /^(.+)\.(F|M|S|B|P|HOLD)$/;
/**
 * Tokenised assets, which are free to trade: their markets name them without it (`TSLAx`).
 * https://docs.kraken.com/api-reference/account-data/get-extended-balance
 */
const TOKENISED_SUFFIX = /^(.+)\.T$/;
/** Staking for a fixed time carries its days: `DOT28.S`, `SOL03.S`. Elsewhere digits are the coin's (`C98.HOLD`). */
const STAKING_DAYS = /^(.*[A-Z])\d{2}\.S$/;
/** Coins whose staked form has a name of its own, one to one with the coin. */
const STAKED_NAMES: Readonly<Record<string, string>> = { ETH2: 'ETH' };

/** Takes Kraken's name of a balance apart. A suffix that is not known stays: it is another asset. */
export function krakenAsset(assetId: string): KrakenAsset {
  const staked = entryOf(STAKED_NAMES, assetId);
  if (staked !== undefined) return { coinId: staked, earnProduct: assetId };
  const [, tokenised] = TOKENISED_SUFFIX.exec(assetId) ?? [];
  if (tokenised !== undefined)
    return { coinId: /x$/i.test(tokenised) ? tokenised : `${tokenised}x` };
  const match = EARN_SUFFIX.exec(assetId);
  if (match === null) return { coinId: assetId };
  const coin = match[1] ?? assetId;
  const withoutDays = STAKING_DAYS.exec(assetId)?.[1] ?? coin;
  return { coinId: entryOf(STAKED_NAMES, withoutDays) ?? withoutDays, earnProduct: assetId };
}
