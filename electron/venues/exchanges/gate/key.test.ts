import { describe, expect, it } from 'vitest';
import { CREDENTIALS, RecordedVenue, type Recorded } from '../testing/recorded-venue';
import { failureOf, never, marketsAt } from '../testing/test-gateway';
import { gateStream } from './stream';
import { json, refused, classic } from './testing/recorded-answers';

describe("Gate's errors", () => {
  // `Label list`
  it.each([
    ['INVALID_KEY', 401, 'authentication'],
    ['INVALID_SIGNATURE', 401, 'authentication'],
    ['IP_FORBIDDEN', 403, 'ip-restricted'],
    ['FORBIDDEN', 403, 'permission'],
    ['ACCOUNT_LOCKED', 403, 'permission'],
    ['USER_NOT_FOUND', 400, 'account-not-enabled'],
    ['TOO_MANY_REQUESTS', 429, 'rate-limited'],
    ['SERVER_ERROR', 500, 'venue-unavailable'],
  ])('%s (HTTP %i) is %s', async (label, status, expected) => {
    const venue = classic({ 'GET /api/v4/spot/accounts': refused(label, status) });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe(expected);
  });

  it('REQUEST_EXPIRED has the clock put right and the request made again', async () => {
    const venue = classic({
      'GET /api/v4/spot/time': json({ server_time: Date.now() }),
      'GET /api/v4/spot/accounts': refused('REQUEST_EXPIRED', 403),
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('clock-skew');
    expect(venue.count('GET /api/v4/spot/accounts')).toBe(2);
  });
});

describe('permissions', () => {
  /** `Query all main account key information` */
  const key = (
    perms: readonly (readonly [string, boolean])[],
    ip_whitelist: string[] = [],
    shown = 'c5dcfbf1f3a7*****',
  ) => ({
    state: 1,
    mode: 1,
    name: 'test',
    perms: perms.map(([name, read_only]) => ({ name, read_only })),
    ip_whitelist,
    key: shown,
  });
  const probe = async (answer: Recorded) => {
    const venue = classic({
      'GET /api/v4/spot/time': json({ server_time: Date.now() }),
      'GET /api/v4/spot/accounts': json([]),
      'GET /api/v4/account/main_keys': answer,
    });
    const result = await venue.session.probe();
    if (!result.ok) throw new Error(result.failure.message);
    return result.value;
  };

  it('a key for reading alone', async () => {
    const one = [
      key(
        [
          ['account', true],
          ['spot', true],
          ['wallet', true],
        ],
        ['203.0.113.7'],
      ),
    ];
    expect(await probe(json(one))).toMatchObject({
      permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
      ipRestricted: 'yes',
    });
  });

  it('a key that trades, and may withdraw for all that is said', async () => {
    expect(
      await probe(
        json([
          key([
            ['spot', false],
            ['wallet', false],
          ]),
        ]),
      ),
    ).toMatchObject({
      permissions: { trade: 'yes', withdraw: 'unknown' },
      ipRestricted: 'no',
    });
  });

  it('of several keys only what they have in common', async () => {
    const keys = [key([['spot', false]]), key([['spot', true]], ['203.0.113.7'])];
    expect(await probe(json(keys))).toMatchObject({
      permissions: { trade: 'unknown', withdraw: 'no' },
      ipRestricted: 'unknown',
    });
  });

  it('of several keys the one whose letters are shown', async () => {
    const keys = [
      key([['withdraw', false]], [], 'c5dcfbf1f3a7*****'),
      key([['spot', true]], ['203.0.113.7'], `${CREDENTIALS.apiKey.slice(0, 12)}*****`),
    ];
    expect(await probe(json(keys))).toMatchObject({
      permissions: { trade: 'no', withdraw: 'no' },
      ipRestricted: 'yes',
    });
  });

  it('keys of sub-accounts are not told', async () => {
    expect(await probe(refused('FORBIDDEN', 403))).toMatchObject({
      permissions: { read: 'yes', trade: 'unknown', withdraw: 'unknown' },
      ipRestricted: 'unknown',
    });
  });
});

describe('tickers', () => {
  it('are read with all open spot markets in two calls', async () => {
    const { gateway, requests } = new RecordedVenue('gate', {
      // `List all supported currency pairs`, `Retrieve ticker information`
      'GET /api/v4/spot/currency_pairs': json([
        { id: 'BTC_USDT', base: 'BTC', quote: 'USDT', trade_status: 'tradable' },
        { id: 'OLD_USDT', base: 'OLD', quote: 'USDT', trade_status: 'untradable' },
      ]),
      'GET /api/v4/spot/tickers': json([
        {
          currency_pair: 'BTC_USDT',
          last: '51000',
          lowest_ask: '51001',
          highest_bid: '50999',
          change_percentage: '2',
          base_volume: '2362',
          quote_volume: '120462000',
        },
      ]),
    });
    const tickers = await marketsAt(gateway, { venue: 'gate' }).tickers(
      new Set(['BTC', 'OLD']),
      never,
    );
    if (!tickers.ok) throw new Error(tickers.failure.message);
    expect(tickers.value).toHaveLength(1);
    const [ticker] = tickers.value;
    expect(ticker?.ask?.toFixed()).toBe('51001');
    expect(ticker?.open24h?.toFixed()).toBe('50000');
    expect(requests).toHaveLength(2);
    await gateway.close();
  });
});

describe('the stream', () => {
  // https://www.gate.com/docs/developers/apiv4/ws/en/#spot-balance-channel
  const message = (event: string, fields: object) => ({
    time: 1605248616,
    channel: 'spot.balances',
    event,
    ...fields,
  });

  it('says that spot is to be read again', () => {
    const stream = gateStream();
    expect(stream.understand(message('subscribe', { result: { status: 'success' } }))).toEqual({
      kind: 'live',
    });
    const update = { result: [{ currency: 'USDT', total: '1000000', available: '0' }] };
    expect(stream.understand(message('update', update))).toEqual({
      kind: 'changed',
      accountTypes: ['spot'],
      reach: 'key',
    });
    expect(stream.understand({ channel: 'spot.pong', event: '' })).toBeUndefined();
  });

  it.each([
    [['order-match'], 'account'],
    [['order-create', 'trade-fee-deduct'], 'account'],
    [['withdraw'], 'key'],
    [['order-match', 'margin-transfer'], 'key'],
    [['something new'], 'key'],
  ])('says of %j how far it reaches', (types, reach) => {
    const result = types.map((change_type) => ({ currency: 'USDT', change: '1', change_type }));
    expect(gateStream().understand(message('update', { result }))).toMatchObject({ reach });
  });

  it('that is refused has ended', () => {
    const error = { code: 4, message: 'invalid key' };
    expect(gateStream().understand(message('subscribe', { error }))).toMatchObject({
      kind: 'ended',
      failure: { code: 'permission' },
    });
  });
});
