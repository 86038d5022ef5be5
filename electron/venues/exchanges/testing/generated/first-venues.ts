import { PORTFOLIO } from '../../coinbase/answers';
import type { Generator } from './draft';

const json = JSON.stringify;

export const binance: Generator = (draft) => {
  const { held } = draft;
  const saved = draft.some(() => ({
    asset: draft.coin(),
    totalAmount: draft.amount(),
    productId: 'P',
  }));
  const spot = [
    ...draft.some(() =>
      held({ asset: draft.coin(), free: draft.amount(), locked: draft.amount() }, 'asset', 'LDXQZ'),
    ),
    // What savings have, once more.
    ...saved.map(({ asset, totalAmount }) => ({
      asset: `LD${asset}`,
      free: totalAmount,
      locked: '0',
    })),
  ];
  const others = draft.some(() =>
    held({ asset: draft.coin(), totalAmount: draft.amount(), productId: 'Q' }, 'asset'),
  );
  const locked = draft.some(() =>
    held({ asset: draft.coin(), amount: draft.amount(), positionId: draft.below(1e9) }, 'asset'),
  );
  const funding = draft.some(() =>
    held(
      { asset: draft.coin(), free: draft.amount(), locked: '0', freeze: draft.amount() },
      'asset',
    ),
  );
  const margin = () =>
    held(
      { asset: draft.coin(), free: draft.amount(), locked: '0', borrowed: '0', interest: '0' },
      'asset',
    );
  const futures = () =>
    held(
      {
        asset: draft.coin(),
        walletBalance: draft.amount(),
        unrealizedProfit: '0',
        availableBalance: '0',
      },
      'asset',
    );
  const [cross, isolated] = [
    draft.some(margin),
    { symbol: 'AB', baseAsset: margin(), quoteAsset: margin() },
  ];
  const [linear, inverse] = [draft.some(futures), draft.some(futures)];
  const options = draft.some(() =>
    held({ asset: draft.coin(), equity: draft.amount(), available: '0' }, 'asset'),
  );
  const ether = draft.keyed({ wbethAmount: draft.amount(), bethAmount: draft.amount() }, [
    'zzAmount',
  ]);
  const solana = draft.keyed({ bnsolAmount: draft.amount() }, ['zzAmount']);
  return () => ({
    'GET /sapi/v1/account/info': json({
      isOptionsEnabled: true,
      isPortfolioMarginRetailEnabled: false,
    }),
    'GET /api/v3/account': json({ balances: spot }),
    'POST /sapi/v1/asset/get-funding-asset': json(funding),
    'GET /sapi/v1/margin/account': json({ userAssets: cross }),
    'GET /sapi/v1/margin/isolated/account': json({ assets: [isolated] }),
    'GET /fapi/v3/account': json({ assets: linear, positions: [] }),
    'GET /dapi/v1/account': json({ assets: inverse, positions: [] }),
    'GET /dapi/v1/positionRisk': '[]',
    'GET /eapi/v1/marginAccount': json({ asset: options }),
    'GET /eapi/v1/position': '[]',
    'GET /sapi/v1/simple-earn/flexible/position': json({
      rows: [...saved, ...others],
      total: saved.length + others.length,
    }),
    'GET /sapi/v1/simple-earn/locked/position': json({ rows: locked, total: locked.length }),
    'GET /sapi/v2/eth-staking/account': json({ holdings: ether }),
    'GET /sapi/v1/sol-staking/account': json(solana),
  });
};

export const bybit: Generator = (draft) => {
  const { held, ofKind } = draft;
  const result = (value: object) => json({ retCode: 0, retMsg: 'OK', result: value });
  const isUnified = draft.random() < 0.5;
  const wallet = (accountType: string) =>
    ofKind(
      {
        accountType,
        totalEquity: '0',
        coin: draft.some(() => {
          const equity = draft.amount();
          return held(
            { coin: draft.coin(), equity, walletBalance: equity, spotBorrow: '0', locked: '0' },
            'coin',
          );
        }),
      },
      'accountType',
    );
  const wallets = Object.fromEntries(
    (isUnified ? ['UNIFIED'] : ['SPOT', 'CONTRACT']).map((type) => [type, wallet(type)]),
  );
  const funding = ofKind(
    {
      accountType: 'FUND',
      balance: draft.some(() =>
        held({ coin: draft.coin(), walletBalance: draft.amount() }, 'coin'),
      ),
    },
    'accountType',
  );
  const earn = {
    FlexibleSaving: draft.some(() => held({ coin: draft.coin(), amount: draft.amount() }, 'coin')),
    OnChain: draft.some(() => held({ coin: draft.coin(), amount: draft.amount() }, 'coin')),
  };
  const info = ofKind({ unifiedMarginStatus: isUnified ? '6' : '1' }, 'unifiedMarginStatus');
  return () => ({
    'GET /v5/account/info': result(info),
    'GET /v5/account/wallet-balance': (params) =>
      result({ list: [wallets[params.get('accountType') ?? '']] }),
    'GET /v5/position/list': result({ list: [], nextPageCursor: '' }),
    'GET /v5/asset/transfer/query-account-coins-balance': result(funding),
    'GET /v5/earn/position': (params) =>
      result({ list: earn[params.get('category') === 'OnChain' ? 'OnChain' : 'FlexibleSaving'] }),
  });
};

