import type { VenueDefinition } from '../venue-definition';
import { bybit } from './bybit';
import { bybitAccounts } from './bybit-accounts';

/**
 * Bybit in the European Economic Area: the same API at `bybit.eu`, for spot, spot margin, funding and
 * earn; it has no contracts. https://bybit-exchange.github.io/docs/v5/guide
 */
export const bybiteu: VenueDefinition = {
  ...bybit,
  info: {
    ...bybit.info,
    id: 'bybiteu',
    name: 'Bybit EU',
    accountTypes: ['unified', 'spot', 'funding', 'earn'],
    keyPage: 'https://www.bybit.eu/app/user/api-management',
  },
  load: () => import('@venue/bybiteu.js'),
  accounts: (venue) => bybitAccounts(venue, false),
};

/** Bybit in Indonesia: the same API at `bybit.id`, with all kinds of contracts. */
export const bybitid: VenueDefinition = {
  ...bybit,
  info: {
    ...bybit.info,
    id: 'bybitid',
    name: 'Bybit Indonesia',
    keyPage: 'https://www.bybit.id/app/user/api-management',
  },
  load: () => import('@venue/bybitid.js'),
};
