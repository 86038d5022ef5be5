import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
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
