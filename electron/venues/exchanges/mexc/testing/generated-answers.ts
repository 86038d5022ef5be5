import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
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