export const okx: Generator = (draft) => {
  const { held } = draft;
  const data = (rows: readonly object[]) => json({ code: '0', msg: '', data: rows });
  const rows = (...fields: readonly string[]) =>
    draft.some(() => {
      const amount = draft.amount();
      return held(
        { ccy: draft.coin(), ...Object.fromEntries(fields.map((field) => [field, amount])) },
        'ccy',
      );
    });
  const [trading, funding, savings, invested] = [
    rows('eq', 'availBal'),
    rows('bal'),
    rows('amt'),
    rows('amt'),
  ];
  const withFrozen = funding.map((row) => Object.assign(row, { frozenBal: '0' }));
  const ether = held({ ccy: 'BETH', amt: draft.amount() }, 'ccy');
  const solana = held({ ccy: 'OKSOL', amt: draft.amount() }, 'ccy');
  return () => ({
    'GET /api/v5/account/balance': data([{ details: trading }]),
    'GET /api/v5/account/positions': data([]),
    'GET /api/v5/asset/balances': data(withFrozen),
    'GET /api/v5/finance/savings/balance': data(savings),
    'GET /api/v5/finance/staking-defi/orders-active': data([{ investData: invested }]),
    'GET /api/v5/finance/staking-defi/eth/balance': data([ether]),
    'GET /api/v5/finance/staking-defi/sol/balance': data([solana]),
  });
};

export const kraken: Generator = (draft) => {
  const suffixes = ['', '', '.F', '.M', '.S', '.B', '.P', '.HOLD', '.T'];
  const balances = draft.keyed(
    Object.fromEntries(
      Array.from({ length: 5 }, () => [
        `${draft.coin()}${draft.oneOf(suffixes)}`,
        { balance: draft.amount(), hold_trade: '0' },
      ]),
    ),
    ['XQZ', 'XQZ.NEW', 'DOT.ZZ', 'TSLAzz', 'XQZ99.S'],
  );
  return () => ({
    'POST /0/private/BalanceEx': json({ error: [], result: balances }),
    'POST /0/private/Earn/Allocations': json({ error: [], result: { items: [] } }),
    'POST /0/private/TradeBalance': json({ error: [], result: { n: '0' } }),
    'POST /0/private/OpenPositions': json({ error: [], result: {} }),
  });
};

export const krakenfutures: Generator = (draft) => {
  const { ofKind } = draft;
  const names = ['xqz', 'zz_top', 'QQ_1', 'constructor'];
  const amounts = () =>
    draft.keyed(
      Object.fromEntries(draft.some(() => [draft.coin(), Number(draft.amount())])),
      names,
    );
  const currencies = draft.keyed(
    Object.fromEntries(
      draft.some(() => [draft.coin(), { quantity: Number(draft.amount()), available: 0 }]),
    ),
    names,
  );
  const accounts = {
    cash: ofKind({ type: 'cashAccount', balances: amounts() }, 'type'),
    flex: ofKind(
      { type: 'multiCollateralMarginAccount', currencies, totalUnrealized: 0, portfolioValue: 0 },
      'type',
    ),
    fi_xbtusd: ofKind(
      {
        type: 'marginAccount',
        currency: 'xbt',
        auxiliary: { pv: Number(draft.amount()), af: 0 },
        balances: amounts(),
      },
      'type',
    ),
  };
  return () => ({
    'GET /derivatives/api/v3/accounts': json({ result: 'success', accounts }),
    'GET /derivatives/api/v3/openpositions': json({ result: 'success', openPositions: [] }),
  });
};

