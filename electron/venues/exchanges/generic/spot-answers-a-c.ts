import type { SpotAnswers } from './spot-read';

/** Binance's form of an account, which others took over. */
const FREE_AND_LOCKED = { free: 'free', locked: 'locked' };
/** HitBTC's, which it runs under three names. */
export const HITBTC = {
  call: 'privateGetSpotBalance',
  shape: {
    at: [],
    rows: 'list',
    coin: 'currency',
    row: { free: 'available', locked: 'reserved' },
  },
} as const;

/**
 * What each venue answers about its spot account, as its documentation and ccxt's own samples of it have
 * it (`fetchBalance` and `parseBalance` in `ccxt/js/src/<id>.js`, whose comments quote the answers).
 */
export const spotAnswersAToC: SpotAnswers = {
  backpack: {
    call: 'privateGetApiV1Capital',
    shape: { at: [], rows: 'by coin', row: { free: 'available', locked: ['locked', 'staked'] } },
  },
  bequant: HITBTC,
  bigone: {
    call: 'privateGetAccounts',
    shape: {
      at: ['data'],
      well: { code: ['0'] },
      rows: 'list',
      coin: 'asset_symbol',
      row: { total: 'balance', locked: 'locked_balance' },
    },
  },
  bingx: {
    call: 'spotV1PrivateGetAccountBalance',
    shape: {
      at: ['data', 'balances'],
      well: { code: ['0'] },
      rows: 'list',
      coin: 'asset',
      row: FREE_AND_LOCKED,
    },
  },
  bit2c: {
    call: 'privateGetAccountBalanceV2',
    shape: {
      at: [],
      beside: ['Fees'],
      rows: 'in names',
      row: { total: '*', free: 'AVAILABLE_*', locked: 'LOCKED_*' },
    },
  },
  // https://github.com/bitbankinc/bitbank-api-docs/blob/master/rest-api.md#assets
  bitbank: {
    call: 'privateGetUserAssets',
    shape: {
      at: ['data', 'assets'],
      well: { success: ['1'] },
      rows: 'list',
      coin: 'asset',
      row: {
        total: 'onhand_amount',
        free: 'free_amount',
        locked: 'locked_amount',
        about: [
          'amount_precision',
          'withdrawal_fee',
          'withdrawing_amount',
          'network_list',
          'collateral_ratio',
        ],
      },
    },
  },
  bitbns: {
    call: 'v1PostCurrentCoinBalanceEVERYTHING',
    shape: {
      at: ['data'],
      well: { status: ['1'] },
      rows: 'in names',
      row: { free: 'availableorder*', locked: 'inorder*' },
    },
    // Its name for rupees.
    codes: { Money: 'INR' },
  },
  bitflyer: {
    call: 'privateGetGetbalance',
    shape: {
      at: [],
      rows: 'list',
      coin: 'currency_code',
      row: { total: 'amount', free: 'available' },
    },
  },
  bithumb: {
    call: 'privateGetV1Accounts',
    shape: { at: [], rows: 'list', coin: 'currency', row: { free: 'balance', locked: 'locked' } },
  },
  // https://github.com/bitoex/bitopro-official-api-docs/blob/master/api/v3/private/get_account_balance.md:
  // what is staked is part of the amount.
  bitopro: {
    call: 'privateGetAccountsBalance',
    shape: {
      at: ['data'],
      rows: 'list',
      coin: 'currency',
      row: { total: 'amount', free: 'available', about: ['stake'] },
    },
  },
  bitrue: {
    call: 'spotV1PrivateGetAccount',
    shape: { at: ['balances'], rows: 'list', coin: 'asset', row: FREE_AND_LOCKED },
  },
  bitso: {
    call: 'privateGetBalance',
    shape: {
      at: ['payload', 'balances'],
      well: { success: ['true'] },
      rows: 'list',
      coin: 'currency',
      row: {
        total: 'total',
        free: 'available',
        locked: 'locked',
        // On its way in, so not there yet; on its way out, so not there any more.
        about: ['pending_deposit', 'pending_withdrawal'],
      },
    },
  },
  bitstamp: {
    call: 'privatePostAccountBalances',
    shape: {
      at: [],
      rows: 'list',
      coin: 'currency',
      row: { total: 'total', free: 'available', locked: 'reserved' },
    },
  },
  bitteam: {
    call: 'privateGetTradeApiCcxtBalance',
    shape: {
      at: ['result'],
      // The same figures once more, in columns.
      beside: ['free', 'used', 'total'],
      well: { ok: ['true'] },
      rows: 'by coin',
      row: { total: 'total', free: 'free', locked: 'used' },
    },
  },
  bitvavo: {
    call: 'privateGetBalance',
    shape: { at: [], rows: 'list', coin: 'symbol', row: { free: 'available', locked: 'inOrder' } },
  },
  blockchaincom: {
    call: 'privateGetAccounts',
    params: { account: 'primary' },
    shape: {
      at: ['primary'],
      rows: 'list',
      coin: 'currency',
      row: {
        total: 'balance',
        free: 'available',
        about: ['balance_local', 'available_local', 'rate'],
      },
    },
  },
  blofin: {
    call: 'privateGetAssetBalances',
    params: { accountType: 'spot' },
    shape: {
      at: ['data'],
      well: { code: ['0'] },
      rows: 'list',
      coin: 'currency',
      row: { total: 'balance', free: 'available', locked: 'frozen', about: ['bonus'] },
    },
  },
  // https://blog.btcbox.jp/en/archives/8762
  btcbox: {
    call: 'privatePostBalance',
    shape: {
      at: [],
      beside: ['uid', 'nameauth', 'moflag'],
      rows: 'in names',
      row: { free: '*_balance', locked: '*_lock' },
    },
  },
  btcmarkets: {
    call: 'privateGetAccountsMeBalances',
    shape: {
      at: [],
      rows: 'list',
      coin: 'assetName',
      row: { total: 'balance', locked: 'locked', about: ['available'] },
    },
  },
  btcturk: {
    call: 'privateGetUsersBalances',
    shape: {
      at: ['data'],
      well: { success: ['true'], code: ['0'] },
      rows: 'list',
      coin: 'asset',
      row: {
        total: 'balance',
        free: 'free',
        locked: 'locked',
        // The two parts of what is locked.
        about: ['orderFund', 'requestFund'],
      },
    },
  },
  btse: {
    call: 'privateGetPublicApiWalletV1UserAssets',
    shape: {
      at: ['data'],
      well: { success: ['true'], code: ['1'] },
      rows: 'list',
      coin: 'asset',
      row: { total: 'totalAmount', free: 'availableAmount', about: ['cryptoNetwork'] },
    },
  },
  bydfi: {
    call: 'privateGetV1AccountAssets',
    params: { walletType: 'SPOT' },
    shape: {
      at: ['data'],
      well: { success: ['true'], code: ['200'] },
      rows: 'list',
      coin: 'asset',
      row: {
        total: 'total',
        free: 'available',
        locked: 'frozen',
        kinds: { walletType: ['spot', 'SPOT'] },
      },
    },
  },
  coinbaseexchange: {
    call: 'privateGetAccounts',
    shape: {
      at: [],
      rows: 'list',
      coin: 'currency',
      row: { total: 'balance', free: 'available', locked: 'hold', about: ['pending_deposit'] },
    },
  },
  // https://coincheck.com/documents/exchange/api#account-balance: what is lent out, set aside for lending
  // or saved by the savings plan is held beside the rest.
  coincheck: {
    call: 'privateGetAccountsBalance',
    shape: {
      at: [],
      well: { success: ['true'] },
      rows: 'in names',
      row: {
        free: '*',
        locked: ['*_reserved', '*_lend_in_use', '*_lent', '*_tsumitate'],
        debt: '*_debt',
      },
    },
  },
  coinex: {
    call: 'v2PrivateGetAssetsSpotBalance',
    shape: {
      at: ['data'],
      well: { code: ['0'] },
      rows: 'list',
      coin: 'ccy',
      row: { free: 'available', locked: 'frozen' },
    },
  },
  coinone: {
    call: 'v2PrivatePostAccountBalance',
    shape: {
      at: [],
      well: { result: ['success'], errorCode: ['0'] },
      beside: ['normalWallets'],
      rows: 'by coin',
      row: { total: 'balance', free: 'avail', about: ['pending_withdrawal', 'pending_deposit'] },
    },
  },
  coinsph: {
    call: 'privateGetOpenapiV1Account',
    shape: { at: ['balances'], rows: 'list', coin: 'asset', row: FREE_AND_LOCKED },
  },
};
