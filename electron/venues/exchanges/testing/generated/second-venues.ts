import type { Generator } from './draft';

const json = JSON.stringify;

export const gate: Generator = (draft) => {
  const { held, ofKind } = draft;
  const isUnified = draft.random() < 0.5;
  const mode = ofKind(
    {
      mode: isUnified ? 'multi_currency' : 'classic',
      settings: { usdt_futures: true, options: true },
    },
    'mode',
  );
  const spot = isUnified
    ? []
    : draft.some(() =>
        held(
          { currency: draft.coin(), available: draft.amount(), locked: draft.amount() },
          'currency',
        ),
      );
  const unified = isUnified
    ? draft.keyed(
        Object.fromEntries(
          draft.some(() => [
            draft.coin(),
            { equity: draft.amount(), available: '0', total_liab: '0' },
          ]),
        ),
      )
    : {};
  const coin = () =>
    held(
      {
        currency: draft.coin(),
        available: draft.amount(),
        locked: '0',
        borrowed: '0',
        interest: '0',
      },
      'currency',
    );
  const pair = { currency_pair: 'A_B', base: coin(), quote: coin() };
  const futures = (currency: string) =>
    held(
      { currency, total: draft.amount(), unrealised_pnl: '0', available: '0', margin_mode: 0 },
      'currency',
    );
  const tether = isUnified ? undefined : futures('USDT');
  const [delivery, bitcoin] = [futures('USDT'), futures('BTC')];
  const options = isUnified
    ? undefined
    : held(
        { currency: 'USDT', equity: draft.amount(), available: '0', margin_mode: 0 },
        'currency',
      );
  const lends = draft.some(() =>
    held({ currency: draft.coin(), amount: draft.amount() }, 'currency'),
  );
  const orders = draft.some(() =>
    held(
      ofKind(
        { order_id: draft.below(1e9), asset: draft.coin(), principal: draft.amount(), status: '1' },
        'status',
      ),
      'asset',
    ),
  );
  const staked = draft.some(() =>
    held(
      ofKind({ mortgage_coin: draft.coin(), mortgage_amount: draft.amount(), type: '1' }, 'type'),
      'mortgage_coin',
    ),
  );
  return () => ({
    'GET /api/v4/unified/unified_mode': json(mode),
    'GET /api/v4/unified/accounts': json({ balances: unified }),
    'GET /api/v4/spot/accounts': json(spot),
    'GET /api/v4/margin/accounts': json([pair]),
    'GET /api/v4/futures/usdt/accounts': json(tether ?? {}),
    'GET /api/v4/futures/usdt/positions': '[]',
    'GET /api/v4/futures/btc/accounts': json(bitcoin),
    'GET /api/v4/futures/btc/positions': '[]',
    'GET /api/v4/delivery/usdt/accounts': json(delivery),
    'GET /api/v4/delivery/usdt/positions': '[]',
    'GET /api/v4/options/accounts': json(options ?? {}),
    'GET /api/v4/options/positions': '[]',
    'GET /api/v4/earn/uni/lends': json(lends),
    'GET /api/v4/earn/fixed-term/user/lend': json({
      code: 0,
      data: { list: orders, total: orders.length },
    }),
    'GET /api/v4/earn/staking/assets': json(staked),
  });
};

