import type { PriceView } from '../../../shared/ipc/portfolio-view';
import type { UnpricedReason } from '../../../shared/portfolio/price';
import type { BalanceState } from '../../stores/holdings-filter';

const UNPRICED: Readonly<Record<UnpricedReason, string>> = {
  'no-market': 'No market for it was found at its venue.',
  'no-path': 'No path of markets leads from it to dollars.',
  illiquid: 'Its markets are too thin to be believed.',
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
        : price.path.map((hop) => `${hop.market} at ${hop.venue}`).join(', then ');
    case 'peg-assumed':
      return `${price.peg} taken as one dollar: no market for it is in reach`;
    case 'manual':
      return 'Your own price';
    case 'unpriced':
      return UNPRICED[price.reason];
  }
}

export const STATE_NAMES: Readonly<Record<BalanceState, string>> = {
  live: 'Live',
  'stale-price': 'Old price',
  carried: 'Carried on',
  'peg-assumed': 'Peg assumed',
  manual: 'Priced by you',
  unpriced: 'Unpriced',
};
