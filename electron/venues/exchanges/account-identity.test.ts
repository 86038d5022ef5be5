import { describe, expect, it } from 'vitest';
import { accountMark } from './common/account-mark';
import { venueDefinitions } from './venues';
import { RecordedVenue, type Recorded } from './testing/recorded-venue';

const json = JSON.stringify;
const okx = (uid: string) =>
  json({ code: '0', msg: '', data: [{ uid, perm: 'read_only', ip: '' }] });

const bybit = (id: string) => ({
  'GET /v5/user/query-api': json({ retCode: 0, result: { userID: Number(id) } }),
});

const gate = (id: string) => ({
  'GET /api/v4/account/detail': json({ user_id: Number(id), tier: 1 }),
  'GET /api/v4/spot/fee': json({ user_id: Number(id), taker_fee: '0.002' }),
});

/** What each venue answers a key of an account that it calls so: the shapes are those of its documentation. */
const VENUES: Readonly<Record<string, (id: string) => Record<string, Recorded>>> = {
  binance: (uid) => ({ 'GET /api/v3/account': json({ balances: [], uid: Number(uid) }) }),
  binanceus: (uid) => ({ 'GET /api/v3/account': json({ balances: [], uid: Number(uid) }) }),
  bybit,
  bybiteu: bybit,
  bybitid: bybit,
  okx: (uid) => ({ 'GET /api/v5/account/config': okx(uid) }),
  okxus: (uid) => ({ 'GET /api/v5/account/config': okx(uid) }),
  myokx: (uid) => ({ 'GET /api/v5/account/config': okx(uid) }),
  kraken: (id) => ({
    'POST /0/private/GetApiKeyInfo': json({ error: [], result: { iban: `AA88 ${id}` } }),
  }),
  krakenfutures: (id) => ({
    'GET /api/history/v3/account-log': json({ accountUid: id, logs: [] }),
  }),
  coinbase: (id) => ({ 'GET /api/v3/brokerage/key_permissions': json({ portfolio_uuid: id }) }),
  kucoin: (id) => ({
    'GET /api/v1/user/api-key': json({ code: '200000', data: { uid: Number(id) } }),
  }),
  gate: gate,
  gateeu: gate,
  bitget: (userId) => ({
    'GET /api/v3/account/settings': json({ code: '00000', data: { accountMode: 'unified' } }),
    'GET /api/v3/account/info': json({ code: '00000', data: { userId } }),
  }),
  mexc: (uid) => ({ 'GET /api/v3/uid': json({ uid }) }),
  htx: (id) => ({ 'GET /v2/user/uid': json({ code: 200, data: Number(id) }) }),
  bitfinex: (id) => ({ 'POST /v2/auth/r/info/user': json([Number(id), 'me@example.com', 'me']) }),
  cryptocom: (uuid) => ({
    'POST /exchange/v1/private/get-accounts': json({
      id: 1,
      method: 'private/get-accounts',
      code: 0,
      result: { master_account: { uuid }, sub_account_list: [] },
    }),
  }),
  deribit: (id) => ({
    'GET /api/v2/private/get_account_summaries': json({
      jsonrpc: '2.0',
      result: { id: Number(id), type: 'main', summaries: [] },
    }),
  }),
};
/** Venues that share their users with another one. */
const SPACES: Readonly<Record<string, string>> = { okxus: 'okx', myokx: 'okx' };

/** Ids of Kraken are spaced for people. */
const idAt = (venue: string, id: string): string => (venue === 'kraken' ? `AA88${id}` : id);

/** A key that Coinbase's signing takes. */
const COINBASE = {
  apiKey: 'organizations/1/apiKeys/2',
  secret:
    '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIE0GzLO7q1AKjJWQzwTqYhrSyGA3nsACV5rBBgYKGuUPoAoGCCqGSM49\nAwEHoUQDQgAEvBlHSwr5+0SaPKoMXxNCvnSWbSC8YuBtGHnkF4o3lVZNBhZ0hEsx\nJcoPSAzCvPuKlHhA8T1SbyTHQwmXhyCw4A==\n-----END EC PRIVATE KEY-----\n',
};

