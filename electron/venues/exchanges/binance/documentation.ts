import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const binanceDocumentation: VenueDocumentation = {
  venue: 'binance',
  accountId: '`uid` of `GET /api/v3/account` (documented at Binance only)',
  accounts: {
    spot: {
      readBy: '`GET /api/v3/account`',
      notes: [
        '`LD…` rows are receipts of flexible savings: counted in earn, or here as the coin as long as earn does not hold it, whatever failed.',
        '`LDO` is a coin.',
        'Own total: `GET /sapi/v1/asset/wallet/balance` of the wallets Spot, Funding and Earn; those with debts or positions are left out, since Binance does not say whether they are deducted.',
        'Some keys are refused it, as it once asked for a permission to move funds: do not grant that.',
      ],
    },
    funding: {
      readBy: '`POST /sapi/v1/asset/get-funding-asset`',
    },
    margin: {
      readBy:
        '`GET /sapi/v1/margin/account`; under portfolio margin the cross margin part of `GET /papi/v1/balance`',
      notes: [
        'Borrowed with interest.',
        'Binance pushes what is borrowed and repaid; interest alone is read with the next refresh, since only the risk data stream tells of it.',
        'Portfolio margin is told by `GET /sapi/v1/account/info`; a failed answer is a failure, never "classic".',
        'Portfolio Margin Pro is read by the classic calls.',
      ],
    },
    'isolated-margin': {
      readBy: '`GET /sapi/v1/margin/isolated/account`',
      notes: ['By pair.'],
    },
    futures: {
      readBy:
        '`GET /fapi/v3/account`; under portfolio margin the USD-M part of `GET /papi/v1/balance`',
      positions: 'perpetuals and delivery, from the same answer (`GET /papi/v1/um/positionRisk`)',
      notes: [
        'Wallet balance and unrealised profit and loss.',
        '`LDUSDT` there was swapped for USDT of Simple Earn and is counted as USDT.',
        'A contract on a thousand of a coin (`1000PEPE`) is that many coins.',
        'A key made before the account was opened cannot read it.',
        'Under portfolio margin `negativeBalance` is not added: the wallet is negative itself.',
      ],
    },
    'futures-inverse': {
      readBy:
        '`GET /dapi/v1/account`; under portfolio margin the COIN-M part of `GET /papi/v1/balance`',
      positions:
        '`GET /dapi/v1/positionRisk` (`GET /papi/v1/cm/positionRisk`): contracts × contract size ÷ mark price',
    },
    options: {
      readBy: '`GET /eapi/v1/marginAccount`: `equity`',
      positions: '`GET /eapi/v1/position` × unit × delta of `GET /eapi/v1/mark`',
      notes: ['Shown unless Binance says that it was never opened.'],
    },
    earn: {
      readBy:
        '`GET /sapi/v1/simple-earn/flexible/position`, `…/locked/position`, `GET /sapi/v2/eth-staking/account`, `GET /sapi/v1/sol-staking/account`',
      notes: [
        'Staked tokens (WBETH, BETH, BNSOL) that lie in spot, funding, margin, futures or Simple Earn are counted there; Binance does not say which accounts its sum has.',
        'Dual investment, on-chain yields, crypto loans and their collateral, BFUSD, liquidity farming, trading bots and copy trading are not read; what Binance counts as Earn shows as a difference of the own total.',
      ],
    },
  },
  orders: {
    rules: 'filters of `GET /api/v3/exchangeInfo`',
    book: '`GET /api/v3/depth`, 50 levels',
    fee: '`commissionRates` of `GET /api/v3/account`',
    waysOut: '`GET /sapi/v1/capital/config/getall`, with minutes',
    notes: ['Fees paid in BNB are lower and taken from BNB.', 'Fees of single pairs may be lower.'],
  },
};

export const binanceusDocumentation: VenueDocumentation = {
  venue: 'binanceus',
  orders: 'binance',
  accountId: '`uid` of `GET /api/v3/account` (documented at Binance only)',
  accounts: {
    spot: {
      readBy: '`GET /api/v3/account` of api.binance.us',
      notes: ['No name is a receipt here.', 'What the key may do is not told.'],
    },
    earn: {
      readBy: '`GET /sapi/v1/staking/stakingBalance`',
      notes: ['What is being unstaked is not read.'],
    },
  },
};
