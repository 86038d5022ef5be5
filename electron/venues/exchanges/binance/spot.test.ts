import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, table, unreadOf } from '../testing/test-gateway';
import { emptyEarn, REFUSED, RESTRICTIONS, spotAccount, read } from './testing/recorded-answers';

describe('the spot account', () => {
  it('gives what is free and what orders hold, and leaves out zeros', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account': spotAccount(
        ['BTC', '4723846.89208129', '0.10000000'],
        ['LTC', '0.00000000', '0.00000000'],
      ),
    });
    expect(await read(venue, 'spot')).toEqual({ BTC: '4723846.89208129+0.1-0' });
  });

  it('drops receipts of Simple Earn, which the earn account counts, but never LDO', async () => {
    const venue = new RecordedVenue('binance', {
      ...emptyEarn,
      'GET /api/v3/account': spotAccount(
        ['LDBTC', '0.50000000', '0.00000000'],
        ['LDLDO', '3.00000000', '0.00000000'],
        ['LDO', '12.00000000', '1.00000000'],
      ),
      'GET /sapi/v1/simple-earn/flexible/position':
        '{"rows":[{"totalAmount":"0.50000000","asset":"BTC"},{"totalAmount":"3","asset":"LDO"}],"total":2}',
    });
    expect(await read(venue, 'spot')).toEqual({ LDO: '12+1-0' });
    expect(await read(venue, 'earn')).toEqual({
      'BTC flexible': '0+0.5-0',
      'LDO flexible': '0+3-0',
    });
  });

  it('counts receipts as the coin where the key cannot read earn', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account': spotAccount(
        ['BTC', '1', '0'],
        ['LDBTC', '0.5', '0'],
        ['LDSHIB2', '7', '0'],
      ),
      'GET /sapi/v1/simple-earn/flexible/position': REFUSED,
    });
    expect(await read(venue, 'spot')).toEqual({
      BTC: '1+0-0',
      'BTC LDBTC': '0.5+0-0',
      'SHIB LDSHIB2': '7+0-0',
    });
  });

  it('does not count receipts for a passing failure of earn, whose last balances are carried', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account': spotAccount(['BTC', '1', '0'], ['LDBTC', '0.5', '0']),
      'GET /sapi/v1/simple-earn/flexible/position': { status: 503, body: '' },
    });
    expect(await read(venue, 'spot')).toEqual({ BTC: '1+0-0' });
  });

  it.each(['{"rows":null,"total":0}', '{"rows":[],"total":"many"}', '<html></html>', ''])(
    'is read where the answer of savings is %j, and tells of receipts',
    async (odd) => {
      const venue = new RecordedVenue('binance', {
        'GET /api/v3/account': spotAccount(['BTC', '1', '0'], ['LDBTC', '0.5', '0']),
        'GET /sapi/v1/simple-earn/flexible/position': odd,
      });
      const reading = await venue.session.read('spot', never);
      expect(table(balancesOf(reading))).toEqual({ BTC: '1+0-0' });
      expect(reading).toMatchObject({ receipts: [{ balance: { code: 'BTC' } }] });
    },
  );

  it('does not start to count receipts when a key that read earn no longer may', async () => {
    const venue = new RecordedVenue('binance', {
      ...emptyEarn,
      'GET /sapi/v1/simple-earn/flexible/position':
        '{"rows":[{"totalAmount":"0.50000000","asset":"BTC"}],"total":1}',
      'GET /api/v3/account': spotAccount(['LDBTC', '0.5', '0']),
      'GET /sapi/v1/account/apiRestrictions': RESTRICTIONS,
    });
    await read(venue, 'earn');
    venue.now('GET /sapi/v1/simple-earn/flexible/position', REFUSED);
    expect(unreadOf(await venue.session.read('earn', never))).toEqual({
      'flexible savings': 'authentication',
    });
    expect(await read(venue, 'spot')).toEqual({});
  });

  it('counts what is named like a receipt, and stands for nothing that savings hold', async () => {
    const venue = new RecordedVenue('binance', {
      ...emptyEarn,
      'GET /api/v3/account': spotAccount(['LDX', '3', '0'], ['LDUSDT', '5', '0']),
      'GET /sapi/v1/simple-earn/flexible/position':
        '{"rows":[{"totalAmount":"5.01","asset":"USDT"}],"total":1}',
    });
    expect(await read(venue, 'spot')).toEqual({ 'X LDX': '3+0-0' });
    expect(await venue.session.read('spot', never)).toMatchObject({
      receipts: [
        { balance: { code: 'X' }, standsFor: { accountType: 'earn', subaccount: 'flexible' } },
        { balance: { code: 'USDT' } },
      ],
    });
  });

  it('keeps every digit, also of an amount that is a JSON number', async () => {
    const venue = new RecordedVenue('binance', {
      'GET /api/v3/account':
        '{"balances":[{"asset":"BTC","free":123456789012.345678901234,"locked":"0"},{"asset":"PEPE","free":"1e-7","locked":"0"}]}',
    });
    expect(await read(venue, 'spot')).toEqual({
      BTC: '123456789012.345678901234+0-0',
      PEPE: '0.0000001+0-0',
    });
  });

  it.each([
    ['a web page', '<html><body>Back soon</body></html>'],
    ['an empty body', ''],
    ['half of the answer', spotAccount(['BTC', '1', '0']).slice(0, 60)],
    ['another object', '{}'],
    ['balances that are no list', '{"balances":{}}'],
    ['an amount that is none', spotAccount(['BTC', 'NaN', '0'])],
    ['a row without an amount', '{"balances":[{"asset":"BTC","locked":"0"}]}'],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': body });
    const failed = failureOf(await venue.session.read('spot', never));
    expect(failed).toMatchObject({ code: 'bad-response', retry: { kind: 'backoff' } });
    expect(failed.message).toMatch(/^Binance gave an answer for the spot account that cannot/);
  });
});

describe('the funding account', () => {
  it('counts what is frozen or on its way out as locked', async () => {
    const venue = new RecordedVenue('binance', {
      'POST /sapi/v1/asset/get-funding-asset':
        '[{"asset":"USDT","free":"1","locked":"0.2","freeze":"0.03","withdrawing":"0.004","btcValuation":"0.00000091"}]',
    });
    expect(await read(venue, 'funding')).toEqual({ USDT: '1+0.234-0' });
  });
});
