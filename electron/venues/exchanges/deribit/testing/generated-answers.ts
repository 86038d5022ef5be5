import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
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