export const bitget: Generator = (draft) => {
  const { held, ofKind } = draft;
  const answer = (data: unknown) => json({ code: '00000', msg: 'success', data });
  const isUnified = draft.random() < 0.4;
  const coins = <T extends object>(fields: () => T) =>
    draft.some(() => held({ coin: draft.coin(), ...fields() }, 'coin'));
  const funding = coins(() => ({ available: draft.amount(), frozen: '' }));
  if (isUnified) {
    const settings = ofKind({ accountMode: 'unified' }, 'accountMode');
    const assets = coins(() => ({ equity: draft.amount(), available: '0', debt: '0' }));
    return () => ({
      'GET /api/v3/account/settings': answer(settings),
      'GET /api/v3/account/assets': answer({ assets }),
      'GET /api/v3/account/funding-assets': answer(funding),
      'GET /api/v3/position/current-position': answer({ list: null }),
    });
  }
  const spot = coins(() => ({ available: draft.amount(), frozen: draft.amount(), locked: '0' }));
  const margin = () => ({ available: draft.amount(), frozen: '0', borrow: '0', interest: '0' });
  const [cross, isolated] = [coins(margin), coins(() => ({ ...margin(), symbol: 'AB' }))];
  const union = ofKind(
    {
      marginCoin: 'USDT',
      assetMode: 'union',
      accountEquity: draft.amount(),
      available: '0',
      assetList: coins(() => ({ balance: draft.amount(), available: '0' })),
    },
    'assetMode',
  );
  const single = (marginCoin: string) =>
    held(
      { marginCoin, assetMode: 'single', accountEquity: draft.amount(), available: '0' },
      'marginCoin',
    );
  const futures: Record<string, readonly object[]> = {
    'USDT-FUTURES': [union],
    'USDC-FUTURES': [single('USDC')],
    'COIN-FUTURES': [single('BTC')],
  };
  const savings = draft.some(() =>
    held(
      { productCoin: draft.coin(), orderId: String(draft.below(1e9)), holdAmount: draft.amount() },
      'productCoin',
    ),
  );
  const elsewhere = draft.some(() => held({ coin: draft.coin(), amount: draft.amount() }, 'coin'));
  return () => ({
    'GET /api/v3/account/settings': {
      status: 400,
      body: '{"code":"40084","msg":"You are in Classic Account mode","data":null}',
    },
    'GET /api/v2/spot/account/assets': answer(spot),
    'GET /api/v2/account/funding-assets': answer(funding),
    'GET /api/v2/margin/crossed/account/assets': answer(cross),
    'GET /api/v2/margin/isolated/account/assets': answer(isolated),
    'GET /api/v2/mix/account/accounts': (params) =>
      answer(futures[params.get('productType') ?? '']),
    'GET /api/v2/mix/position/all-position': answer([]),
    // The overview has what the lists have, too.
    'GET /api/v2/earn/account/assets': answer([
      ...elsewhere,
      ...savings.map(({ productCoin, holdAmount }) => ({ coin: productCoin, amount: holdAmount })),
    ]),
    'GET /api/v2/earn/savings/assets': (params) =>
      answer({ resultList: params.get('periodType') === 'flexible' ? savings : null, endId: '' }),
  });
};

export const mexc: Generator = (draft) => {
  const { held } = draft;
  const spot = draft.some(() =>
    held({ asset: draft.coin(), free: draft.amount(), locked: draft.amount() }, 'asset'),
  );
  const futures = draft.some(() =>
    held({ currency: draft.coin(), equity: draft.amount(), availableBalance: '0' }, 'currency'),
  );
  return () => ({
    'GET /api/v3/account': json({ balances: spot }),
    'GET /api/v1/private/account/assets': json({ success: true, code: 0, data: futures }),
    'GET /api/v1/private/position/open_positions': json({ success: true, code: 0, data: [] }),
  });
};

export const htx: Generator = (draft) => {
  const { held, ofKind } = draft;
  const ok = (data: unknown) => json({ status: 'ok', data });
  const list = () =>
    draft.some(() =>
      held(
        ofKind(
          {
            currency: draft.coin(),
            type: draft.oneOf(['trade', 'frozen', 'lock', 'bank']),
            balance: draft.amount(),
          },
          'type',
        ),
        'currency',
      ),
    );
  const accounts = ['spot', 'otc', 'super-margin', 'deposit-earning', 'grid-trading'].map(
    (type, index) => ({
      account: ofKind({ id: index + 1, type, state: 'working' }, 'type'),
      list: list(),
    }),
  );
  const pairs = [{ symbol: 'ab', list: list() }];
  const linear = draft.some(() =>
    held({ currency: draft.coin(), equity: draft.amount(), available: '0' }, 'currency'),
  );
  const inverse = () =>
    draft.some(() =>
      held({ symbol: draft.coin(), margin_balance: draft.amount(), margin_available: 0 }, 'symbol'),
    );
  const [swaps, delivery] = [inverse(), inverse()];
  return () => ({
    'GET /v1/account/accounts': ok([
      ...accounts.map(({ account }) => account),
      { id: 99, type: 'margin', state: 'working' },
    ]),
    ...Object.fromEntries(
      accounts.map(({ account, list: rows }) => [
        `GET /v1/account/accounts/${account.id}/balance`,
        ok({ id: account.id, list: rows }),
      ]),
    ),
    'GET /v1/margin/accounts/balance': ok(pairs),
    'GET /v2/account/valuation': json({ code: 200, data: { profitAccountBalanceList: [] } }),
    'GET /v5/account/balance': json({ code: 200, data: { details: linear } }),
    'GET /v5/trade/position/opens': json({ code: 200, data: [] }),
    'POST /swap-api/v1/swap_account_info': ok(swaps),
    'POST /swap-api/v1/swap_position_info': ok([]),
    'POST /api/v1/contract_account_info': ok(delivery),
    'POST /api/v1/contract_position_info': ok([]),
  });
};

