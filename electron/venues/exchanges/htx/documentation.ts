import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const htxDocumentation: VenueDocumentation = {
  venue: 'htx',
  accountId: '`GET /v2/user/uid`',
  accounts: {
    spot: {
      readBy: '`GET /v1/account/accounts`, then `…/{id}/balance` of `spot` and `grid-trading`',
      notes: ['Points are no coin and not counted.'],
    },
    funding: {
      readBy:
        '`…/{id}/balance` of `otc` and of accounts that have no other place (`crypto-loans`, `borrow`, …)',
      notes: ['Fiat account.', 'Money in an account of an unknown type makes the reading fail.'],
    },
    margin: {
      readBy: '`…/{id}/balance` of `super-margin`',
      notes: ['`loan` and `interest` rows are debts.'],
    },
    'isolated-margin': {
      readBy: '`GET /v1/margin/accounts/balance`',
      notes: ['By pair.'],
    },
    futures: {
      readBy: '`GET /v5/account/balance`: `equity` of each coin, cross and isolated',
      positions:
        'USDT-margined, dated ones too (`GET /v5/trade/position/opens`), sized by `swap_contract_info`',
      notes: [
        'That `isolated_equity` is a part of `equity` is read from its name and not documented: it is not added, so that nothing is counted twice.',
      ],
    },
    'futures-inverse': {
      readBy:
        '`POST /swap-api/v1/swap_account_info`, `POST /api/v1/contract_account_info`: `margin_balance`, with unrealised profit and loss',
      positions: '`…_position_info` of both, at the last price',
      notes: ['Coin-margined swaps and delivery; one that was never opened holds nothing.'],
    },
    earn: {
      readBy: '`…/{id}/balance` of `deposit-earning`, `investment`, `minepool`',
      notes: [
        'If none holds anything and `GET /v2/account/valuation` values earn all the same, the account is unsupported, not empty.',
        'Own total: that valuation, in BTC (spot, futures, futures-inverse, and earn where any is listed, since that may be but a part; whether debts of margin are deducted is not documented).',
      ],
    },
  },
  orders: {
    rules: '`GET /v1/common/symbols`',
    book: '`GET /market/depth`, 20',
    fee: '`GET /v2/reference/transact-fee-rate` of btcusdt',
    waysOut: '`GET /v2/reference/currencies`',
  },
  refusals: {
    'wrong-address': '“IP”.',
    'unknown-key': '“Incorrect Access key”.',
    'wrong-signature': '“Verification failure”.',
    'expired-key': '“Expired”.',
  },
};
