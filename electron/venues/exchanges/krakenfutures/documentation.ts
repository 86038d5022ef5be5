import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const krakenfuturesDocumentation: VenueDocumentation = {
  venue: 'krakenfutures',
  accountId: '`accountUid` of `GET /api/history/v3/account-log`',
  accounts: {
    funding: {
      readBy: '`GET /derivatives/api/v3/accounts`, `cash`',
      notes: ['What the key may do is not told.'],
    },
    futures: {
      readBy:
        '`GET /derivatives/api/v3/accounts`, `flex`: quantities, and `totalUnrealized` in dollars',
      positions: '`PF_` and `FF_` contracts of `GET /derivatives/api/v3/openpositions`, in coins',
      notes: [
        'Own total: `portfolioValue`.',
        'Where the unified wallet of spot and derivatives is switched on, Kraken does not say whether both kinds of key show the same coins: connect one of the two.',
      ],
    },
    'futures-inverse': {
      readBy: '`GET /derivatives/api/v3/accounts`, single-collateral accounts by market: `pv`',
      positions:
        '`PI_`, `FI_` (dollars ÷ mark price of `GET /derivatives/api/v3/tickers`), `PV_`, `FV_`',
      notes: ['No spot markets: coins are priced elsewhere.'],
    },
  },
  notes: ['No spot markets.'],
};
