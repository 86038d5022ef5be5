import { decimal } from '../../../../../shared/base/decimal';
import {
  byCoin,
  freeAndLocked,
  inNames,
  totalOf,
  type Held,
  type VenueAnswers,
} from './venue-answers';

const withTotal = (one: Held): object => ({
  asset: one.coin,
  assetId: one.coin,
  assetName: one.coin,
  total: totalOf(one),
  free: one.free,
  locked: one.locked,
});

/** A whole number of the smallest units, of eight digits. */
const scaled = (amount: string): string => decimal(amount).times('1e8').toFixed();

/** More of them; see {@link answersAToB}. */
export const answersOToZ: Readonly<Record<string, VenueAnswers>> = {
  onetrading: {
    balance: (held) => ({
      'GET api.onetrading.com/fast/v1/account/balances': {
        account_id: '4b95934f-55f1-460c-a525-bd5afc0cf071',
        balances: held.map(({ coin, free, locked }) => ({
          account_id: '4b95934f-55f1-460c-a525-bd5afc0cf071',
          currency_code: coin,
          change: '10.0',
          available: free,
          locked,
          sequence: 142135994,
          time: '2020-07-01T10:57:32.959Z',
        })),
      },
    }),
  },
  p2b: {
    balance: (held) => ({
      'POST api.p2pb2b.com/api/v2/account/balances': {
        success: true,
        errorCode: '',
        message: '',
        result: byCoin(held, ({ free, locked }) => ({ available: free, freeze: locked })),
      },
    }),
  },
  paymium: {
    balance: (held) => ({
      'GET paymium.com/api/v1/user': {
        name: 'BC-U123456',
        email: 'user@example.com',
        locale: 'en',
        channel_id: 'f17d1ee2f3b9a3b3b3b3b3b3b3b3b3b3',
        meta_state: 'approved',
        ...inNames(held, ({ coin, free, locked }) => ({
          [`balance_${coin.toLowerCase()}`]: free,
          [`locked_${coin.toLowerCase()}`]: locked,
        })),
      },
    }),
  },
  phemex: {
    ids: { BTC: 'BTC', USDT: 'USDT' },
    balance: (held) => ({
      'GET api.phemex.com/spot/wallets': {
        code: 0,
        msg: '',
        data: held.map((one) => ({
          currency: one.coin,
          balanceEv: scaled(totalOf(one)),
          lockedTradingBalanceEv: scaled(one.locked),
          lockedWithdrawEv: 0,
          lastUpdateTimeNs: 1592065834511322,
          walletVid: 0,
        })),
      },
    }),
  },
  poloniex: {
    balance: (held) => ({
      'GET api.poloniex.com/accounts/balances': [
        {
          accountId: '7000000000000008',
          accountType: 'SPOT',
          balances: held.map(({ coin, free, locked }) => ({
            currencyId: '214',
            currency: coin,
            available: free,
            hold: locked,
          })),
        },
      ],
    }),
  },
  tokocrypto: {
    balance: (held) => ({
      'GET www.tokocrypto.com/open/v1/account/spot': {
        code: 0,
        msg: 'Success',
        data: {
          makerCommission: '0.00100000',
          takerCommission: '0.00100000',
          canTrade: 1,
          canWithdraw: 1,
          canDeposit: 1,
          status: 1,
          accountAssets: held.map(freeAndLocked),
        },
        timestamp: 1659666786943,
      },
    }),
  },
  toobit: {
    balance: (held) => ({
      'GET api.toobit.com/api/v1/account': { userId: '912902020', balances: held.map(withTotal) },
    }),
  },
  upbit: {
    balance: (held) => ({
      'GET api.upbit.com/v1/accounts': held.map(({ coin, free, locked }) => ({
        currency: coin,
        balance: free,
        locked,
        avg_buy_price: '7446000',
        avg_buy_price_modified: false,
        unit_currency: 'KRW',
      })),
    }),
  },
  weex: {
    balance: (held) => ({
      'GET api-spot.weex.com/api/v3/account/': {
        makerCommission: 0,
        takerCommission: 0,
        commissionRates: { maker: '0.00100000', taker: '0.00100000' },
        canTrade: true,
        canWithdraw: true,
        canDeposit: true,
        updateTime: 1775601317093,
        accountType: 'SPOT',
        balances: held.map(freeAndLocked),
        permissions: ['SPOT'],
        uid: 8886281669,
      },
    }),
  },
  whitebit: {
    balance: (held) => ({
      'POST whitebit.com/api/v4/trade-account/balance': byCoin(held, ({ free, locked }) => ({
        available: free,
        freeze: locked,
      })),
    }),
  },
  woo: {
    balance: (held) => ({
      'GET api.woox.io/v3/asset/balances': {
        success: true,
        data: {
          holding: held.map((one) => ({
            token: one.coin,
            holding: totalOf(one),
            frozen: one.locked,
            staked: 0,
            unbonding: 0,
            vault: 0,
            interest: 0,
            pendingShortQty: 0,
            pendingLongQty: 0,
            availableBalance: one.free,
            updatedTime: 312321.121,
          })),
        },
        timestamp: 1673323746259,
      },
    }),
  },
  xt: {
    balance: (held) => ({
      'GET sapi.xt.com/v4/balances': {
        rc: 0,
        mc: 'SUCCESS',
        ma: [],
        result: {
          totalUsdtAmount: '31.75931133',
          totalBtcAmount: '0.00115951',
          assets: held.map((one) => ({
            currency: one.coin.toLowerCase(),
            currencyId: 11,
            frozenAmount: one.locked,
            availableAmount: one.free,
            totalAmount: totalOf(one),
            convertBtcAmount: '0.00115911',
            convertUsdtAmount: '31.74830047',
          })),
        },
      },
    }),
  },
  zaif: {
    balance: (held) => {
      const lower = held.map((one) => ({ ...one, coin: one.coin.toLowerCase() }));
      return {
        'POST api.zaif.jp/tapi': {
          success: 1,
          return: {
            funds: byCoin(lower, ({ free }) => free),
            deposit: byCoin(lower, totalOf),
            rights: { info: 1, trade: 0, withdraw: 0, personal_info: 0 },
            trade_count: 18,
            open_orders: 3,
            server_time: 1401950833,
          },
        },
      };
    },
  },
  zebpay: {
    balance: (held) => ({
      'GET sapi.zebpay.com/api/v2/account/balance': {
        statusCode: 200,
        data: held.map((one) => ({
          free: one.free,
          used: one.locked,
          total: totalOf(one),
          currency: one.coin,
        })),
      },
    }),
  },
};
