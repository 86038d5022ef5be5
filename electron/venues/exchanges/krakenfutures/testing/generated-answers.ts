import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
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
