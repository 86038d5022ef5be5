import { venueMarks } from 'virtual:venue-marks';
import type { AccountType } from '../../shared/portfolio/balance';

/** Hues of equal lightness, as `--category-0` to `--category-11` in tokens.css. */
const HUES = 12;

/** Fixed picks keep the assets that people know best apart from each other. */
const PICKED_ASSETS = {
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
};

/** Hues that are picked by hand: those of assets here, those of venues in their definitions. */
const PICKED: ReadonlyMap<string, number> = new Map([
  ...Object.entries(PICKED_ASSETS),
  ...Object.entries(venueMarks).flatMap(([venue, { hue }]): [string, number][] =>
    hue === undefined ? [] : [[venue, hue]],
  ),
]);

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
  return `var(--category-${PICKED.get(key) ?? hash(key) % HUES})`;
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
