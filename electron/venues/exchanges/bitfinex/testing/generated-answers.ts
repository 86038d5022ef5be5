import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
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
