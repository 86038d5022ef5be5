import type { AccountType } from '../../../../../shared/portfolio/balance';
import type { RecordedVenue, Recorded } from '../../testing/recorded-venue';
import { balancesOf, never, table } from '../../testing/test-gateway';

export function answer(result: unknown): string {
  return JSON.stringify({
    retCode: 0,
    retMsg: 'OK',
    result,
    retExtInfo: {},
    time: 1735689600000,
  });
}

export const refused = (retCode: number, retMsg: string): string =>
  JSON.stringify({ retCode, retMsg, result: {}, retExtInfo: {}, time: 1735689600000 });

export const info = (unifiedMarginStatus: number): Record<string, Recorded> => ({
  'GET /v5/account/info': answer({ unifiedMarginStatus, marginMode: 'REGULAR_MARGIN' }),
});

interface Coin {
  readonly coin: string;
  readonly [field: string]: string;
}

export const wallet = (accountType: string, ...coin: readonly Coin[]): string =>
  answer({ list: [{ accountType, totalEquity: '1', coin }] });

export async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}
