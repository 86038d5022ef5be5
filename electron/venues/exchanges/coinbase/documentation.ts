import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const coinbaseDocumentation: VenueDocumentation = {
  venue: 'coinbase',
  accountId:
    '`portfolio_uuid` of `GET /api/v3/brokerage/key_permissions`: what a key sees is one portfolio',
  accounts: {
    spot: {
      readBy: '`GET /api/v3/brokerage/accounts`, to the last page',
      notes: [
        'A key belongs to one portfolio and sees that one: other portfolios are connections of their own.',
        'Accounts of derivatives and vaults are left to the other readers; money in one of an unknown platform or type makes the reading fail.',
        'Own total: `total_balance` of `GET /api/v3/brokerage/portfolios/{portfolio}` less shares, beside spot, futures and earn.',
      ],
    },
    futures: {
      readBy:
        '`GET /api/v3/brokerage/cfm/balance_summary`: `cfm_usd_balance` and unrealised profit and loss; dollars of spot (`cbi_usd_balance`) are not counted again',
      positions:
        'US futures (`GET …/cfm/positions`), sized by `GET …/market/products`; contracts on shares, metals and oil go by their own name',
      notes: [
        'What was realised today is not added: it is not said whether the balance has it.',
        "Where the portfolio is one of derivatives outside the United States (`INTX`), or lists collateral for them, they are read at Coinbase's gateway for them: `GET drb.coinbase.com/api/v2/private/get_account_summaries` (equity) and `…/get_positions`, with a token that the key is exchanged for (`POST …/public/auth`).",
        "Not proven against the live gateway: whether it tells of anything else that the portfolio holds, and of which portfolio's derivatives a key is told.",
      ],
    },
    earn: {
      readBy:
        '`spot_positions` of `GET /api/v3/brokerage/portfolios/{portfolio}`: staked, lent, in vaults, pledged',
      notes: [
        'Coins in an account of a type that is not known make the reading fail; products that are known and not read (prediction markets, token sales, loans) are named once they hold something.',
        'The breakdown rounds to about eight digits; `GET /v2/accounts` gives the exact amount where it has the same account.',
        'Loans are not read.',
      ],
    },
  },
  orders: {
    rules: '`GET /api/v3/brokerage/market/products`',
    book: '`GET …/market/product_book`, 50',
    fee: '`GET …/transaction_summary`',
    notes: [
      "Products that take no taker's orders have no rules.",
      'Pairs of stablecoins pay less.',
    ],
  },
  refusals: { unauthorized: 'Or its time.' },
};
