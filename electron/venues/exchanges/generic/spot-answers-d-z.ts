import { HITBTC } from './spot-answers-a-c';
import type { SpotAnswers } from './spot-read';

const FREE_AND_LOCKED = { free: 'free', locked: 'locked' };

/** The other venues; see {@link spotAnswersAToC}. */
export const spotAnswersDToZ: SpotAnswers = {
  deepcoin: {
    call: 'privateGetDeepcoinAccountBalances',
    params: { instType: 'SPOT' },
    shape: {
      at: ['data'],
      well: { code: ['0'] },
      rows: 'list',
      coin: 'ccy',
      row: { total: 'bal', free: 'availBal', locked: 'frozenBal' },
    },
  },
  digifinex: {
    call: 'privateSpotGetSpotAssets',
    shape: {
      at: ['list'],
      well: { code: ['0'] },
      rows: 'list',
      coin: 'currency',
      row: { total: 'total', free: 'free' },
    },
  },
  fmfwio: HITBTC,
  foxbit: {
    call: 'v3PrivateGetAccounts',
    shape: {
      at: ['data'],
      rows: 'list',
      coin: 'currency_symbol',
      row: { total: 'balance', free: 'balance_available', locked: 'balance_locked' },
    },
  },
  // https://docs.gemini.com/rest-api/#get-available-balances
  gemini: {
    call: 'privatePostV1Balances',
    shape: {
      at: [],
      rows: 'list',
      coin: 'currency',
      row: {
        total: 'amount',
        free: 'available',
        about: ['availableForWithdrawal', 'pendingWithdrawal', 'pendingDeposit'],
        kinds: { type: ['exchange'] },
      },
    },
  },
  hashkey: {
    call: 'privateGetApiV1Account',
    shape: {
      at: ['balances'],
      rows: 'list',
      coin: 'asset',
      row: { total: 'total', ...FREE_AND_LOCKED },
    },
  },
  hitbtc: HITBTC,
  hollaex: {
    call: 'privateGetUserBalance',
    shape: {
      at: [],
      beside: ['id', 'user_id'],
      rows: 'in names',
      // What is pending is on its way and in neither of the two.
      row: { total: '*_balance', free: '*_available', about: ['*_pending'] },
    },
  },
  independentreserve: {
    call: 'privatePostGetAccounts',
    shape: {
      at: [],
      rows: 'list',
      coin: 'CurrencyCode',
      row: { total: 'TotalBalance', free: 'AvailableBalance' },
    },
  },
  indodax: {
    call: 'privatePostGetInfo',
    shape: {
      at: ['return'],
      beside: ['address', 'network', 'memo_is_required'],
      well: { success: ['1'] },
      rows: 'in columns',
      row: { free: 'balance', locked: 'balance_hold' },
    },
  },
  lbank: {
    call: 'spotPrivatePostSupplementUserInfo',
    shape: {
      at: ['data'],
      well: { result: ['true'], error_code: ['0'] },
      rows: 'list',
      coin: 'coin',
      row: { total: 'assetAmt', free: 'usableAmt', locked: 'freezeAmt', about: ['networkList'] },
    },
  },
  // https://www.luno.com/en/developers/api#tag/Accounts: what is reserved is part of the balance, what is
  // not confirmed yet is not.
  luno: {
    call: 'privateGetBalance',
    shape: {
      at: ['balance'],
      rows: 'list',
      coin: 'asset',
      row: {
        total: ['balance', 'unconfirmed?'],
        locked: ['reserved', 'unconfirmed?'],
        about: ['account_id'],
      },
    },
  },
  mercado: {
    call: 'privatePostGetAccountInfo',
    shape: {
      at: ['response_data', 'balance'],
      beside: ['withdrawal_limits'],
      well: { status_code: ['100'] },
      rows: 'by coin',
      row: { total: 'total', free: 'available', about: ['amount_open_orders'] },
    },
  },
  onetrading: {
    call: 'privateGetAccountBalances',
    shape: {
      at: ['balances'],
      rows: 'list',
      coin: 'currency_code',
      row: { free: 'available', locked: 'locked', about: ['change'] },
    },
  },
  p2b: {
    call: 'privatePostAccountBalances',
    shape: {
      at: ['result'],
      well: { success: ['true'] },
      rows: 'by coin',
      row: { free: 'available', locked: 'freeze' },
    },
  },
  // https://github.com/Paymium/api-documentation#user-info
  paymium: {
    call: 'privateGetUser',
    shape: { at: [], rows: 'in names', row: { free: 'balance_*', locked: 'locked_*' } },
  },
  tokocrypto: {
    call: 'privateGetOpenV1AccountSpot',
    shape: {
      at: ['data', 'accountAssets'],
      well: { code: ['0'] },
      rows: 'list',
      coin: 'asset',
      row: FREE_AND_LOCKED,
    },
  },
  toobit: {
    call: 'privateGetApiV1Account',
    shape: {
      at: ['balances'],
      rows: 'list',
      coin: 'asset',
      row: { total: 'total', ...FREE_AND_LOCKED },
    },
  },
  upbit: {
    call: 'privateGetAccounts',
    shape: { at: [], rows: 'list', coin: 'currency', row: { free: 'balance', locked: 'locked' } },
  },
  weex: {
    call: 'privateGetApiV3Account',
    shape: {
      at: ['balances'],
      beside: ['commissionRates'],
      rows: 'list',
      coin: 'asset',
      row: FREE_AND_LOCKED,
    },
  },
  whitebit: {
    call: 'v4PrivatePostTradeAccountBalance',
    shape: { at: [], rows: 'by coin', row: { free: 'available', locked: 'freeze' } },
  },
  // What is staked, in a vault or owed as interest fails: the documentation does not say what the total
  // has of it.
  woo: {
    call: 'v3PrivateGetAssetBalances',
    shape: {
      at: ['data', 'holding'],
      well: { success: ['true'] },
      rows: 'list',
      coin: 'token',
      row: {
        total: 'holding',
        free: 'availableBalance',
        about: ['frozen', 'pendingShortQty', 'pendingLongQty'],
      },
    },
  },
  xt: {
    call: 'privateSpotGetBalances',
    shape: {
      at: ['result', 'assets'],
      beside: ['totalUsdtAmount', 'totalBtcAmount'],
      well: { rc: ['0'] },
      rows: 'list',
      coin: 'currency',
      row: {
        total: 'totalAmount',
        free: 'availableAmount',
        locked: 'frozenAmount',
        about: ['convertBtcAmount', 'convertUsdtAmount'],
      },
    },
  },
  zebpay: {
    call: 'privateSpotGetV2AccountBalance',
    shape: {
      at: ['data'],
      rows: 'list',
      coin: 'currency',
      row: { total: 'total', free: 'free', locked: 'used' },
    },
  },
  // https://zaif-api-document.readthedocs.io/ja/latest/TradingAPI.html: the deposit is what is held in all.
  zaif: {
    call: 'privatePostGetInfo',
    shape: {
      at: ['return'],
      beside: ['rights'],
      well: { success: ['1'] },
      rows: 'in columns',
      row: { total: 'deposit', free: 'funds' },
    },
  },
};
