import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

const ADDRESS = '0x31ca8395cf837de08b24da3f660e77761dfb974b';

export const credentials = { address: ADDRESS };

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
  const { held } = draft;
  const spot = draft.some(() =>
    held(
      { coin: draft.coin(), token: draft.below(9_000), total: draft.amount(), hold: '0' },
      'coin',
      '+99',
    ),
  );
  const states = [draft.amount(), draft.amount()].map((accountValue) => ({
    marginSummary: { accountValue },
    withdrawable: '0',
    assetPositions: [],
  }));
  const staking = draft.keyed(
    {
      delegated: draft.amount(),
      undelegated: draft.amount(),
      totalPendingWithdrawal: draft.amount(),
    },
    ['zz'],
  );
  const vaults = draft.some(() => ({
    vaultAddress: `0x${draft.below(1e9)}`,
    equity: draft.amount(),
  }));
  const dex = { name: 'xyz' };
  const answers = (): Record<string, unknown> => ({
    userRole: { role: 'user' },
    userAbstraction: 'default',
    perpDexs: [null, dex],
    clearinghouseState: states[0],
    'clearinghouseState xyz': states[1],
    'meta xyz': { collateralToken: 0 },
    spotMeta: { tokens: [] },
    spotClearinghouseState: { balances: spot },
    userVaultEquities: vaults,
    delegatorSummary: staking,
  });
  return () => ({
    'POST /info': (params) => {
      const request = JSON.parse([...params.keys()][0] ?? '') as { type: string; dex?: string };
      const answer =
        answers()[request.dex === undefined ? request.type : `${request.type} ${request.dex}`];
      return answer === undefined ? { status: 500, body: 'null' } : json(answer);
    },
  });
};
