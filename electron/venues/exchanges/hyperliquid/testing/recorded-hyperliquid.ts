import type { AccountType } from '../../../../../shared/portfolio/balance';
import { RecordedVenue, type Recorded } from '../../testing/recorded-venue';
import { balancesOf, never, table } from '../../testing/test-gateway';

export const ADDRESS = '0x31CA8395cf837de08b24da3f660e77761dfb974b';

interface InfoRequest {
  readonly type: string;
  readonly user?: string;
  readonly dex?: string;
}

export const NO_STATE = JSON.stringify({
  marginSummary: {
    accountValue: '0.0',
    totalNtlPos: '0.0',
    totalRawUsd: '0.0',
    totalMarginUsed: '0.0',
  },
  crossMarginSummary: {
    accountValue: '0.0',
    totalNtlPos: '0.0',
    totalRawUsd: '0.0',
    totalMarginUsed: '0.0',
  },
  crossMaintenanceMarginUsed: '0.0',
  withdrawable: '0.0',
  assetPositions: [],
  time: 1790081138245,
});

/** Answers by `type`, or by `type dex`. */
export class Hyperliquid {
  readonly asked: InfoRequest[] = [];
  readonly venue: RecordedVenue;
  private readonly answers: Record<string, Recorded>;

  constructor(answers: Record<string, Recorded>, address = ADDRESS) {
    this.answers = {
      userRole: '{"role":"user"}',
      userAbstraction: '"default"',
      perpDexs: '[null]',
      clearinghouseState: NO_STATE,
      spotClearinghouseState: '{"balances":[]}',
      userVaultEquities: '[]',
      delegatorSummary:
        '{"delegated":"0.0","undelegated":"0.0","totalPendingWithdrawal":"0.0","nPendingWithdrawals":0}',
      exchangeStatus: `{"specialStatuses":null,"time":${Date.now()}}`,
      ...answers,
    };
    this.venue = new RecordedVenue(
      'hyperliquid',
      {
        'POST /info': (params) => {
          const request = JSON.parse([...params.keys()][0] ?? '') as InfoRequest;
          this.asked.push(request);
          const name = request.dex === undefined ? request.type : `${request.type} ${request.dex}`;
          return this.answers[name] ?? { status: 500, body: 'null' };
        },
      },
      { credentials: { address } },
    );
  }

  /** Replaces an answer from now on. */
  now(name: string, answer: Recorded): void {
    this.answers[name] = answer;
  }

  async reading(accountType: AccountType) {
    return this.venue.session.read(accountType, never);
  }

  async read(accountType: AccountType) {
    return table(balancesOf(await this.reading(accountType)));
  }

  async accountTypes() {
    const accounts = await this.venue.session.accounts();
    if (!accounts.ok) throw new Error(accounts.failure.message);
    return accounts.value.map(({ accountType }) => accountType);
  }
}

export const spot = (...balances: readonly object[]): string => JSON.stringify({ balances });

export const state = (
  accountValue: string,
  withdrawable: string,
  ...positions: readonly object[]
) =>
  JSON.stringify({
    ...(JSON.parse(NO_STATE) as object),
    marginSummary: {
      accountValue,
      totalNtlPos: '100.0',
      totalRawUsd: '-20.0',
      totalMarginUsed: '20.0',
    },
    withdrawable,
    assetPositions: positions.map((position) => ({ type: 'oneWay', position })),
  });

export function bound(account: Hyperliquid) {
  return {
    asked: account.asked,
    read: account.read.bind(account),
    reading: account.reading.bind(account),
    accountTypes: account.accountTypes.bind(account),
  };
}
