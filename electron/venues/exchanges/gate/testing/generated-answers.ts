import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
  const { held, ofKind } = draft;
  const isUnified = draft.random() < 0.5;
  const mode = ofKind(
    {
      mode: isUnified ? 'multi_currency' : 'classic',
      settings: { usdt_futures: true, options: true },
    },
    'mode',
  );
  const spot = isUnified
    ? []
    : draft.some(() =>
        held(
          { currency: draft.coin(), available: draft.amount(), locked: draft.amount() },
          'currency',
        ),
      );
  const unified = isUnified
    ? draft.keyed(
        Object.fromEntries(
          draft.some(() => [
            draft.coin(),
            { equity: draft.amount(), available: '0', total_liab: '0' },
          ]),
        ),
      )
    : {};
  const coin = () =>
    held(
      {
        currency: draft.coin(),
        available: draft.amount(),
        locked: '0',
        borrowed: '0',
        interest: '0',
      },
      'currency',
    );
  const pair = { currency_pair: 'A_B', base: coin(), quote: coin() };
  const futures = (currency: string) =>
    held(
      { currency, total: draft.amount(), unrealised_pnl: '0', available: '0', margin_mode: 0 },
      'currency',
    );
  const tether = isUnified ? undefined : futures('USDT');
  const [delivery, bitcoin] = [futures('USDT'), futures('BTC')];
  const options = isUnified
    ? undefined
    : held(
        { currency: 'USDT', equity: draft.amount(), available: '0', margin_mode: 0 },
        'currency',
      );
  const lends = draft.some(() =>
    held({ currency: draft.coin(), amount: draft.amount() }, 'currency'),
  );
  const orders = draft.some(() =>
    held(
      ofKind(
        { order_id: draft.below(1e9), asset: draft.coin(), principal: draft.amount(), status: '1' },
        'status',
      ),
      'asset',
    ),
  );
  const staked = draft.some(() =>
    held(
      ofKind({ mortgage_coin: draft.coin(), mortgage_amount: draft.amount(), type: '1' }, 'type'),
      'mortgage_coin',
    ),
  );
  return () => ({
    'GET /api/v4/unified/unified_mode': json(mode),
    'GET /api/v4/unified/accounts': json({ balances: unified }),
    'GET /api/v4/spot/accounts': json(spot),
    'GET /api/v4/margin/accounts': json([pair]),
    'GET /api/v4/futures/usdt/accounts': json(tether ?? {}),
    'GET /api/v4/futures/usdt/positions': '[]',
    'GET /api/v4/futures/btc/accounts': json(bitcoin),
    'GET /api/v4/futures/btc/positions': '[]',
    'GET /api/v4/delivery/usdt/accounts': json(delivery),
    'GET /api/v4/delivery/usdt/positions': '[]',
    'GET /api/v4/options/accounts': json(options ?? {}),
    'GET /api/v4/options/positions': '[]',
    'GET /api/v4/earn/uni/lends': json(lends),
    'GET /api/v4/earn/fixed-term/user/lend': json({
      code: 0,
      data: { list: orders, total: orders.length },
    }),
    'GET /api/v4/earn/staking/assets': json(staked),
  });
};
