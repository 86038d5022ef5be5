import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { RecordedVenue, type Recorded } from '../testing/recorded-venue';
import {
  balancesOf,
  failureOf,
  never,
  positionsOf,
  table,
  unreadOf,
} from '../testing/test-gateway';

const answer = (...data: readonly unknown[]): string =>
  JSON.stringify({ code: '0', data, msg: '' });
const refused = (code: string): string => JSON.stringify({ code, data: [], msg: 'words' });

interface Detail {
  readonly ccy: string;
  readonly [field: string]: string;
}
const trading = (...details: readonly Detail[]): string =>
  answer({ totalEq: '1', uTime: '1705474164160', details });

const emptyEarn: Record<string, Recorded> = {
  'GET /api/v5/finance/savings/balance': answer(),
  'GET /api/v5/finance/staking-defi/orders-active': answer(),
  'GET /api/v5/finance/staking-defi/eth/balance': answer(),
  'GET /api/v5/finance/staking-defi/sol/balance': answer(),
};

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

describe('the trading account', () => {
  it('gives equity with unrealised profit and what orders hold', async () => {
    const venue = new RecordedVenue('okx', {
      'GET /api/v5/account/balance': trading({
        ccy: 'USDT',
        eq: '4992.890093622894',
        cashBal: '4850.435693622894',
        availBal: '4834.317093622894',
        availEq: '4834.3',
        frozenBal: '158.573',
        liab: '',
        interest: '',
        upl: '142.4544',
      }),
    });
    expect(await read(venue, 'unified')).toEqual({ USDT: '4834.317093622894+158.573-0' });
  });

  it('keeps every digit, also of an amount that is a JSON number', async () => {
    const venue = new RecordedVenue('okx', {
      'GET /api/v5/account/balance':
        '{"code":"0","msg":"","data":[{"details":[{"ccy":"BTC","eq":123456789012.345678901234,"availBal":"123456789012.345678901234"}]}]}',
    });
    expect(await read(venue, 'unified')).toEqual({ BTC: '123456789012.345678901234+0-0' });
  });

  it('shows a debt, whose equity is negative, as borrowed and counts it once', async () => {
    const venue = new RecordedVenue('okx', {
      'GET /api/v5/account/balance': trading({
        ccy: 'BTC',
        eq: '-0.5001',
        cashBal: '-0.5',
        availBal: '0',
        liab: '0.5',
        interest: '0.0001',
      }),
    });
    const [balance] = balancesOf(await venue.session.read('unified', never));
    expect(table([balance!])).toEqual({ BTC: '0+0-0.5001' });
  });

  it('is read once: what trades there is not read again under another name', async () => {
    const venue = new RecordedVenue('okx', { 'GET /api/v5/account/balance': trading() });
    for (const type of ['spot', 'margin', 'futures', 'options'] as const)
      expect((await venue.session.read(type, never)).outcome).toBe('unsupported');
    expect(venue.requests).toHaveLength(0);
  });

  it.each([
    ['no account', answer()],
    ['a part that failed', JSON.stringify({ code: '2', msg: '', data: [{ details: [] }] })],
    ['details that are missing', answer({ totalEq: '1' })],
    ['no equity', trading({ ccy: 'BTC', availBal: '1' })],
    ['a web page', '<html></html>'],
    ['nothing', ''],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('okx', { 'GET /api/v5/account/balance': body });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe('bad-response');
  });
});

