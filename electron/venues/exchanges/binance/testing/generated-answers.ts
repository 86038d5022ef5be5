import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
  const { held } = draft;
  const saved = draft.some(() => ({
    asset: draft.coin(),
    totalAmount: draft.amount(),
    productId: 'P',
  }));
  const spot = [
    ...draft.some(() =>
      held({ asset: draft.coin(), free: draft.amount(), locked: draft.amount() }, 'asset', 'LDXQZ'),
    ),
    // What savings have, once more.
    ...saved.map(({ asset, totalAmount }) => ({
      asset: `LD${asset}`,
      free: totalAmount,
      locked: '0',
    })),
  ];
  const others = draft.some(() =>
    held({ asset: draft.coin(), totalAmount: draft.amount(), productId: 'Q' }, 'asset'),
  );
  const locked = draft.some(() =>
    held({ asset: draft.coin(), amount: draft.amount(), positionId: draft.below(1e9) }, 'asset'),
  );
  const funding = draft.some(() =>
    held(
      { asset: draft.coin(), free: draft.amount(), locked: '0', freeze: draft.amount() },
      'asset',
    ),
  );
  const margin = () =>
    held(
      { asset: draft.coin(), free: draft.amount(), locked: '0', borrowed: '0', interest: '0' },
      'asset',
    );
  const futures = () =>
    held(
      {
        asset: draft.coin(),
        walletBalance: draft.amount(),
        unrealizedProfit: '0',
        availableBalance: '0',
      },
      'asset',
    );
  const [cross, isolated] = [
    draft.some(margin),
    { symbol: 'AB', baseAsset: margin(), quoteAsset: margin() },
  ];
  const [linear, inverse] = [draft.some(futures), draft.some(futures)];
  const options = draft.some(() =>
    held({ asset: draft.coin(), equity: draft.amount(), available: '0' }, 'asset'),
  );
  const ether = draft.keyed({ wbethAmount: draft.amount(), bethAmount: draft.amount() }, [
    'zzAmount',
  ]);
  const solana = draft.keyed({ bnsolAmount: draft.amount() }, ['zzAmount']);
  return () => ({
    'GET /sapi/v1/account/info': json({
      isOptionsEnabled: true,
      isPortfolioMarginRetailEnabled: false,
    }),
    'GET /api/v3/account': json({ balances: spot }),
    'POST /sapi/v1/asset/get-funding-asset': json(funding),
    'GET /sapi/v1/margin/account': json({ userAssets: cross }),
    'GET /sapi/v1/margin/isolated/account': json({ assets: [isolated] }),
    'GET /fapi/v3/account': json({ assets: linear, positions: [] }),
    'GET /dapi/v1/account': json({ assets: inverse, positions: [] }),
    'GET /dapi/v1/positionRisk': '[]',
    'GET /eapi/v1/marginAccount': json({ asset: options }),
    'GET /eapi/v1/position': '[]',
    'GET /sapi/v1/simple-earn/flexible/position': json({
      rows: [...saved, ...others],
      total: saved.length + others.length,
    }),
    'GET /sapi/v1/simple-earn/locked/position': json({ rows: locked, total: locked.length }),
    'GET /sapi/v2/eth-staking/account': json({ holdings: ether }),
    'GET /sapi/v1/sol-staking/account': json(solana),
  });
};
