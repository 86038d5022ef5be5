import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { failureOf, never } from '../testing/test-gateway';
import { answer, refused, mode, classic, read, type Answers } from './testing/recorded-answers';

describe('the accounts of a key', () => {
  it.each([
    [
      'CLASSIC',
      [
        ...['spot', 'funding', 'margin', 'isolated-margin', 'futures', 'futures-inverse'],
        ...['earn', 'options'],
      ],
    ],
    ['UNIFIED', ['unified', 'funding', 'earn', 'options']],
  ])('%s: %j', async (name, expected) => {
    const accounts = await new RecordedVenue('kucoin', mode(name)).session.accounts();
    if (!accounts.ok) throw new Error(accounts.failure.message);
    expect(accounts.value.map(({ accountType }) => accountType)).toEqual(expected);
  });

  it('a mode that cannot be had, or is not known, is a failure and not "classic"', async () => {
    const down = new RecordedVenue('kucoin', {
      'GET /api/ua/v1/account/mode': { status: 503, body: '' },
    });
    expect(failureOf(await down.session.read('spot', never)).code).toBe('venue-unavailable');
    const strange = new RecordedVenue('kucoin', mode('SOMETHING'));
    expect(failureOf(await strange.session.read('spot', never)).code).toBe('bad-response');
    for (const venue of [down, strange]) expect(venue.count('GET /api/v1/accounts')).toBe(0);
  });

  it('a switch of the mode meanwhile does not count the same coins twice', async () => {
    const venue = classic({ 'GET /api/v1/accounts': answer([]) });
    expect(await read(venue, 'spot')).toEqual({});
    venue.now('GET /api/ua/v1/account/mode', answer({ selfAccountMode: 'UNIFIED' }));
    const failure = failureOf(await venue.session.read('spot', never));
    expect(failure.code).toBe('bad-response');
    expect(failure.hint).toContain('Refresh');
  });

  it('options are told to be unread', async () => {
    expect(await classic({}).session.read('options', never)).toMatchObject({
      outcome: 'unsupported',
      reason: expect.stringContaining('options') as string,
    });
  });
});