describe('funding and earn', () => {
  it('funding: frozen is locked', async () => {
    const venue = new RecordedVenue('okx', {
      'GET /api/v5/asset/balances': answer({
        availBal: '37.11827078',
        bal: '37.2',
        ccy: 'ETH',
        frozenBal: '0.08172922',
      }),
    });
    expect(await read(venue, 'funding')).toEqual({ ETH: '37.11827078+0.08172922-0' });
  });

  it('earn: savings, staking and what was invested, each product apart', async () => {
    const venue = new RecordedVenue('okx', {
      ...emptyEarn,
      'GET /api/v5/finance/savings/balance': answer({
        earnings: '0.0010737388791526',
        redemptAmt: '',
        rate: '0.01',
        ccy: 'USDT',
        amt: '11.0010737453457821',
        loanAmt: '11.0010630707982819',
        pendingAmt: '0.0000106745475002',
      }),
      'GET /api/v5/finance/staking-defi/orders-active': answer({
        ordId: '2413499',
        ccy: 'DOT',
        state: '1',
        investData: [{ ccy: 'DOT', amt: '2' }],
        earningData: [{ ccy: 'DOT', earningType: '0', earnings: '0.10615025' }],
      }),
    });
    expect(await read(venue, 'earn')).toEqual({
      'USDT savings': '0+11.0010737453457821-0',
      'DOT staking-defi': '0+2-0',
    });
  });

  it('earn: what answered counts, and what did not is named', async () => {
    const venue = new RecordedVenue('okx', {
      ...emptyEarn,
      'GET /api/v5/finance/savings/balance': answer({ ccy: 'USDT', amt: '11' }),
      'GET /api/v5/finance/staking-defi/eth/balance': '{"code":"51000","msg":"words","data":[]}',
      'GET /api/v5/finance/staking-defi/sol/balance': '{"code":"2","msg":"","data":[]}',
    });
    const reading = await venue.session.read('earn', never);
    expect(table(balancesOf(reading))).toEqual({ 'USDT savings': '0+11-0' });
    expect(unreadOf(reading)).toEqual({
      'ETH staking': 'bad-response',
      'SOL staking': 'bad-response',
    });
  });

  it('staking tokens are counted once, where they lie', async () => {
    const venue = new RecordedVenue('okx', {
      ...emptyEarn,
      'GET /api/v5/account/balance': trading({ ccy: 'BETH', eq: '0.3', availBal: '0.3' }),
      'GET /api/v5/asset/balances': answer({
        ccy: 'BETH',
        bal: '0.2',
        frozenBal: '0',
        availBal: '0.2',
      }),
      'GET /api/v5/finance/savings/balance': answer({ ccy: 'BETH', amt: '0.1' }),
      'GET /api/v5/finance/staking-defi/eth/balance': answer({ ccy: 'BETH', amt: '0.6', ts: '1' }),
      'GET /api/v5/finance/staking-defi/sol/balance': answer({ ccy: 'OKSOL', amt: '3', ts: '1' }),
    });
    expect(await read(venue, 'earn')).toEqual({
      'BETH savings': '0+0.1-0',
      'OKSOL staking': '0+3-0',
    });
    // For both: where they lie is asked once.
    expect(venue.count('GET /api/v5/account/balance')).toBe(1);
    expect(venue.count('GET /api/v5/asset/balances')).toBe(1);
    // The hourly sum still has what was sold in the meantime.
    venue.now('GET /api/v5/account/balance', trading());
    expect(await read(venue, 'earn')).toEqual({
      'BETH savings': '0+0.1-0',
      'OKSOL staking': '0+3-0',
    });
  });
});

/** Shapes of https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-positions. */
describe('positions', () => {
  const held = (instType: string, instId: string, pos: string, more: object = {}) => ({
    instType,
    instId,
    pos,
    posSide: 'net',
    markPx: '50000',
    ...more,
  });
  const contract = (instId: string, uly: string, more: object) => ({
    instId,
    uly,
    instFamily: uly,
    ctMult: '1',
    ...more,
  });
  const contracts = [
    contract('BTC-USDT-SWAP', 'BTC-USDT', {
      ctVal: '0.01',
      ctValCcy: 'BTC',
      settleCcy: 'USDT',
    }),
    contract('ETH-USD-260327', 'ETH-USD', { ctVal: '10', ctValCcy: 'USD', settleCcy: 'ETH' }),
    contract('BTC-USD-260327-100000-C', 'BTC-USD', {
      ctVal: '1',
      ctMult: '0.01',
      ctValCcy: 'BTC',
      settleCcy: 'BTC',
    }),
  ];
  const market: Record<string, (params: URLSearchParams) => Recorded> = {
    'GET /api/v5/public/instruments': (params) => {
      if (params.get('instType') === 'OPTION' && params.get('instFamily') === null)
        return refused('50014');
      return answer(...contracts.filter(({ instId }) => instId === params.get('instId')));
    },
  };

  it('contracts become coins; dollars of inverse ones by the mark price', async () => {
    const venue = new RecordedVenue('okx', {
      ...market,
      'GET /api/v5/account/balance': trading(),
      'GET /api/v5/account/positions': answer(
        held('SWAP', 'BTC-USDT-SWAP', '-35'),
        held('FUTURES', 'ETH-USD-260327', '50', { posSide: 'short', markPx: '2500' }),
        held('SWAP', 'SOL-USDT-SWAP', '0', { posSide: 'long' }),
      ),
    });
    const reading = await venue.session.read('unified', never);
    expect(positionsOf(reading)).toEqual({
      'BTC-USDT-SWAP': 'BTC -0.35',
      // -50 x 10 dollars / 2500
      'ETH-USD-260327': 'ETH -0.2',
    });
    if (reading.outcome !== 'read' || reading.positions?.ok !== true) throw new Error('not read');
    expect(reading.positions.value.map(({ kind, subaccount }) => [kind, subaccount])).toEqual([
      ['perpetual', undefined],
      ['future', 'short'],
    ]);
  });

  it('on margin: what they bought or owe on top of the equity, in whichever currency that is', async () => {
    const margin = (instId: string, pos: string, posCcy: string, ccy: string, liab: string) =>
      held('MARGIN', instId, pos, { posCcy, ccy, liab, markPx: '2500', mgnMode: 'isolated' });
    const reading = async (row: object) => {
      const venue = new RecordedVenue('okx', {
        'GET /api/v5/account/balance': trading(),
        'GET /api/v5/account/positions': answer(row),
      });
      return positionsOf(await venue.session.read('unified', never));
    };
    // 4 ETH bought for 9,000 dollars; then the same with ether as collateral, of which the equity has
    // all but the 9,000 / 2,500 that the debt is worth.
    expect(await reading(margin('ETH-USDT', '4', 'ETH', 'USDT', '-9000'))).toEqual({
      'ETH-USDT': 'ETH 4',
    });
    expect(await reading(margin('ETH-USDT', '4', 'ETH', 'ETH', '-9000'))).toEqual({
      'ETH-USDT': 'ETH 3.6',
    });
    // 4 borrowed ETH sold for 11,000 dollars.
    expect(await reading(margin('ETH-USDT', '11000', 'USDT', 'USDT', '-4'))).toEqual({
      'ETH-USDT': 'ETH -4',
    });
    expect(await reading(margin('ETH-USDT', '11000', 'USDT', 'ETH', '-4'))).toEqual({
      'ETH-USDT': 'ETH -4.4',
    });
  });

  it('options: the delta that leaves out their value, which is a balance of the coin', async () => {
    const venue = new RecordedVenue('okx', {
      ...market,
      'GET /api/v5/account/balance': trading(),
      'GET /api/v5/account/positions': answer(held('OPTION', 'BTC-USD-260327-100000-C', '20')),
      'GET /api/v5/public/opt-summary': answer({
        instId: 'BTC-USD-260327-100000-C',
        uly: 'BTC-USD',
        delta: '0.53',
        deltaBS: '0.71',
      }),
    });
    // 20 contracts x 0.01 coins x 0.53
    expect(positionsOf(await venue.session.read('unified', never))).toEqual({
      'BTC-USD-260327-100000-C': 'BTC 0.106',
    });
  });

  it.each([
    ['a margin position in neither currency', answer(held('MARGIN', 'BTC-USDT', '1'))],
    ['a kind that is not known', answer(held('EVENT', 'BTC-EVENT', '1'))],
    ['a contract that is not listed', answer(held('SWAP', 'NEW-USDT-SWAP', '1'))],
    ['a web page', '<html></html>'],
  ])('fail for %s and leave the balances', async (_what, body) => {
    const venue = new RecordedVenue('okx', {
      ...market,
      'GET /api/v5/account/balance': trading(),
      'GET /api/v5/account/positions': body,
    });
    expect(await venue.session.read('unified', never)).toMatchObject({
      outcome: 'read',
      positions: { ok: false, failure: { code: 'bad-response' } },
    });
  });
});

