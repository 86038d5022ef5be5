import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, never, table } from '../testing/test-gateway';

describe('Gate in the European Economic Area', () => {
  it.each([
    ['classic', ['spot', 'isolated-margin', 'earn']],
    ['multi_currency', ['unified', 'isolated-margin', 'earn']],
  ])('%s: %j, without contracts', async (mode, expected) => {
    const venue = new RecordedVenue('gateeu', {
      'GET /api/v4/unified/unified_mode': JSON.stringify({ mode }),
    });
    const accounts = await venue.session.accounts();
    if (!accounts.ok) throw new Error(accounts.failure.message);
    expect(accounts.value.map(({ accountType }) => accountType)).toEqual(expected);
  });

  it('is asked at its own host', async () => {
    const venue = new RecordedVenue('gateeu', {
      'GET /api/v4/unified/unified_mode': '{"mode":"classic"}',
      'GET /api/v4/spot/accounts': '[{"currency":"EURC","available":"12.5","locked":"0"}]',
    });
    const reading = await venue.session.read('spot', never);
    expect(table(balancesOf(reading))).toEqual({ EURC: '12.5+0-0' });
    expect(new Set(venue.requests.map(({ url }) => url.host))).toEqual(new Set(['api.gateeu.com']));
  });
});