async function marksOf(
  venue: string,
  answers: Readonly<Record<string, Recorded>>,
): Promise<readonly string[] | string> {
  const options = venue === 'coinbase' ? { credentials: COINBASE } : {};
  const recorded = new RecordedVenue(venue, { ...answers }, options);
  const marks = await recorded.session.marks();
  return marks.ok ? [...marks.value] : marks.failure.code;
}

describe.each(Object.entries(VENUES))('an account at %s', (venue, answers) => {
  const space = SPACES[venue] ?? venue;

  it('is known by a hash of the id that the venue tells', async () => {
    expect(await marksOf(venue, answers('354937868'))).toEqual([
      accountMark(space, idAt(venue, '354937868')),
    ]);
    expect(await marksOf(venue, answers('354937868'))).not.toEqual(
      await marksOf(venue, answers('354937869')),
    );
  });

  it('is not known where the answer does not name it', async () => {
    const silent = Object.keys(answers('1')).map((name): [string, Recorded] => [name, '{}']);
    expect(await marksOf(venue, Object.fromEntries(silent))).toEqual([]);
  });

  it('may be known later where the venue cannot be reached', async () => {
    expect(await marksOf(venue, {})).toBe('network');
  });

  it('is never told by its id in what is kept', () => {
    expect(accountMark(space, '354937868')).not.toContain('354937868');
  });
});

describe('an account', () => {
  it('is told by every venue that has readers of its own', () => {
    const own = [...venueDefinitions.values()].filter(({ info }) => info.support === 'full');
    const silent = own.filter(({ account }) => account === undefined).map(({ info }) => info.id);
    expect(silent).toEqual([]);
    const untested = own.map(({ info }) => info.id).filter((id) => !Object.hasOwn(VENUES, id));
    expect(untested).toEqual(['hyperliquid']);
  });

  it('of Crypto.com with sub-accounts is not told from those', async () => {
    const answer = json({
      code: 0,
      result: { master_account: { uuid: 'a' }, sub_account_list: [{ uuid: 'b' }] },
    });
    expect(
      await marksOf('cryptocom', { 'POST /exchange/v1/private/get-accounts': answer }),
    ).toEqual([]);
  });

  it('of Gate is told to keys that may not see the account by what they pay', async () => {
    expect(
      await marksOf('gate', {
        'GET /api/v4/account/detail': {
          status: 403,
          body: '{"label":"FORBIDDEN","message":"no account permission"}',
        },
        'GET /api/v4/spot/fee': json({ user_id: 10001, taker_fee: '0.002' }),
      }),
    ).toEqual([accountMark('gate', '10001')]);
  });

  it('of Kraken is not known to a key that may not ask, and is not asked for again', async () => {
    const name = 'POST /0/private/GetApiKeyInfo';
    const venue = new RecordedVenue('kraken', {
      [name]: '{"error":["EGeneral:Permission denied"]}',
    });
    for (let reading = 0; reading < 3; reading += 1)
      expect(await venue.session.marks()).toEqual({ ok: true, value: new Set() });
    expect(venue.count(name)).toBe(1);
  });

  it('of a classic user at Bitget is told with the key', async () => {
    expect(
      await marksOf('bitget', {
        'GET /api/v3/account/settings': {
          status: 400,
          body: '{"code":"40084","msg":"You are in Classic Account mode"}',
        },
        'GET /api/v2/spot/account/info': json({ code: '00000', data: { userId: '42' } }),
      }),
    ).toEqual([accountMark('bitget', '42')]);
  });

  it('at Hyperliquid is its address, however that is written', async () => {
    const marks = await Promise.all(
      [
        '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
        '0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED',
      ].map(async (address) => {
        const venue = new RecordedVenue('hyperliquid', {}, { credentials: { address } });
        return venue.session.marks();
      }),
    );
    expect(marks[0]).toEqual(marks[1]);
    expect(marks[0]).toMatchObject({ ok: true });
  });

  it('is asked once, and told with what the key may do', async () => {
    const venue = new RecordedVenue('okx', { 'GET /api/v5/account/config': okx('7') });
    await venue.session.marks();
    await venue.session.marks();
    expect(venue.count('GET /api/v5/account/config')).toBe(1);
  });

  it('is unknown at a venue that ccxt alone reads', async () => {
    expect(await marksOf('bitstamp', {})).toEqual([]);
  });
});
