import type { AccountType } from '../../../../../shared/portfolio/balance';
import type { Recorded, RecordedVenue } from '../../testing/recorded-venue';
import { balancesOf, never, table } from '../../testing/test-gateway';

/** An answer in the shape of https://www.bitget.com/api-doc */
export function answer(data: unknown): string {
  return JSON.stringify({ code: '00000', msg: 'success', requestTime: 1695808949356, data });
}

export const refused = (code: string, msg: string): Recorded => ({
  status: 400,
  body: JSON.stringify({ code, msg, requestTime: 1695808949356, data: null }),
});

/** What a classic account answers to the question for the mode. */
export const classic: Record<string, Recorded> = {
  'GET /api/v3/account/settings': refused(
    '40084',
    'You are in Classic Account mode, and the Unified Account API is not supported at this time',
  ),
};

export async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}
