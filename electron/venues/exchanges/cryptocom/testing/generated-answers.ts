import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
  const { held } = draft;
  const answer = (data: readonly object[]) => json({ id: 1, code: 0, result: { data } });
  const staked = draft.some(() => ({
    instrument_name: `${draft.coin()}.staked`,
    staked_quantity: draft.amount(),
  }));
  const coins = [
    ...draft.some(() =>
      held(
        { instrument_name: draft.coin(), quantity: draft.amount(), reserved_qty: '0' },
        'instrument_name',
        'XQZ.staked',
      ),
    ),
    // What is staked, once more.
    ...staked.map(({ instrument_name, staked_quantity }) => ({
      instrument_name,
      quantity: staked_quantity,
    })),
  ];
  const others = draft.some(() =>
    held(
      { instrument_name: `${draft.coin()}.staked`, staked_quantity: draft.amount() },
      'instrument_name',
      'XQZ.new',
    ),
  );
  const wallet = (rows: readonly object[], fields: object) => ({
    instrument_name: 'USD',
    total_session_unrealized_pnl: '0',
    total_cash_balance: '0',
    position_balances: rows,
    ...fields,
  });
  const isolated = draft.some(() =>
    held({ instrument_name: draft.coin(), quantity: draft.amount() }, 'instrument_name'),
  );
  return () => ({
    'POST /exchange/v1/private/user-balance': answer([
      wallet(coins, { isolated_positions: [wallet(isolated, { isolation_id: '7' })] }),
    ]),
    'POST /exchange/v1/private/get-positions': answer([]),
    'POST /exchange/v1/private/staking/get-staking-position': answer([...staked, ...others]),
  });
};
