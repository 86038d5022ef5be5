import { byCoin, freeAndLocked, inNames, totalOf, type VenueAnswers } from './venue-answers';

/** More of them; see {@link answersAToB}. */
export const answersBToC: Readonly<Record<string, VenueAnswers>> = {
  bullish: {
    lends: true,
    balance: (held) => ({
      'GET api.exchange.bullish.com/trading-api/v1/users/hmac/login': {
        authorizer: '113363EFA2CA00007368524E02000000',
        ownerAuthorizer: '113363EFA2CA00007368524E02000000',
        token: 'eyJhbGciOiJFUzI1NiJ9.e30.5FSyrihzc1wsJqAY8pVX',
      },
      'GET api.exchange.bullish.com/trading-api/v1/accounts/trading-accounts': [
        { isPrimaryAccount: 'true', tradingAccountId: '111309424211255' },
      ],
      'GET api.exchange.bullish.com/trading-api/v1/accounts/asset': held.map((one) => ({
        assetId: '10',
        assetSymbol: one.coin,
        availableQuantity: one.free,
        borrowedQuantity: one.debt,
        loanedQuantity: '0.00000000',
        lockedQuantity: one.locked,
        publishedAtTimestamp: '1747942728870',
        tradingAccountId: '111309424211255',
        updatedAtDatetime: '2025-05-13T11:33:08.801Z',
        updatedAtTimestamp: '1747135988801',
      })),
    }),
  },
  bydfi: {
    balance: (held) => ({
      'GET api.bydfi.com/api/v1/account/assets': {
        code: 200,
        message: 'success',
        data: held.map((one) => ({
          walletType: 'spot',
          asset: one.coin,
          total: totalOf(one),
          available: one.free,
          frozen: one.locked,
        })),
        success: true,
      },
    }),
  },
  cex: {
    balance: (held) => ({
      'POST trade.cex.io/api/spot/rest/get_my_wallet_balance': {
        ok: 'ok',
        data: byCoin(held, ({ free }) => ({ balance: free })),
      },
      'POST trade.cex.io/api/spot/rest/get_my_account_status_v3': {
        ok: 'ok',
        data: {
          convertedCurrency: 'USD',
          balancesPerAccounts: {
            '': byCoin(held, ({ locked }) => ({ balance: locked, balanceOnHold: locked })),
          },
        },
      },
    }),
  },
  coinbaseexchange: {
    balance: (held) => ({
      'GET api.exchange.coinbase.com/accounts': held.map((one) => ({
        id: '7fd0abc0-e5ad-4cbb-8d54-f2b3f43364da',
        currency: one.coin,
        balance: totalOf(one),
        hold: one.locked,
        available: one.free,
        profile_id: '8058d771-2d88-4f0f-ab6e-299c153d4308',
        trading_enabled: true,
        pending_deposit: '0.0000000000000000',
        display_name: one.coin,
      })),
    }),
  },
  coinbaseinternational: {
    lends: true,
    balance: (held) => ({
      'GET api.international.coinbase.com/api/v1/portfolios': [
        {
          portfolio_id: '1ap32qsc-1-0',
          portfolio_uuid: '028d7f6c-b92c-7361-8b7e-2932711e5a22',
          name: 'Default',
          user_uuid: 'e6cf46b6-a32f-5fa7-addb-3324d4526fbd',
          maker_fee_rate: '0',
          taker_fee_rate: '0.0002',
          is_default: true,
        },
      ],
      'GET api.international.coinbase.com/api/v1/portfolios/1ap32qsc-1-0/balances': held.map(
        (one) => ({
          asset_id: '0-0-1',
          asset_name: one.coin,
          asset_uuid: '2b92315d-eab7-5bef-84fa-089a131333f5',
          quantity: totalOf(one),
          hold: one.locked,
          hold_available_for_collateral: '0',
          transfer_hold: '0',
          collateral_value: '500000.0',
          max_withdraw_amount: one.free,
          loan: one.debt,
          loan_collateral_requirement: '0.0',
        }),
      ),
    }),
  },
  coincheck: {
    lends: true,
    balance: (held) => ({
      'GET coincheck.com/api/accounts/balance': {
        success: true,
        ...inNames(held, ({ coin, free, locked, debt }) => ({
          [coin.toLowerCase()]: free,
          [`${coin.toLowerCase()}_reserved`]: locked,
          [`${coin.toLowerCase()}_lend_in_use`]: '0',
          [`${coin.toLowerCase()}_lent`]: '0',
          [`${coin.toLowerCase()}_debt`]: debt,
          [`${coin.toLowerCase()}_tsumitate`]: '0',
        })),
      },
    }),
  },
  coinex: {
    balance: (held) => ({
      'GET api.coinex.com/v2/assets/spot/balance': {
        code: 0,
        data: held.map(({ coin, free, locked }) => ({
          available: free,
          ccy: coin,
          frozen: locked,
        })),
        message: 'OK',
      },
    }),
  },
  coinone: {
    balance: (held) => ({
      'POST api.coinone.co.kr/v2/account/balance': {
        result: 'success',
        errorCode: '0',
        normalWallets: [],
        ...byCoin(
          held.map((one) => ({ ...one, coin: one.coin.toLowerCase() })),
          (one) => ({ avail: one.free, balance: totalOf(one) }),
        ),
      },
    }),
  },
  coinsph: {
    balance: (held) => ({
      'GET api.pro.coins.ph/openapi/v1/account': {
        accountType: 'SPOT',
        balances: held.map(freeAndLocked),
        canDeposit: true,
        canTrade: true,
        canWithdraw: true,
        updateTime: '1677430932528',
      },
    }),
  },
  coinspot: {
    balance: (held) => ({
      'POST www.coinspot.com.au/api/ro/my/balances': {
        status: 'ok',
        balances: held.map((one) => ({
          [one.coin]: { balance: totalOf(one), audbalance: 16.59, rate: 165.95 },
        })),
      },
    }),
  },
};
