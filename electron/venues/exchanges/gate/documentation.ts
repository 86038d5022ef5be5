import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const gateDocumentation: VenueDocumentation = {
  venue: 'gate',
  accountId:
    '`user_id` of `GET /account/detail`, or of `GET /spot/fee` for keys without “Account information”',
  accounts: {
    unified: {
      readBy:
        '`GET /unified/accounts` (all below `/api/v4`), if `GET /unified/unified_mode` is not `classic`: `equity` of cross margin and `iso_balance`, with `total_liab` added back as borrowed',
      positions: '`GET /futures/usdt/positions`, `GET /options/positions`',
      notes: [
        'The mode is asked at each reading, and a key that may not see it reads nothing; an account that was switched fails until its accounts are looked for again, which is each hour or with a refresh.',
        'USDT futures and options are in it unless `settings` say that they are not.',
        'What isolated positions gained may not be in `iso_balance`.',
        'Own total: `unified_account_total_equity`.',
      ],
    },
    spot: {
      readBy: '`GET /spot/accounts`',
      notes: [
        'Also what was had for stakes (GTETH, GUSD and the like).',
        'Own total: `spot` and `finance` of `GET /wallet/total_balance`, beside spot and earn; `finance` has products that are not read.',
        'Sub-accounts have keys of their own.',
      ],
    },
    'isolated-margin': {
      readBy: '`GET /margin/accounts`',
      notes: [
        'One subaccount for each pair; in both modes.',
        'Cross margin is part of the unified account only.',
      ],
    },
    futures: {
      readBy:
        '`GET /futures/usdt/accounts` and, as subaccount `delivery`, `GET /delivery/usdt/accounts`: `total` and unrealised profit and loss; where a unified account holds USDT futures, delivery alone',
      positions:
        '`GET /futures/usdt/positions`, `GET /delivery/usdt/positions`, sized by `…/contracts`',
      notes: [
        'An account that was never opened holds nothing.',
        'One that says to be part of the unified account, and holds something, fails.',
        'Bonuses and points are not counted.',
      ],
    },
    'futures-inverse': {
      readBy: '`GET /futures/btc/accounts`, in both modes',
      positions:
        '`GET /futures/btc/positions`: dollars at the mark price; quanto contracts without delta',
    },
    options: {
      readBy:
        '`GET /options/accounts`: equity, with the value of options; not asked where a unified account holds them',
      positions:
        '`GET /options/positions`, the delta of a coin by contracts and `multiplier` of `GET /options/contracts`',
    },
    earn: {
      readBy:
        '`GET /earn/uni/lends`, `/earn/fixed-term/user/lend`, `/earn/staking/assets`, to the last page',
      notes: [
        'Of what is staked only what is locked: for the rest there are tokens in the spot account.',
        'Simple Earn that is margin of a unified account (`funding`) is left to that account, since its equity may have it.',
        'Dual investment, structured products, loans and bots are not read.',
      ],
    },
  },
  orders: {
    rules: '`GET /spot/currency_pairs` (all below `/api/v4`)',
    book: '`GET /spot/order_book`, 50',
    fee: '`GET /spot/fee`',
    notes: ['Its list of fees asks for rights over the wallet.', 'Fees paid in GT are lower.'],
  },
};

export const gateeuDocumentation: VenueDocumentation = {
  venue: 'gateeu',
  accountId:
    '`user_id` of `GET /account/detail`, or of `GET /spot/fee` for keys without “Account information”',
  like: { venue: 'gate', host: 'api.gateeu.com', hasContracts: false },
  notes: [
    'Without contracts.',
    'Which of these accounts are offered in the European Economic Area could not be checked.',
  ],
};
