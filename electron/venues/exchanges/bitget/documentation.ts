import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const bitgetDocumentation: VenueDocumentation = {
  venue: 'bitget',
  accountId: '`userId` of `GET /api/v3/account/info`, or of `GET /api/v2/spot/account/info`',
  accounts: {
    unified: {
      readBy:
        '`GET /api/v3/account/assets`, if `GET /api/v3/account/settings`, asked at each reading, answers `unified` or `hybrid`',
      positions:
        'USDT-, USDC- and coin-margined (`GET /api/v3/position/current-position`); `…_CM` contracts are dollars',
      notes: [
        "A coin's equity is net of its debt.",
        'Only Bitget\'s own "classic account mode" (40084) makes an account a classic one.',
        "Whether a coin's equity includes the margin of isolated positions is not documented; only `equity` is counted.",
        'Own total: `accountEquity` (unified).',
      ],
    },
    spot: {
      readBy: '`GET /api/v2/spot/account/assets`',
      notes: [
        'Classic accounts.',
        'What trading bots hold, PoolX, Launchpool and dual investments are in no call that a key can make, and not counted; nor is what was moved to a unified account while in classic mode.',
      ],
    },
    funding: {
      readBy:
        '`GET /api/v2/account/funding-assets`, or `GET /api/v3/account/funding-assets` of a unified account',
    },
    margin: {
      readBy: '`GET /api/v2/margin/crossed/account/assets`',
      notes: ['Classic accounts; borrowed with interest.'],
    },
    'isolated-margin': {
      readBy: '`GET /api/v2/margin/isolated/account/assets`',
      notes: ['Classic accounts; by pair.'],
    },
    futures: {
      readBy:
        '`GET /api/v2/mix/account/accounts` for USDT- and USDC-FUTURES: `accountEquity`, with unrealised profit and loss',
      positions: 'perpetuals and delivery (`GET /api/v2/mix/position/all-position`)',
      notes: [
        'Classic accounts.',
        'In the multi-assets mode the other coins of `assetList` are counted, too: that `accountEquity` is of the margin coin alone is what accounts show, not what the documentation says.',
      ],
    },
    'futures-inverse': {
      readBy: '`GET /api/v2/mix/account/accounts` for COIN-FUTURES',
      positions: 'sized in coins',
      notes: ['Classic accounts.'],
    },
    earn: {
      readBy:
        '`GET /api/v2/earn/account/assets`; flexible and locked from `GET /api/v2/earn/savings/assets`, the rest as `other`',
      notes: [
        'Classic accounts; the savings of a unified account cannot be read (unsupported).',
        'Bitget lists savings of three months only.',
        'Shark Fin and On-Chain Elite give no amounts, or tokens that lie in other accounts.',
        'Own total: `GET /api/v2/account/all-account-balance` without bots and margin (spot, funding, futures, earn).',
      ],
    },
  },
  orders: {
    rules: '`GET /api/v2/spot/public/symbols`',
    book: '`GET /api/v2/spot/market/orderbook`, 50',
    fee: '`GET /api/v2/common/trade-rate`, or `GET /api/v3/account/fee-rate` of a unified account, of BTCUSDT',
    waysOut: '`GET /api/v2/spot/public/coins`',
    notes: ['The least worth is in USDT and told at markets in dollars only.'],
  },
  refusals: { '40012': 'Or the key.', '40099': '~' },
};
