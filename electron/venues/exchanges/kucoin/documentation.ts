import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const kucoinDocumentation: VenueDocumentation = {
  venue: 'kucoin',
  accountId: '`uid` of `GET /api/v1/user/api-key`',
  accounts: {
    unified: {
      readBy:
        '`GET /api/ua/v1/unified/account/balance`, if `GET /api/ua/v1/account/mode` says `UNIFIED`; equity, with liabilities added back as borrowed',
      positions: '`GET /api/ua/v1/unified/position/open-list`',
      notes: [
        'The mode is asked at each reading: an account that was switched fails until its accounts are looked for again, which is each hour or with a refresh.',
        "It is not said whether a coin's equity has the margin of isolated positions.",
        'Polled.',
      ],
    },
    funding: {
      readBy:
        '`GET /api/v1/accounts` (`main`), or `GET /api/ua/v1/account/balance?accountType=FUNDING` beside a unified account',
      notes: ['Sub-accounts have keys of their own.'],
    },
    spot: {
      readBy:
        '`GET /api/v1/accounts` (`trade`, `trade_hf`) and, if `GET /api/v1/hf/accounts/opened`, `?type=trade_hf`',
      notes: [
        'The older and the high-frequency account add up; the latter is known by its numeric id, since the list may call it `trade`.',
        'Money in an account of an unknown type makes the reading fail.',
      ],
    },
    margin: {
      readBy: '`GET /api/v3/margin/accounts?queryType=ALL`',
      notes: ['Borrowed: `liability`, and `interest` where it is told apart.'],
    },
    'isolated-margin': {
      readBy: '`GET /api/v3/isolated/accounts?queryType=ALL`',
      notes: ['One subaccount for each pair.'],
    },
    futures: {
      readBy:
        '`GET /api/v1/account-overview` for each stablecoin that a listed contract settles in: equity, with unrealised profit and loss',
      positions:
        '`GET /api/v1/positions`, sized by `GET /api/v1/contracts/active`; `1000BONK` is a thousand BONK',
      notes: ['Needs the permission Futures.'],
    },
    'futures-inverse': {
      readBy: 'the same for each coin that inverse contracts settle in',
      positions: 'the same, in dollars at the mark price',
      notes: ['What lies in a coin of which no contract is listed any more is not seen.'],
    },
    options: {
      readBy: 'not read',
      notes: ['KuCoin tells the cash, not the worth of the options.'],
    },
    earn: {
      readBy: '`GET /api/v1/earn/hold-assets`, to the last page',
      notes: [
        'Product as subaccount.',
        'The holding `ETH2` is a token in the funding or spot account and counted there.',
        'Dual investment and lending are not read.',
      ],
    },
  },
  orders: {
    rules: '`GET /api/v2/symbols`',
    book: '`GET /api/v1/market/orderbook/level2_100`',
    fee: '`GET /api/v1/trade-fees` of BTC-USDT',
    waysOut: '`GET /api/v3/currencies`',
    notes: ['Coins of the classes B and C pay two and three times as much.'],
  },
  refusals: { '400302': '~' },
};
