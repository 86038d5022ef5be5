import { gate } from './definition';
import { tradePage } from '../orders/trade-page';
import { gateAccounts } from './accounts';
import { gateOrders } from './orders';
import { twinOf } from '../definition/twin';

/**
 * Gate in the European Economic Area: the same API at `gateeu.com`, without contracts; its users and
 * keys are its own. https://eu.gate.com/legal/operating-rules
 */
export const gateeu = twinOf(gate, {
  info: {
    ...gate.info,
    id: 'gateeu',
    name: 'Gate EU',
    accountTypes: ['unified', 'spot', 'isolated-margin', 'earn'],
    keyPage: 'https://eu.gate.com/myaccount/profile/api-key/manage',
  },
  load: () => import('@venue/gateeu.js'),
  accounts: (venue) => gateAccounts(venue, false),
  orders: {
    ...gateOrders,
    tradePage: tradePage((base, quote) => `https://eu.gate.com/trade/${base}_${quote}`),
  },
});
