import {
  byCoin,
  hitbtcAnswers,
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

/** More of them; see {@link answersAToB}. */
export const answersDToM: Readonly<Record<string, VenueAnswers>> = {
  deepcoin: {
    balance: (held) => ({
      'GET api.deepcoin.com/deepcoin/account/balances': {
        code: '0',
        msg: '',
        data: held.map((one) => ({
          ccy: one.coin,
          bal: totalOf(one),
          frozenBal: one.locked,
          availBal: one.free,
        })),
      },
    }),
  },
  delta: {
    ids: { SOL: '3', BTC: '1', USDT: '2' },
    balance: (held) => ({
      'GET api.delta.exchange/v2/wallet/balances': {
        result: held.map((one) => ({
          asset_id: Number(one.coin),
          available_balance: one.free,
          balance: totalOf(one),
          commission: '0',
          id: 154883,
          interest_credit: '0',
          order_margin: one.locked,
          pending_referral_bonus: '0',
          pending_trading_fee_credit: '0',
          position_margin: '0',
          trading_fee_credit: '0',
          user_id: 22142,
        })),
        success: true,
      },
    }),
  },
  digifinex: {
    balance: (held) => ({
      'GET openapi.digifinex.com/v3/spot/assets': {
        code: 0,
        list: held.map((one) => ({ currency: one.coin, free: one.free, total: totalOf(one) })),
      },
    }),
  },
  fmfwio: hitbtcAnswers('api.fmfw.io'),
  foxbit: {
    balance: (held) => ({
      'GET api.foxbit.com.br/rest/v3/accounts': {
        data: held.map((one) => ({
          currency_symbol: one.coin.toLowerCase(),
          balance: totalOf(one),
          balance_available: one.free,
          balance_locked: one.locked,
        })),
      },
    }),
  },
  gemini: {
    balance: (held) => ({
      'POST api.gemini.com/v1/balances': held.map((one) => ({
        type: 'exchange',
        currency: one.coin,
        amount: totalOf(one),
        available: one.free,
        availableForWithdrawal: one.free,
        pendingWithdrawal: '0',
        pendingDeposit: '0',
      })),
    }),
  },
  hashkey: {
    balance: (held) => ({
      'GET api-glb.hashkey.com/api/v1/account': {
        balances: held.map(withTotal),
        userId: '1732885739572845312',
      },
    }),
  },
  hitbtc: hitbtcAnswers('api.hitbtc.com'),
  hollaex: {
    balance: (held) => ({
      'GET api.hollaex.com/v2/user/balance': {
        id: 5,
        user_id: 120,
        updated_at: '2020-03-02T22:27:38.428Z',
        ...inNames(held, (one) => ({
          [`${one.coin.toLowerCase()}_balance`]: totalOf(one),
          [`${one.coin.toLowerCase()}_pending`]: '0',
          [`${one.coin.toLowerCase()}_available`]: one.free,
        })),
      },
    }),
  },
  independentreserve: {
    balance: (held) => ({
      'POST api.independentreserve.com/Private/GetAccounts': held.map((one) => ({
        AccountGuid: '49994921-60ec-411e-8a78-d0eba078d5e9',
        AccountStatus: 'Active',
        AvailableBalance: one.free,
        CurrencyCode: one.coin,
        TotalBalance: totalOf(one),
      })),
    }),
  },
  indodax: {
    balance: (held) => {
      const lower = held.map((one) => ({ ...one, coin: one.coin.toLowerCase() }));
      return {
        'POST indodax.com/tapi': {
          success: 1,
          return: {
            server_time: 1619562628,
            balance: byCoin(lower, ({ free }) => free),
            balance_hold: byCoin(lower, ({ locked }) => locked),
            address: { btc: '1KMntgzvU7iTSgMBWc11nVuJjAyfW3qJyk' },
            user_id: '276011',
            name: '',
            profile_picture: null,
            verification_status: 'unverified',
            gauth_enable: true,
          },
        },
      };
    },
  },
  latoken: {
    ids: {
      BTC: '92151d82-df98-4d88-9a4d-284fa9eca49f',
      USDT: '0c3a106d-bde3-4c13-a26e-3fd2394529e5',
    },
    balance: (held) => ({
      'GET api.latoken.com/v2/auth/account': held.flatMap(({ coin, free, locked }) => [
        {
          id: 'e5852e02-8711-431c-9749-a6f5503c6dbe',
          status: 'ACCOUNT_STATUS_ACTIVE',
          type: 'ACCOUNT_TYPE_WALLET',
          timestamp: '1635920106506',
          currency: coin,
          available: free,
          blocked: '0.000000',
        },
        {
          id: '369df204-acbc-467e-a25e-b16e3cc09cf6',
          status: 'ACCOUNT_STATUS_ACTIVE',
          type: 'ACCOUNT_TYPE_SPOT',
          timestamp: '1635920106504',
          currency: coin,
          available: '0.000000',
          blocked: locked,
        },
      ]),
    }),
  },
  lbank: {
    // Longer ones are keys of RSA.
    secret: 'c2VjcmV0c2VjcmV0',
    balance: (held) => ({
      'POST api.lbank.info/v2/supplement/user_info.do': {
        result: 'true',
        data: held.map((one) => ({
          usableAmt: one.free,
          assetAmt: totalOf(one),
          networkList: [{ isDefault: false, name: 'erc20', withdrawMin: 30, withdrawFee: '30' }],
          freezeAmt: one.locked,
          coin: one.coin.toLowerCase(),
        })),
        error_code: 0,
        ts: 1655971931491,
      },
    }),
  },
  luno: {
    balance: (held) => ({
      'GET api.luno.com/api/1/balance': {
        balance: held.map((one) => ({
          account_id: '1191336',
          asset: one.coin,
          balance: totalOf(one),
          reserved: one.locked,
          unconfirmed: '0.00',
        })),
      },
    }),
  },
  mercado: {
    balance: (held) => ({
      'POST www.mercadobitcoin.net/tapi/v3/': {
        response_data: {
          balance: byCoin(
            held.map((one) => ({ ...one, coin: one.coin.toLowerCase() })),
            (one) => ({ available: one.free, total: totalOf(one), amount_open_orders: 3 }),
          ),
          withdrawal_limits: { brl: { available: '988.00', total: '20000.00' } },
        },
        status_code: 100,
        server_unix_timestamp: '1453831028',
      },
    }),
  },
};