export const coinbase: Generator = (draft) => {
  const { held, ofKind } = draft;
  const money = (value: string, currency: string) => ({ value, currency });
  const accounts = draft.some(() => {
    const currency = draft.coin();
    const row = {
      uuid: `uuid of ${currency}`,
      currency,
      type: draft.oneOf(['ACCOUNT_TYPE_CRYPTO', 'ACCOUNT_TYPE_FIAT']),
      platform: 'ACCOUNT_PLATFORM_CONSUMER',
      available_balance: money(draft.amount(), currency),
      hold: money(draft.amount(), currency),
    };
    return held(ofKind(row, 'type', 'platform'), 'currency');
  });
  const positions = draft.some(() => {
    const asset = draft.coin();
    const type = draft.oneOf(['STAKED_FUNDS', 'VAULT', 'LENT_FUNDS', 'COLLATERAL', 'DEFI_YIELD']);
    const row = {
      asset,
      account_uuid: asset,
      account_type: `ACCOUNT_TYPE_${type}`,
      total_balance_crypto: Number(draft.amount()),
    };
    return held(ofKind(row, 'account_type'), 'asset');
  });
  return () => ({
    'GET /api/v3/brokerage/key_permissions': json({
      can_view: true,
      can_trade: false,
      can_transfer: false,
      portfolio_uuid: PORTFOLIO,
      portfolio_type: 'DEFAULT',
    }),
    'GET /api/v3/brokerage/accounts': json({
      accounts,
      has_next: false,
      cursor: '',
      size: accounts.length,
    }),
    [`GET /api/v3/brokerage/portfolios/${PORTFOLIO}`]: json({
      breakdown: { portfolio_balances: {}, spot_positions: positions },
    }),
    'GET /api/v3/brokerage/cfm/balance_summary': '{"balance_summary":null}',
    'GET /api/v3/brokerage/cfm/positions': '{"positions":[]}',
    'GET /v2/accounts': json({ pagination: { next_starting_after: null }, data: [] }),
  });
};

export const kucoin: Generator = (draft) => {
  const { held, ofKind } = draft;
  const answer = (data: unknown) => json({ code: '200000', data });
  const isUnified = draft.random() < 0.5;
  const mode = ofKind({ selfAccountMode: isUnified ? 'UNIFIED' : 'CLASSIC' }, 'selfAccountMode');
  const account = (type: string) => {
    const available = draft.amount();
    const row = {
      id: `5bd6e9286d99522a${draft.below(1e9).toString(16)}`,
      type,
      currency: draft.coin(),
      balance: available,
      available,
      holds: '0',
    };
    return held(ofKind(row, 'type'), 'currency');
  };
  const wallets = isUnified ? [] : [account('main'), account('trade'), account('main')];
  const fast = isUnified ? [] : [account('trade_hf')];
  const coin = () =>
    held(
      { currency: draft.coin(), available: draft.amount(), hold: '0', liability: '0' },
      'currency',
    );
  const margin = isUnified ? [] : draft.some(coin);
  const pair = isUnified ? undefined : { symbol: 'A-B', baseAsset: coin(), quoteAsset: coin() };
  const earn = draft.some(() => {
    const row = {
      orderId: String(draft.below(1e9)),
      productCategory: draft.oneOf(['DEMAND', 'STAKING', 'ACTIVITY']),
      currency: draft.coin(),
      holdAmount: draft.amount(),
    };
    return held(ofKind(row, 'productCategory'), 'currency');
  });
  const futures = Object.fromEntries(
    (isUnified ? [] : ['USDT', 'XBT']).map((currency) => [
      currency,
      held({ currency, accountEquity: draft.amount(), availableBalance: '0' }, 'currency'),
    ]),
  );
  const contract = (symbol: string, settleCurrency: string, isInverse: boolean) => ({
    symbol,
    baseCurrency: 'XBT',
    settleCurrency,
    multiplier: 1,
    isInverse,
  });
  const unified = isUnified
    ? draft.some(() =>
        held(
          { currency: draft.coin(), equity: draft.amount(), available: '0', liability: '0' },
          'currency',
        ),
      )
    : [];
  const unifiedFunding = isUnified
    ? draft.some(() =>
        held({ currency: draft.coin(), available: draft.amount(), hold: '0' }, 'currency'),
      )
    : [];
  const whole = (accountType: string, currencies: readonly object[]) =>
    ofKind({ accountType, accounts: [{ currencies }] }, 'accountType');
  const [trading, funding] = [whole('UNIFIED', unified), whole('FUNDING', unifiedFunding)];
  return () => ({
    'GET /api/ua/v1/account/mode': answer(mode),
    'GET /api/v1/hf/accounts/opened': answer(true),
    'GET /api/v1/accounts': (params) => answer(params.get('type') === 'trade_hf' ? fast : wallets),
    'GET /api/v3/margin/accounts': answer({ accounts: margin }),
    'GET /api/v3/isolated/accounts': answer({ assets: pair === undefined ? [] : [pair] }),
    'GET /api/v1/contracts/active': answer([
      contract('XBTUSDTM', 'USDT', false),
      contract('XBTUSDM', 'XBT', true),
    ]),
    'GET /api/v1/account-overview': (params) => answer(futures[params.get('currency') ?? '']),
    'GET /api/v1/positions': answer([]),
    'GET /api/ua/v1/unified/account/balance': answer(trading),
    'GET /api/ua/v1/account/balance': answer(funding),
    'GET /api/ua/v1/unified/position/open-list': answer([]),
    'GET /api/v1/earn/hold-assets': answer({ items: earn, totalNum: earn.length }),
  });
};
