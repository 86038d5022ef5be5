import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const okxDocumentation: VenueDocumentation = {
  venue: 'okx',
  accountId: '`uid` of `GET /api/v5/account/config`, of all three together',
  accounts: {
    unified: {
      readBy: '`GET /api/v5/account/balance`',
      positions:
        '`GET /api/v5/account/positions`, sized by `GET /api/v5/public/instruments`; options by the delta of `GET /api/v5/public/opt-summary`',
      notes: [
        'Equity; debt and interest as borrowed.',
        'Options settled in the coin have the price adjusted delta, since their value is a balance of the coin already.',
        'Positions on margin (isolated, or across in futures mode) are exposure, since what they bought and owe is in no balance; the equity has the margin and their profit.',
        'Own total: `GET /api/v5/asset/asset-valuation` (trading, funding, earn).',
      ],
    },
    funding: {
      readBy: '`GET /api/v5/asset/balances`',
    },
    earn: {
      readBy:
        '`GET /api/v5/finance/savings/balance`, `…/staking-defi/orders-active`, `…/eth/balance`, `…/sol/balance`',
      notes: [
        'Staked tokens (BETH, OKSOL) that lie in funding, trading or savings are counted there.',
        "Fixed-term Simple Earn, stable rewards, OKUSD, dual investment and loans are not read; what bots hold is in the trading account's equity; the own total has what OKX counts as earn.",
      ],
    },
  },
  orders: {
    rules: '`GET /api/v5/public/instruments`',
    book: '`GET /api/v5/market/books`, 50',
    fee: '`GET /api/v5/account/trade-fee`',
    waysOut: '`GET /api/v5/asset/currencies`',
    notes: ['No least worth is stated.', 'Pairs of stablecoins may pay less.'],
  },
};

export const okxusDocumentation: VenueDocumentation = {
  venue: 'okxus',
  accountId: '`uid` of `GET /api/v5/account/config`, of all three together',
  like: { venue: 'okx', host: 'us.okx.com', hasContracts: false },
  notes: ['It has no contracts.', 'An earn product that is not offered there makes earn fail.'],
};

export const myokxDocumentation: VenueDocumentation = {
  venue: 'myokx',
  accountId: '`uid` of `GET /api/v5/account/config`, of all three together',
  like: { venue: 'okx', host: 'eea.okx.com', hasContracts: true },
};