describe('funding and spot', () => {
  const OLDER_ID = '5bd6e9286d99522a52e458de';
  /** /docs-new/rest/account-info/account-funding/get-account-list-spot */
  const account = (id: string, type: string, currency: string, available: string, holds = '0') => ({
    id,
    currency,
    type,
    balance: String(Number(available) + Number(holds)),
    available,
    holds,
  });

  it('come from one list, which is asked for once; margin rows in it are read elsewhere', async () => {
    const venue = classic({
      'GET /api/v1/accounts': answer([
        account('63355cd156298d0001b66e61', 'main', 'USDT', '0.01'),
        account('5bd6e9286d99522a52e458de', 'trade', 'USDT', '26', '1.5'),
        account('5bd6e9286d99522a52e458df', 'margin', 'USDT', '7'),
        account('5bd6e9286d99522a52e458e0', 'option', 'USDT', '9'),
      ]),
    });
    const [spot, funding] = await Promise.all([read(venue, 'spot'), read(venue, 'funding')]);
    expect(spot).toEqual({ USDT: '26+1.5-0' });
    expect(funding).toEqual({ USDT: '0.01+0-0' });
    expect(venue.count('GET /api/v1/accounts')).toBe(1);
  });

  const highFrequency = (listed: readonly object[], fast: readonly object[]): Answers => ({
    'GET /api/v1/hf/accounts/opened': answer(true),
    'GET /api/v1/accounts': (params) => answer(params.get('type') === 'trade_hf' ? fast : listed),
  });

  it('the older spot account and the high-frequency one add up', async () => {
    const venue = classic(
      highFrequency(
        [account('5bd6e9286d99522a52e458de', 'trade', 'USDT', '26')],
        [account('2560047104', 'trade_hf', 'USDT', '3027.25165335')],
      ),
    );
    expect(await read(venue, 'spot')).toEqual({ USDT: '3053.25165335+0-0' });
  });

  it.each([
    ['listed by the same name', account('2560047104', 'trade_hf', 'USDT', '3')],
    ['listed as "trade"', account('2560047104', 'trade', 'USDT', '3')],
    ['listed as "trade" under another number', account('548674591753', 'trade', 'USDT', '3')],
    ['listed as "trade" by an older id', account(OLDER_ID, 'trade', 'USDT', '3'), OLDER_ID],
  ])('a high-frequency account is counted once: %s', async (_what, listed, id = '2560047104') => {
    const fast = account(id, 'trade_hf', 'USDT', '3');
    const venue = classic(highFrequency([listed], [fast]));
    expect(await read(venue, 'spot')).toEqual({ USDT: '3+0-0' });
  });

  it.each(['margin_v9', 'option_lent', 'contractual'])(
    'an unknown type is not taken for one that is read elsewhere: %s',
    async (type) => {
      const rows = [account('5bd6e9286d99522a52e458de', type, 'BTC', '1')];
      const venue = classic({ 'GET /api/v1/accounts': answer(rows) });
      expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
    },
  );

  it('the funding account is read where the high-frequency one is refused', async () => {
    const venue = classic({
      'GET /api/v1/hf/accounts/opened': { status: 400, body: refused('400007', 'no') },
      'GET /api/v1/accounts': answer([account(OLDER_ID, 'main', 'USDT', '4')]),
    });
    expect(await read(venue, 'funding')).toEqual({ USDT: '4+0-0' });
  });

  it('money in an account of an unknown type makes the answer untrusted; an empty one does not', async () => {
    const rows = [account('5bd6e9286d99522a52e458de', 'trade', 'BTC', '1')];
    const empty = [...rows, account('5bd6e9286d99522a52e458d0', 'pool', 'BTC', '0')];
    expect(await read(classic({ 'GET /api/v1/accounts': answer(empty) }), 'spot')).toEqual({
      BTC: '1+0-0',
    });
    const held = [...rows, account('5bd6e9286d99522a52e458d0', 'pool', 'BTC', '2')];
    const venue = classic({ 'GET /api/v1/accounts': answer(held) });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
  });

  it('coins of a unified account, while the account is said to be classic, are not passed over', async () => {
    const row = account('5bd6e9286d99522a52e458d1', 'unified', 'BTC', '2');
    const venue = classic({ 'GET /api/v1/accounts': answer([row]) });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
  });

  it('keeps every digit of a number that is no text', async () => {
    const venue = classic({
      'GET /api/v1/accounts':
        '{"code":"200000","data":[{"id":"1","currency":"SHIB","type":"trade","balance":123456789012.345678901234,"available":123456789012.345678901234,"holds":0}]}',
    });
    expect(await read(venue, 'spot')).toEqual({ SHIB: '123456789012.345678901234+0-0' });
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html></html>'],
    ['no data', JSON.stringify({ code: '200000' })],
    ['a coin without an amount', answer([{ id: '1', currency: 'BTC', type: 'main' }])],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = classic({ 'GET /api/v1/accounts': body });
    expect(failureOf(await venue.session.read('funding', never)).code).toBe('bad-response');
  });
});

