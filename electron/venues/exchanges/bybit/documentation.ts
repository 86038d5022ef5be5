import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const bybitDocumentation: VenueDocumentation = {
  venue: 'bybit',
  accountId: '`userID` of `GET /v5/user/query-api`',
  accounts: {
    unified: {
      readBy:
        '`GET /v5/account/wallet-balance?accountType=UNIFIED`, as `GET /v5/account/info` says which wallets there are',
      positions:
        '`GET /v5/position/list`: linear (USDT, USDC), inverse (unless the account is of the first kind), options × delta of `GET /v5/market/tickers`',
      notes: [
        'One wallet for spot, margin and contracts, read once.',
        'A contract on a thousand of a coin (`SHIB1000`) is that many coins.',
        'Linear contracts settled in other coins have no call of their own.',
        'Own total: `totalEquity`.',
      ],
    },
    spot: {
      readBy: '`GET /v5/account/wallet-balance?accountType=SPOT`',
      notes: ['Classic accounts.'],
    },
    futures: {
      readBy: '`GET /v5/account/wallet-balance?accountType=CONTRACT`',
      positions: 'linear (USDT) and inverse',
      notes: ['Classic accounts.'],
    },
    'futures-inverse': {
      readBy: '`GET /v5/account/wallet-balance?accountType=CONTRACT`',
      positions: 'inverse',
      notes: ['The first kind of unified accounts.'],
    },
    funding: {
      readBy: '`GET /v5/asset/transfer/query-account-coins-balance?accountType=FUND`',
    },
    earn: {
      readBy: '`GET /v5/earn/position`: flexible savings, on-chain',
      notes: [
        'Fixed-term, token (byUSDT) and RWA products, dual assets, liquidity mining, trading bots, copy trading, crypto loans are not read.',
        'It is not said whether a liquid staking token (bbSOL) is also listed as a position.',
      ],
    },
  },
  orders: {
    rules: '`GET /v5/market/instruments-info`',
    book: '`GET /v5/market/orderbook`, 50',
    fee: 'the highest of `GET /v5/account/fee-rate`',
    waysOut: '`GET /v5/asset/coin/query-info`',
    notes: ['The largest amount is that of a market order.'],
  },
};

export const bybiteuDocumentation: VenueDocumentation = {
  venue: 'bybiteu',
  accountId: '`userID` of `GET /v5/user/query-api`',
  like: { venue: 'bybit', host: 'api.bybit.eu', hasContracts: false },
  notes: ['It has no contracts.'],
};

export const bybitidDocumentation: VenueDocumentation = {
  venue: 'bybitid',
  accountId: '`userID` of `GET /v5/user/query-api`',
  like: { venue: 'bybit', host: 'api.bybit.id', hasContracts: true },
};
