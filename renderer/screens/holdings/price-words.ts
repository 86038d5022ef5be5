import type {
  PriceHopView,
  PriceView,
  SetAsideView,
} from '../../../shared/contract/portfolio-view';
import { knownAsset } from '../../../shared/assets/asset-registry';
import type { UnpricedReason } from '../../../shared/pricing/price';
import type { BalanceState } from '../../stores/holdings-filter';

const UNPRICED: Readonly<Record<UnpricedReason, string>> = {
  'no-market': 'No market for it was found at its venue.',
  'no-path': 'No path of markets leads from it to dollars.',
  illiquid: 'Its markets trade too little to be believed.',
  disputed:
    'Its market is far from that of the only other venue, and nobody can say which is right. Set a price in Settings if you know it.',
  'not-loaded': 'Prices have not arrived yet.',
};

/** Where a price comes from, in a few words. */
export function priceWords(price: PriceView | undefined): string {
  switch (price?.kind) {
    case undefined:
      return UNPRICED['not-loaded'];
    case 'market':
      return price.path.length === 0
        ? 'The dollar itself'
        : price.path.map(hopWords).join(', then ') + asideWords(price.setAside);
    case 'peg-assumed':
      return `${price.peg} taken as one ${currencyOf(price.peg)}: no market for it is in reach${asideWords(price.setAside)}`;
    case 'manual':
      return 'Your own price';
    case 'unpriced':
      return UNPRICED[price.reason];
  }
}

/** A market, or what one asset is exchanged for. */
export function hopWords(hop: PriceHopView): string {
  const { basis, from, to, rate, market, venue } = hop;
  return basis === 'mid' || basis === 'last'
    ? `${market} at ${venue}`
    : `1 ${from} = ${rate} ${to}, ${BASIS_WORDS[basis]}`;
}

/** How a rate of a price came about. */
export const BASIS_WORDS: Readonly<Record<PriceHopView['basis'], string>> = {
  mid: 'between bid and ask',
  last: 'last trade',
  wrapped: 'wrapped one to one',
  redeemable: 'redeemed one to one',
  converted: 'converted at a fixed rate',
  protocol: 'at the rate of its protocol',
};

/** Words beside a price that no market of its venue's own makes; the tooltip has the rest. */
export function priceMarks(price: Exclude<PriceView, { kind: 'unpriced' }>): readonly string[] {
  if (price.kind === 'manual') return ['yours'];
  const basis = price.path[0]?.basis;
  return [
    ...(price.setAside === undefined ? [] : ['median']),
    ...(price.kind === 'peg-assumed' ? ['peg'] : []),
    ...(basis === 'protocol' ? ['protocol'] : []),
    ...(basis === undefined || basis === 'mid' || basis === 'last' || basis === 'protocol'
      ? []
      : ['fixed']),
  ];
}

function asideWords(setAside: SetAsideView | undefined): string {
  return setAside === undefined
    ? ''
    : `. The median of ${setAside.venues} other venues: its own market is far from them`;
}

function currencyOf(stablecoin: string): string {
  const peg = knownAsset(stablecoin)?.peg;
  return peg === undefined || peg === 'USD' ? 'dollar' : peg;
}

export const STATE_NAMES: Readonly<Record<BalanceState, string>> = {
  live: 'Live',
  'stale-price': 'Old price',
  carried: 'Carried on',
  'peg-assumed': 'Peg assumed',
  manual: 'Priced by you',
  unpriced: 'Unpriced',
};
