import type { AccountType } from '../../shared/portfolio/balance';

/** Hues of equal lightness, as `--category-0` to `--category-11` in tokens.css. */
const HUES = 12;

/** Fixed picks keep the assets and venues that people know best apart from each other. */
const PICKED: Readonly<Record<string, number>> = {
  BTC: 1,
  ETH: 9,
  USDT: 5,
  USDC: 8,
  SOL: 10,
  BNB: 2,
  XRP: 7,
  ADA: 6,
  DOGE: 3,
  DOT: 11,
  TRX: 0,
  LINK: 8,
  AVAX: 0,
  LTC: 7,
  USD: 4,
  EUR: 6,
  binance: 2,
  okx: 7,
  bybit: 0,
  kraken: 9,
  coinbase: 8,
  kucoin: 5,
};

const ACCOUNT_TYPE_HUES: Readonly<Record<AccountType, number>> = {
  spot: 8,
  funding: 6,
  unified: 9,
  margin: 1,
  'isolated-margin': 0,
  futures: 10,
  'futures-inverse': 11,
  options: 2,
  earn: 4,
  wallet: 5,
  manual: 3,
};

/** The colour of an asset or venue: the same on every chart and in every run. */
export function categoryColor(key: string): string {
  return `var(--category-${PICKED[key] ?? hash(key) % HUES})`;
}

export function accountTypeColor(accountType: AccountType): string {
  return `var(--category-${ACCOUNT_TYPE_HUES[accountType]})`;
}

export const OTHER_COLOR = 'var(--category-other)';

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}
