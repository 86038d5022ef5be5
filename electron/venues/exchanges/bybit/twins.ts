import { twinOf } from '../definition/twin';
import { bybit } from './definition';
import { tradePage } from '../orders/trade-page';
import { bybitAccounts } from './accounts';
import { bybitOrders } from './orders';

/**
 * Bybit in the European Economic Area: the same API at `bybit.eu`, for spot, spot margin, funding and
 * earn; it has no contracts. https://bybit-exchange.github.io/docs/v5/guide
 */
export const bybiteu = twinOf(bybit, {
  info: {
    ...bybit.info,
    id: 'bybiteu',
    name: 'Bybit EU',
    accountTypes: ['unified', 'spot', 'funding', 'earn'],
    keyPage: 'https://www.bybit.eu/app/user/api-management',
  },
  load: () => import('@venue/bybiteu.js'),
  accounts: (venue) => bybitAccounts(venue, false),
  orders: {
    ...bybitOrders,
    // https://www.bybit.eu/en-EU/announcement-info/fee-rate: no VIP level.
    publishedTakerFee: '0.0025',
    tradePage: tradePage((base, quote) => `https://www.bybit.eu/en/trade/spot/${base}/${quote}`),
  },
});

/** Bybit in Indonesia: the same API at `bybit.id`, with all kinds of contracts. */
export const bybitid = twinOf(bybit, {
  info: {
    ...bybit.info,
    id: 'bybitid',
    name: 'Bybit Indonesia',
    keyPage: 'https://www.bybit.id/app/user/api-management',
  },
  load: () => import('@venue/bybitid.js'),
  orders: {
    ...bybitOrders,
    tradePage: tradePage((base, quote) => `https://www.bybit.id/en/trade/spot/${base}/${quote}`),
  },
});
