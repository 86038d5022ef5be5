import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const mexcDocumentation: VenueDocumentation = {
  venue: 'mexc',
  accountId: '`uid` of `GET /api/v3/uid`',
  accounts: {
    spot: {
      readBy: '`GET /api/v3/account`',
      notes: ['Key permissions: `GET /api/v3/apiKeyInfo`.'],
    },
    futures: {
      readBy:
        '`GET /api/v1/private/account/assets`: `equity`, with the margin of positions and unrealised profit and loss; contracts margined in stablecoins and in coins have one account',
      positions:
        'perpetuals (`GET …/position/open_positions`), sized by `GET /api/v1/contract/detail`; inverse ones at the fair price',
      notes: ['Whether `equity` counts a trial bonus is not documented.'],
    },
    earn: {
      readBy: 'nothing (unsupported): there is no call for it',
      notes: ['Margin trading has ended at MEXC and is not read.'],
    },
  },
  orders: {
    rules: '`GET /api/v3/exchangeInfo`',
    book: '`GET /api/v3/depth`, 50',
    fee: '`GET /api/v3/tradeFee` of BTCUSDT',
    waysOut: '`GET /api/v3/capital/config/getall`',
    notes: ['Single pairs may have another fee.'],
  },
  refusals: { '700001': 'Also of expired keys.' },
};