export const bitfinex: Generator = (draft) => {
  const wallets = ['exchange', 'exchange', 'margin', 'funding'].map((type) => [
    type,
    draft.coin(),
    Number(draft.amount()),
    0,
    0,
  ]);
  wallets.push(['margin', 'USTF0', Number(draft.amount()), 0, 0]);
  for (const wallet of wallets)
    draft.renames.push(
      () => (wallet[0] = draft.oneOf(['zz', 'marginal', 'constructor'])),
      () => (wallet[1] = draft.oneOf(['XQZ', 'XQZF0', 'constructor'])),
    );
  return () => ({ 'POST /v2/auth/r/wallets': json(wallets), 'POST /v2/auth/r/positions': '[]' });
};

export const cryptocom: Generator = (draft) => {
  const { held } = draft;
  const answer = (data: readonly object[]) => json({ id: 1, code: 0, result: { data } });
  const staked = draft.some(() => ({
    instrument_name: `${draft.coin()}.staked`,
    staked_quantity: draft.amount(),
  }));
  const coins = [
    ...draft.some(() =>
      held(
        { instrument_name: draft.coin(), quantity: draft.amount(), reserved_qty: '0' },
        'instrument_name',
        'XQZ.staked',
      ),
    ),
    // What is staked, once more.
    ...staked.map(({ instrument_name, staked_quantity }) => ({
      instrument_name,
      quantity: staked_quantity,
    })),
  ];
  const others = draft.some(() =>
    held(
      { instrument_name: `${draft.coin()}.staked`, staked_quantity: draft.amount() },
      'instrument_name',
      'XQZ.new',
    ),
  );
  const wallet = (rows: readonly object[], fields: object) => ({
    instrument_name: 'USD',
    total_session_unrealized_pnl: '0',
    total_cash_balance: '0',
    position_balances: rows,
    ...fields,
  });
  const isolated = draft.some(() =>
    held({ instrument_name: draft.coin(), quantity: draft.amount() }, 'instrument_name'),
  );
  return () => ({
    'POST /exchange/v1/private/user-balance': answer([
      wallet(coins, { isolated_positions: [wallet(isolated, { isolation_id: '7' })] }),
    ]),
    'POST /exchange/v1/private/get-positions': answer([]),
    'POST /exchange/v1/private/staking/get-staking-position': answer([...staked, ...others]),
  });
};

export const ADDRESS = '0x31ca8395cf837de08b24da3f660e77761dfb974b';

export const hyperliquid: Generator = (draft) => {
  const { held } = draft;
  const spot = draft.some(() =>
    held(
      { coin: draft.coin(), token: draft.below(9_000), total: draft.amount(), hold: '0' },
      'coin',
      '+99',
    ),
  );
  const states = [draft.amount(), draft.amount()].map((accountValue) => ({
    marginSummary: { accountValue },
    withdrawable: '0',
    assetPositions: [],
  }));
  const staking = draft.keyed(
    {
      delegated: draft.amount(),
      undelegated: draft.amount(),
      totalPendingWithdrawal: draft.amount(),
    },
    ['zz'],
  );
  const vaults = draft.some(() => ({
    vaultAddress: `0x${draft.below(1e9)}`,
    equity: draft.amount(),
  }));
  const dex = { name: 'xyz' };
  const answers = (): Record<string, unknown> => ({
    userRole: { role: 'user' },
    userAbstraction: 'default',
    perpDexs: [null, dex],
    clearinghouseState: states[0],
    'clearinghouseState xyz': states[1],
    'meta xyz': { collateralToken: 0 },
    spotMeta: { tokens: [] },
    spotClearinghouseState: { balances: spot },
    userVaultEquities: vaults,
    delegatorSummary: staking,
  });
  return () => ({
    'POST /info': (params) => {
      const request = JSON.parse([...params.keys()][0] ?? '') as { type: string; dex?: string };
      const answer =
        answers()[request.dex === undefined ? request.type : `${request.type} ${request.dex}`];
      return answer === undefined ? { status: 500, body: 'null' } : json(answer);
    },
  });
};

export const deribit: Generator = (draft) => {
  const { held } = draft;
  const summaries = draft.some(() =>
    held(
      { currency: draft.coin(), equity: Number(draft.amount()), available_withdrawal_funds: 0 },
      'currency',
    ),
  );
  return () => ({
    'GET /api/v2/private/get_account_summaries': json({ jsonrpc: '2.0', result: { summaries } }),
    'GET /api/v2/private/get_positions': json({ jsonrpc: '2.0', result: [] }),
  });
};
