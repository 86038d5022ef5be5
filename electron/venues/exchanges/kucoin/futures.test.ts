import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, positionsOf } from '../testing/test-gateway';
import {
  answer,
  refused,
  mode,
  contracts,
  overview,
  classic,
  read,
  type Answers,
} from './testing/recorded-answers';

describe('futures', () => {
  it('every settlement coin is asked for; equity has the unrealised profit and loss', async () => {
    const venue = classic({
      'GET /api/v1/account-overview': (params) => {
        const currency = params.get('currency') ?? 'XBT';
        const usdt = {
          accountEquity: 394.439280806,
          unrealisedPNL: 20.15278,
          marginBalance: 374.286500806,
          availableBalance: 290.326799096,
        };
        const xbt = { accountEquity: 0.00005, availableBalance: 0.00005 };
        return overview(currency, currency === 'USDT' ? usdt : currency === 'XBT' ? xbt : {});
      },
    });
    const [linear, inverse] = await Promise.all([
      read(venue, 'futures'),
      read(venue, 'futures-inverse'),
    ]);
    expect(linear).toEqual({ USDT: '290.326799096+104.11248171-0' });
    expect(inverse).toEqual({ BTC: '0.00005+0-0' });
    const asked = venue.requests
      .filter(({ name }) => name === 'GET /api/v1/account-overview')
      .map(({ url }) => url.searchParams.get('currency'));
    expect(asked.sort()).toEqual(['USDC', 'USDT', 'XBT']);
  });

  it("another currency's account is not taken for the one that was asked for", async () => {
    const venue = classic({ 'GET /api/v1/account-overview': overview('XBT') });
    expect(failureOf(await venue.session.read('futures', never)).code).toBe('bad-response');
  });

  it('no contracts at all is a failure, not an empty account', async () => {
    const venue = classic({ 'GET /api/v1/contracts/active': answer([]) });
    expect(failureOf(await venue.session.read('futures', never)).code).toBe('bad-response');
  });

  it('a key without futures is told which permission it lacks', async () => {
    const venue = classic({
      'GET /api/v1/account-overview': {
        status: 403,
        body: refused('400007', 'Access denied, require more permission.'),
      },
    });
    const failure = failureOf(await venue.session.read('futures', never));
    expect(failure.code).toBe('permission');
    expect(failure.hint).toContain('“Futures”');
  });

  /** /docs-new/rest/futures-trading/positions/get-position-list */
  const position = (symbol: string, currentQty: number, fields: object = {}) => ({
    id: symbol,
    symbol,
    crossMode: true,
    isOpen: currentQty !== 0,
    currentQty,
    markPrice: 50_000,
    markValue: 1,
    unrealisedPnl: 0,
    settleCurrency: 'USDT',
    marginMode: 'CROSS',
    positionSide: 'BOTH',
    ...fields,
  });

  it('positions: contracts by their size, inverse ones in dollars at the mark price', async () => {
    const venue = classic({
      'GET /api/v1/positions': answer([
        position('XBTUSDTM', -1500),
        position('1000BONKUSDTM', 3),
        position('ETHUSDCM', 0),
        position('XBTUSDM', 10_000, { settleCurrency: 'XBT' }),
        position('XBTMZ26', -25_000, { settleCurrency: 'XBT' }),
      ]),
    });
    const [linear, inverse] = await Promise.all([
      venue.session.read('futures', never),
      venue.session.read('futures-inverse', never),
    ]);
    // 1500 contracts of 0.001 BTC; 3 of 100 lots of a thousand BONK.
    expect(positionsOf(linear)).toEqual({ XBTUSDTM: 'BTC -1.5', '1000BONKUSDTM': 'BONK 300000' });
    // 10000 and 25000 contracts of one dollar, at 50000.
    expect(positionsOf(inverse)).toEqual({ XBTUSDM: 'BTC 0.2', XBTMZ26: 'BTC -0.5' });
    expect(venue.count('GET /api/v1/positions')).toBe(1);
    if (inverse.outcome !== 'read' || inverse.positions?.ok !== true) throw new Error('not read');
    expect(inverse.positions.value.map(({ kind }) => kind)).toEqual(['perpetual', 'future']);
  });

  it('one contract held both ways is two positions', async () => {
    const venue = classic({
      'GET /api/v1/positions': answer([
        position('XBTUSDTM', 100, { positionSide: 'LONG' }),
        position('XBTUSDTM', 40, { positionSide: 'SHORT' }),
      ]),
    });
    const reading = await venue.session.read('futures', never);
    if (reading.outcome !== 'read' || reading.positions?.ok !== true) throw new Error('not read');
    expect(
      reading.positions.value.map(({ subaccount, delta }) => [subaccount, delta?.toFixed()]),
    ).toEqual([
      ['long', '0.1'],
      ['short', '-0.04'],
    ]);
    // One list for balances and positions.
    expect(venue.count('GET /api/v1/contracts/active')).toBe(1);
  });

  it('a position in a contract that is not listed says nothing against the balances', async () => {
    const venue = classic({ 'GET /api/v1/positions': answer([position('NEWUSDTM', 1)]) });
    const reading = await venue.session.read('futures', never);
    expect(balancesOf(reading)).toEqual([]);
    expect(reading).toMatchObject({ positions: { ok: false, failure: { code: 'bad-response' } } });
  });
});

