import {
  byCoin,
  freeAndLocked,
  hitbtcAnswers,
  inNames,
  totalOf,
  type VenueAnswers,
} from './venue-answers';

/** Answers in the form of each venue's documentation, which ccxt's comments quote as well. */
export const answersAToB: Readonly<Record<string, VenueAnswers>> = {
  backpack: {
    balance: (held) => ({
      'GET api.backpack.exchange/api/v1/capital': byCoin(held, ({ free, locked }) => ({
        available: free,
        locked,
        staked: '0',
      })),
    }),
  },
  bequant: hitbtcAnswers('api.bequant.io'),
  bigone: {
    balance: (held) => ({
      'GET big.one/api/v3/viewer/accounts': {
        code: 0,
        data: held.map((one) => ({
          asset_symbol: one.coin,
          balance: totalOf(one),
          locked_balance: one.locked,
        })),
      },
    }),
  },
  bingx: {
    balance: (held) => ({
      'GET open-api.bingx.com/openApi/spot/v1/account/balance': {
        code: 0,
        msg: '',
        debugMsg: '',
        data: { balances: held.map(freeAndLocked) },
      },
    }),
  },
  bit2c: {
    balance: (held) => ({
      'GET bit2c.co.il/Account/Balance/v2': {
        ...inNames(held, (one) => ({
          [`AVAILABLE_${one.coin}`]: one.free,
          [one.coin]: totalOf(one),
          [`LOCKED_${one.coin}`]: one.locked,
        })),
        Fees: { BtcNis: { FeeMaker: 1, FeeTaker: 1 } },
      },
    }),
  },
  bitbank: {
    balance: (held) => ({
      'GET api.bitbank.cc/v1/user/assets': {
        success: 1,
        data: {
          assets: held.map((one) => ({
            asset: one.coin.toLowerCase(),
            amount_precision: 8,
            onhand_amount: totalOf(one),
            locked_amount: one.locked,
            free_amount: one.free,
            stop_deposit: false,
            stop_withdrawal: false,
            withdrawal_fee: { threshold: '30000.0000', under: '550.0000', over: '770.0000' },
          })),
        },
      },
    }),
  },
  bitbns: {
    balance: (held) => ({
      'POST api.bitbns.com/api/trade/v1/currentCoinBalance/EVERYTHING': {
        data: inNames(held, ({ coin, free, locked }) => ({
          [`availableorder${coin}`]: free,
          [`inorder${coin}`]: locked,
        })),
        status: 1,
        error: null,
        code: 200,
      },
    }),
  },
  bitflyer: {
    balance: (held) => ({
      'GET api.bitflyer.com/v1/me/getbalance': held.map((one) => ({
        currency_code: one.coin,
        amount: totalOf(one),
        available: one.free,
      })),
    }),
  },
  bithumb: {
    balance: (held) => ({
      'GET api.bithumb.com/v1/accounts': held.map(({ coin, free, locked }) => ({
        currency: coin,
        balance: free,
        locked,
        avg_buy_price: '1300',
        avg_buy_price_modified: false,
        unit_currency: 'KRW',
      })),
    }),
  },
  bitopro: {
    balance: (held) => ({
      'GET api.bitopro.com/v3/accounts/balance': {
        data: held.map((one) => ({
          currency: one.coin.toLowerCase(),
          amount: totalOf(one),
          available: one.free,
          stake: '0',
          tradable: true,
        })),
      },
    }),
  },
  bitrue: {
    balance: (held) => ({
      'GET www.bitrue.com/api/v1/account': {
        makerCommission: 0,
        takerCommission: 0,
        buyerCommission: 0,
        sellerCommission: 0,
        updateTime: null,
        balances: held.map(freeAndLocked),
        canTrade: false,
        canWithdraw: false,
        canDeposit: false,
      },
    }),
  },
  bitso: {
    balance: (held) => ({
      'GET bitso.com/api/v3/balance': {
        success: true,
        payload: {
          balances: held.map((one) => ({
            currency: one.coin.toLowerCase(),
            available: one.free,
            locked: one.locked,
            total: totalOf(one),
            pending_deposit: '0.00000000',
            pending_withdrawal: '0.00000000',
          })),
        },
      },
    }),
  },
  bitstamp: {
    balance: (held) => ({
      'POST www.bitstamp.net/api/v2/account_balances/': held.map((one) => ({
        currency: one.coin.toLowerCase(),
        total: totalOf(one),
        available: one.free,
        reserved: one.locked,
      })),
    }),
  },
  bitteam: {
    balance: (held) => ({
      'GET bit.team/trade/api/ccxt/balance': {
        ok: true,
        result: {
          free: byCoin(held, ({ free }) => free),
          used: byCoin(held, ({ locked }) => locked),
          total: byCoin(held, totalOf),
          ...byCoin(held, (one) => ({ free: one.free, used: one.locked, total: totalOf(one) })),
        },
      },
    }),
  },
  bittrade: {
    lends: true,
    balance: (held) => ({
      'GET api-cloud.bittrade.co.jp/v1/account/accounts': {
        status: 'ok',
        data: [
          { id: 100009, type: 'spot', subtype: '', state: 'working' },
          { id: 100010, type: 'margin', subtype: 'btcjpy', state: 'working' },
        ],
      },
      'GET api-cloud.bittrade.co.jp/v1/account/accounts/100009/balance': {
        status: 'ok',
        data: {
          id: 100009,
          type: 'spot',
          state: 'working',
          list: held.map(({ coin, free }) => ({
            currency: coin.toLowerCase(),
            type: 'trade',
            balance: free,
          })),
        },
      },
      'GET api-cloud.bittrade.co.jp/v1/account/accounts/100010/balance': {
        status: 'ok',
        data: {
          id: 100010,
          type: 'margin',
          state: 'working',
          list: held.flatMap(({ coin, locked, debt }) => [
            { currency: coin.toLowerCase(), type: 'frozen', balance: locked },
            {
              currency: coin.toLowerCase(),
              type: 'loan',
              balance: debt === '0' ? '0' : `-${debt}`,
            },
          ]),
        },
      },
    }),
  },
  bitvavo: {
    balance: (held) => ({
      'GET api.bitvavo.com/v2/balance': held.map(({ coin, free, locked }) => ({
        symbol: coin,
        available: free,
        inOrder: locked,
      })),
    }),
  },
  blockchaincom: {
    balance: (held) => ({
      'GET api.blockchain.com/v3/exchange/accounts': {
        primary: held.map((one) => ({
          currency: one.coin,
          balance: totalOf(one),
          available: one.free,
          balance_local: 30.82869,
          available_local: 30.82869,
          rate: 3425.41,
        })),
      },
    }),
  },
  blofin: {
    balance: (held) => ({
      'GET openapi.blofin.com/api/v1/asset/balances': {
        code: '0',
        msg: 'success',
        data: held.map((one) => ({
          currency: one.coin,
          balance: totalOf(one),
          available: one.free,
          frozen: one.locked,
          bonus: '0',
        })),
      },
    }),
  },
  btcbox: {
    balance: (held) => ({
      'POST www.btcbox.co.jp/api/v1/balance': {
        uid: 8,
        nameauth: 0,
        moflag: 0,
        ...inNames(held, ({ coin, free, locked }) => ({
          [`${coin.toLowerCase()}_balance`]: free,
          [`${coin.toLowerCase()}_lock`]: locked,
        })),
      },
    }),
  },
  btcmarkets: {
    balance: (held) => ({
      'GET api.btcmarkets.net/v3/accounts/me/balances': held.map((one) => ({
        assetName: one.coin,
        balance: totalOf(one),
        available: one.free,
        locked: one.locked,
      })),
    }),
  },
  btcturk: {
    balance: (held) => ({
      'GET api.btcturk.com/api/v1/users/balances': {
        data: held.map((one) => ({
          asset: one.coin,
          assetname: 'Türk Lirası',
          balance: totalOf(one),
          locked: one.locked,
          free: one.free,
          orderFund: one.locked,
          requestFund: '0',
          precision: 2,
        })),
        success: true,
        message: 'SUCCESS',
        code: 0,
      },
    }),
  },
  btse: {
    balance: (held) => ({
      'GET api.btse.com/public-api/wallet/v1/user/assets': {
        data: held.map((one) => ({
          asset: one.coin,
          type: 'CRYPTO',
          totalAmount: totalOf(one),
          availableAmount: one.free,
          availableActions: ['CONVERT', 'TRANSFER'],
          cryptoNetwork: { depositNetworks: ['BITCOIN'], withdrawalNetworks: ['BITCOIN'] },
        })),
        code: 1,
        msg: 'Success',
        success: true,
        time: 1624989977940,
      },
    }),
  },
};