describe('margin', () => {
  const coin = (currency: string, available: string, hold: string, liability: string) => ({
    currency,
    total: String(Number(available) + Number(hold)),
    available,
    hold,
    liability,
    maxBorrowSize: '0',
    borrowEnabled: true,
    transferInEnabled: true,
  });

  it('cross: both kinds of account together, with what is owed', async () => {
    // /docs-new/rest/account-info/account-funding/get-account-cross-margin
    const venue = classic({
      'GET /api/v3/margin/accounts': (params) =>
        params.get('queryType') === 'ALL'
          ? answer({
              totalAssetOfQuoteCurrency: '0.02',
              totalLiabilityOfQuoteCurrency: '0',
              debtRatio: '0',
              status: 'EFFECTIVE',
              accounts: [coin('USDT', '10', '2', '0'), coin('BTC', '0', '0', '0.5')],
            })
          : refused('400100', 'not all'),
    });
    expect(await read(venue, 'margin')).toEqual({ USDT: '10+2-0', BTC: '0+0-0.5' });
  });

  it('cross: the interest is part of the liability, and owed once', async () => {
    const loan = {
      ...coin('USDT', '200', '0', '100.2'),
      liabilityPrincipal: '100',
      liabilityInterest: '0.2',
    };
    const venue = classic({
      'GET /api/v3/margin/accounts': answer({ debtRatio: '0.5', accounts: [loan] }),
    });
    expect(await read(venue, 'margin')).toEqual({ USDT: '200+0-100.2' });
  });

  it('isolated: one coin in two pairs stays two balances', async () => {
    // /docs-new/rest/account-info/account-funding/get-account-isolated-margin
    const venue = classic({
      'GET /api/v3/isolated/accounts': answer({
        totalAssetOfQuoteCurrency: '0.01',
        totalLiabilityOfQuoteCurrency: '0',
        timestamp: 1728725465994,
        assets: [
          {
            symbol: 'BTC-USDT',
            status: 'EFFECTIVE',
            debtRatio: '0',
            baseAsset: coin('BTC', '0.1', '0', '0'),
            quoteAsset: { ...coin('USDT', '5', '1', '100'), interest: '0.25' },
          },
          {
            symbol: 'ETH-USDT',
            status: 'EFFECTIVE',
            debtRatio: '0',
            baseAsset: coin('ETH', '0', '0', '0'),
            quoteAsset: coin('USDT', '7', '0', '0'),
          },
        ],
      }),
    });
    expect(await read(venue, 'isolated-margin')).toEqual({
      'BTC BTC-USDT': '0.1+0-0',
      'USDT BTC-USDT': '5+1-100.25',
      'USDT ETH-USDT': '7+0-0',
    });
  });

  it('that was never opened is told as such', async () => {
    const venue = classic({
      'GET /api/v3/margin/accounts': refused(
        '101030',
        "You haven't yet enabled the margin trading",
      ),
    });
    expect(failureOf(await venue.session.read('margin', never)).code).toBe('account-not-enabled');
  });
});

describe('earn', () => {
  /** /docs-new/rest/earn/get-account-holding */
  const holding = (orderId: string, productCategory: string, currency: string, fields: object) => ({
    orderId,
    productId: '1',
    productCategory,
    productType: 'DEMAND',
    currency,
    incomeCurrency: currency,
    returnRate: '0.09000000',
    redeemedAmount: '1',
    redeemingAmount: '0',
    status: 'LOCKED',
    ...fields,
  });

  it('reads every page; products are apart; the token of ETH staking lies in other accounts', async () => {
    const first = Array.from({ length: 100 }, (_, index) =>
      holding(String(index), 'DEMAND', 'USDT', { holdAmount: '1' }),
    );
    const second = [
      holding('1380042', 'STAKING', 'ATOM', { holdAmount: '23.32' }),
      holding('1380043', 'STAKING', 'ATOM', { holdAmount: '0', redeemingAmount: '2' }),
      holding('1380044', 'KCS_STAKING', 'KCS', { holdAmount: '5' }),
      holding('ETH2', 'ETH2', 'ETH2', { holdAmount: '4' }),
    ];
    const venue = classic({
      'GET /api/v1/earn/hold-assets': (params) =>
        answer({
          totalNum: 104,
          items: params.get('currentPage') === '1' ? first : second,
          currentPage: Number(params.get('currentPage')),
          pageSize: 100,
          totalPage: 2,
        }),
    });
    expect(await read(venue, 'earn')).toEqual({
      'USDT savings': '0+100-0',
      'ATOM staking': '0+25.32-0',
      'KCS kcs-staking': '0+5-0',
    });
  });

  it('a page that comes again is a failure, not the same holdings twice', async () => {
    const page = Array.from({ length: 100 }, (_, index) =>
      holding(String(index), 'DEMAND', 'USDT', { holdAmount: '1' }),
    );
    const venue = classic({
      'GET /api/v1/earn/hold-assets': answer({ totalNum: 104, items: page }),
    });
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('bad-response');
  });

  it('a page that is missing is a failure', async () => {
    const venue = classic({
      'GET /api/v1/earn/hold-assets': answer({ totalNum: 3, items: [] }),
    });
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('bad-response');
  });
});