describe('the unified account', () => {
  /** /docs-new/rest/ua/get-account-currency-assets-uta */
  const coin = (currency: string, equity: string, available: string, liability: string) => ({
    currency,
    equity,
    hold: '0',
    balance: equity,
    available,
    liability,
  });
  const coins = (accountType: string, ...currencies: readonly object[]): string =>
    answer({ accountType, ts: 1764731696945, accounts: [{ currencies }] });

  const unified = (answers: Answers): RecordedVenue =>
    new RecordedVenue('kucoin', {
      ...mode('UNIFIED'),
      'GET /api/v1/contracts/active': contracts,
      'GET /api/ua/v1/unified/position/open-list': answer([]),
      ...answers,
    });

  it('is read once, and no classic account beside it', async () => {
    const venue = unified({
      'GET /api/ua/v1/unified/account/balance': coins(
        'UNIFIED',
        coin('USDT', '97.9936711985', '90', '0.0000000000'),
        coin('BTC', '-0.25', '0', '0.3'),
      ),
      'GET /api/ua/v1/account/balance': (params) =>
        coins(params.get('accountType') ?? '', coin('USDT', '6', '6', '0')),
    });
    expect(await read(venue, 'unified')).toEqual({
      USDT: '90+7.9936711985-0',
      // Equity of -0.25 is what remains of 0.05 after a debt of 0.3.
      BTC: '0+0.05-0.3',
    });
    expect(await read(venue, 'funding')).toEqual({ USDT: '6+0-0' });
    for (const accountType of ['spot', 'margin', 'futures'] as const)
      expect((await venue.session.read(accountType, never)).outcome).toBe('unsupported');
    expect(venue.count('GET /api/ua/v1/unified/account/balance')).toBe(1);
    expect(venue.count('GET /api/v1/accounts')).toBe(0);
  });

  it('an answer about another account is not taken for it', async () => {
    const venue = unified({
      'GET /api/ua/v1/unified/account/balance': coins('SPOT', coin('USDT', '1', '1', '0')),
    });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe('bad-response');
  });

  it('has the positions of all contracts', async () => {
    // /docs-new/rest/ua/get-position-list-uta
    const position = (id: string, symbol: string, size: string) => ({
      id,
      symbol,
      marginMode: 'CROSS',
      size,
      entryPrice: '50000',
      positionValue: '1',
      markPrice: '40000',
      unrealizedPnL: '0',
      creationTime: 1774469753178000000,
    });
    const venue = unified({
      'GET /api/ua/v1/unified/account/balance': coins('UNIFIED'),
      'GET /api/ua/v1/unified/position/open-list': answer([
        position('1', 'XBTUSDTM', '-2000'),
        position('2', 'XBTUSDM', '4000'),
        position('3', 'ETHUSDCM', '0'),
      ]),
    });
    expect(positionsOf(await venue.session.read('unified', never))).toEqual({
      XBTUSDTM: 'BTC -2',
      XBTUSDM: 'BTC 0.1',
    });
  });
});
