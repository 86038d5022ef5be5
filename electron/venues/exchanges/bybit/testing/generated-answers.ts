import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
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
