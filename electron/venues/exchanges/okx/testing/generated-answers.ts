import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
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
