import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
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