/** https://www.okx.com/docs-v5/en/#funding-account-rest-api-get-account-asset-valuation */
describe("OKX's own total", () => {
  it('is of trading, funding and earn, in dollars', async () => {
    const venue = new RecordedVenue('okx', {
      'GET /api/v5/asset/asset-valuation': (params) =>
        params.get('ccy') === 'USD'
          ? answer({
              details: { classic: '0', earn: '0', funding: '7.6', trading: '9878.4' },
              totalBal: '9886.7384959542119',
              ts: '1637566660769',
            })
          : refused('51000'),
    });
    const total = await venue.session.ownTotal(never);
    if (total?.ok !== true) throw new Error('not read');
    expect(total.value.amount.toFixed()).toBe('9886.7384959542119');
    expect(total.value).toMatchObject({ code: 'USD', covers: ['unified', 'funding', 'earn'] });
  });
});

describe('regional twins', () => {
  it.each([
    ['okxus', 'us.okx.com', 0],
    ['myokx', 'eea.okx.com', 1],
  ])('%s is read at %s', async (id, host, positionCalls) => {
    const venue = new RecordedVenue(id, {
      'GET /api/v5/account/balance': trading({ ccy: 'BTC', eq: '1', availBal: '1' }),
      'GET /api/v5/account/positions': answer(),
    });
    expect(await read(venue, 'unified')).toEqual({ BTC: '1+0-0' });
    expect(new Set(venue.requests.map(({ url }) => url.host))).toEqual(new Set([host]));
    expect(venue.count('GET /api/v5/account/positions')).toBe(positionCalls);
  });
});

describe("OKX's errors", () => {
  it.each([
    ['50111', 'authentication'],
    ['50105', 'authentication'],
    ['50110', 'ip-restricted'],
    ['50120', 'permission'],
    ['50011', 'rate-limited'],
    ['50001', 'venue-unavailable'],
  ])('%s is %s', async (code, expected) => {
    const venue = new RecordedVenue('okx', { 'GET /api/v5/account/balance': refused(code) });
    expect(failureOf(await venue.session.read('unified', never)).code).toBe(expected);
  });
});

describe('permissions', () => {
  it.each([
    ['read_only', '', { read: 'yes', trade: 'no', withdraw: 'no' }, 'no'],
    ['read_only,trade', '203.0.113.7', { read: 'yes', trade: 'yes', withdraw: 'no' }, 'yes'],
    ['read_only,withdraw', '', { read: 'yes', trade: 'no', withdraw: 'yes' }, 'no'],
  ])('%s from "%s"', async (perm, ip, permissions, ipRestricted) => {
    const venue = new RecordedVenue('okx', {
      'GET /api/v5/public/time': answer({ ts: String(Date.now()) }),
      'GET /api/v5/account/config': answer({ uid: '1', perm, ip }),
    });
    expect(await venue.session.probe()).toMatchObject({ value: { permissions, ipRestricted } });
  });
});
