import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
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
