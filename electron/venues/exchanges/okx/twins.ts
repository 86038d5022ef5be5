import { twinOf } from '../definition/twin';
import { okx } from './definition';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import { okxAccounts } from './accounts';
import { okxOrders } from './orders';

/**
 * OKX in the United States: the same API at `us.okx.com`, without contracts.
 * https://app.okx.com/docs-v5/en/
 */
export const okxus = twinOf(okx, {
  info: {
    ...okx.info,
    id: 'okxus',
    name: 'OKX (US)',
    keyPage: 'https://app.okx.com/account/my-api',
  },
  load: () => import('@venue/okxus.js'),
  accounts: (venue) => okxAccounts(venue, false),
  // https://app.okx.com/fees: a regular user.
  orders: ordersAt('https://app.okx.com'),
});

/** OKX in the European Economic Area: the same API at `eea.okx.com`. https://my.okx.com/docs-v5/en/ */
export const myokx = twinOf(okx, {
  info: {
    ...okx.info,
    id: 'myokx',
    name: 'MyOKX (EEA)',
    keyPage: 'https://my.okx.com/account/my-api',
  },
  load: () => import('@venue/myokx.js'),
  // https://my.okx.com/fees: a regular user.
  orders: ordersAt('https://my.okx.com'),
});

/** The twins ask more of a regular user than OKX itself. */
function ordersAt(host: string): OrderTerms {
  return {
    ...okxOrders,
    publishedTakerFee: '0.0035',
    tradePage: tradePage(
      (base, quote) => `${host}/trade-spot/${base.toLowerCase()}-${quote.toLowerCase()}`,
    ),
  };
}
