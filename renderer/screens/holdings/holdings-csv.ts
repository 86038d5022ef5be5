import { plainText } from '../../../shared/assets/format';
import type {
  PriceHopView,
  PriceView,
  SetAsideView,
} from '../../../shared/contract/portfolio-view';
import type { AssetNode } from '../../view-models/holdings-tree';

const COLUMNS = [
  'asset_id',
  'asset',
  'name',
  'venue',
  'connection',
  'account_type',
  'subaccount',
  'available',
  'locked',
  'total',
  'borrowed',
  'net',
  'price_usd',
  'price_source',
  'price_at',
  'value_usd',
  'state',
] as const;

/**
 * Holdings as CSV (RFC 4180, lines end in CRLF): one line a balance, every digit of every amount, times
 * in ISO 8601, prices and values in dollars. What has no price has an empty price and value, never a zero; the
 * state has all that is known against the value, the weakest first: `carried + peg-assumed`.
 */
export function holdingsCsv(assets: readonly AssetNode[]): string {
  const lines = assets.flatMap((asset) =>
    asset.children.flatMap((venue) =>
      venue.children.map(({ balance, price, states, label, sums }) => [
        text(asset.asset),
        text(asset.code),
        text(asset.name),
        text(balance.venue),
        text(label),
        text(balance.accountType),
        text(balance.subaccount ?? ''),
        plainText(sums.available),
        plainText(sums.locked),
        plainText(sums.total),
        plainText(sums.borrowed),
        plainText(sums.net),
        price === undefined || price.kind === 'unpriced' ? '' : price.usd,
        text(priceSource(price)),
        price === undefined || price.kind === 'unpriced' ? '' : new Date(price.at).toISOString(),
        balance.valueUsd ?? '',
        text(states.join(' + ')),
      ]),
    ),
  );
  return [COLUMNS, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/**
 * `market: BTC/USDT@binance > USDT/USD@kraken`, `peg-assumed: USDT`, `manual`, `unpriced: no-path`; what is
 * exchanged at a rate says how: `WETH/ETH wrapped`. Held back and overruled prices follow in brackets.
 */
function priceSource(price: PriceView | undefined): string {
  switch (price?.kind) {
    case undefined:
      return 'unpriced: not-loaded';
    case 'market':
      return price.path.length === 0
        ? 'market'
        : `market: ${price.path.map(hopText).join(' > ')}${jumpText(price)}${asideText(price)}`;
    case 'peg-assumed':
      return `peg-assumed: ${price.peg}${price.path.length === 0 ? '' : ` (${price.path.map(hopText).join(' > ')})`}${asideText(price)}`;
    case 'manual':
      return 'manual';
    case 'unpriced':
      return `unpriced: ${price.reason}`;
  }
}

function hopText({ market, venue, basis }: PriceHopView): string {
  return basis === 'mid' || basis === 'last' ? `${market}@${venue}` : `${market} ${basis}`;
}

function jumpText({ jump }: Extract<PriceView, { kind: 'market' }>): string {
  return jump === undefined ? '' : ` (held back: ${jump.usd})`;
}

function asideText({ setAside }: { readonly setAside?: SetAsideView }): string {
  return setAside === undefined
    ? ''
    : ` (median of ${setAside.venues} venues; its own market: ${setAside.usd})`;
}

/**
 * A cell of text. Spreadsheets run text that begins like a formula, and names of coins come from
 * venues: such text gets an apostrophe in front (OWASP, CSV injection).
 */
function text(value: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
