import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
  const { held, ofKind } = draft;
  const ok = (data: unknown) => json({ status: 'ok', data });
  const list = () =>
    draft.some(() =>
      held(
        ofKind(
          {
            currency: draft.coin(),
            type: draft.oneOf(['trade', 'frozen', 'lock', 'bank']),
            balance: draft.amount(),
          },
          'type',
        ),
        'currency',
      ),
    );
  const accounts = ['spot', 'otc', 'super-margin', 'deposit-earning', 'grid-trading'].map(
    (type, index) => ({
      account: ofKind({ id: index + 1, type, state: 'working' }, 'type'),
      list: list(),
    }),
  );
  const pairs = [{ symbol: 'ab', list: list() }];
  const linear = draft.some(() =>
    held({ currency: draft.coin(), equity: draft.amount(), available: '0' }, 'currency'),
  );
  const inverse = () =>
    draft.some(() =>
      held({ symbol: draft.coin(), margin_balance: draft.amount(), margin_available: 0 }, 'symbol'),
    );
  const [swaps, delivery] = [inverse(), inverse()];
  return () => ({
    'GET /v1/account/accounts': ok([
      ...accounts.map(({ account }) => account),
      { id: 99, type: 'margin', state: 'working' },
    ]),
    ...Object.fromEntries(
      accounts.map(({ account, list: rows }) => [
        `GET /v1/account/accounts/${account.id}/balance`,
        ok({ id: account.id, list: rows }),
      ]),
    ),
    'GET /v1/margin/accounts/balance': ok(pairs),
    'GET /v2/account/valuation': json({ code: 200, data: { profitAccountBalanceList: [] } }),
    'GET /v5/account/balance': json({ code: 200, data: { details: linear } }),
    'GET /v5/trade/position/opens': json({ code: 200, data: [] }),
    'POST /swap-api/v1/swap_account_info': ok(swaps),
    'POST /swap-api/v1/swap_position_info': ok([]),
    'POST /api/v1/contract_account_info': ok(delivery),
    'POST /api/v1/contract_position_info': ok([]),
  });
};
