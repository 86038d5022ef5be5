import { describe, expect, it } from 'vitest';
import { isHeldBy } from '../../../../shared/portfolio/coverage';
import { RecordedVenue, type Recorded } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, positionsOf, table } from '../testing/test-gateway';
import { answer, classic, read } from './testing/recorded-answers';

describe('a classic account', () => {
  it('spot: frozen by orders and locked', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/spot/account/assets': answer([
        { coin: 'USDT', available: '5', limitAvailable: '0', frozen: '2', locked: '1', uTime: '1' },
        { coin: 'BTC', available: '0', limitAvailable: '0', frozen: '0', locked: '0', uTime: '1' },
      ]),
    });
    expect(await read(venue, 'spot')).toEqual({ USDT: '5+3-0' });
  });

  it('keeps all 24 digits of a JSON number', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/spot/account/assets':
        '{"code":"00000","data":[{"coin":"PEPE","available":123456789012.345678901234,"frozen":0,"locked":0}]}',
    });
    expect(await read(venue, 'spot')).toEqual({ PEPE: '123456789012.345678901234+0-0' });
  });

  it('funding: frozen is empty where nothing is', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/account/funding-assets': answer([
        { coin: 'USDT', available: '326', frozen: '', usdtValue: '326' },
      ]),
    });
    expect(await read(venue, 'funding')).toEqual({ USDT: '326+0-0' });
  });

  const marginRow = {
    coin: 'USDT',
    totalAmount: '10',
    available: '7',
    frozen: '3',
    borrow: '4',
    interest: '0.5',
    net: '5.5',
    coupon: '0',
  };

  it('cross margin: debt with its interest', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/margin/crossed/account/assets': answer([marginRow]),
    });
    expect(await read(venue, 'margin')).toEqual({ USDT: '7+3-4.5' });
  });

  it('isolated margin: one coin in two pairs is two balances, neither overwrites the other', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/margin/isolated/account/assets': answer([
        { ...marginRow, symbol: 'BTCUSDT' },
        {
          ...marginRow,
          symbol: 'ETHUSDT',
          available: '1',
          frozen: '0',
          borrow: '0',
          interest: '0',
        },
      ]),
    });
    expect(await read(venue, 'isolated-margin')).toEqual({
      'USDT BTCUSDT': '7+3-4.5',
      'USDT ETHUSDT': '1+0-0',
    });
  });

  const futuresRow = {
    marginCoin: 'USDT',
    locked: '0',
    available: '1.28556483',
    crossedMaxAvailable: '1.28556483',
    accountEquity: '36.07827483',
    unrealizedPL: '0.2445',
    assetMode: 'single',
    assetList: [],
  };

  it('futures: equity with unrealised profit and loss, of both stablecoins', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/mix/account/accounts': (params) =>
        params.get('productType') === 'USDT-FUTURES'
          ? answer([futuresRow])
          : answer([{ ...futuresRow, marginCoin: 'USDC', accountEquity: '-2', available: '0' }]),
      'GET /api/v2/mix/position/all-position': answer([]),
    });
    expect(await read(venue, 'futures')).toEqual({
      USDT: '1.28556483+34.79271-0',
      USDC: '0+-2-0',
    });
  });

  it('futures with several margin coins: each of them once', async () => {
    const union = {
      ...futuresRow,
      assetMode: 'union',
      assetList: [{ coin: 'BTC', balance: '1.2', available: '1.2' }],
    };
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/mix/account/accounts': (params) =>
        params.get('productType') === 'USDT-FUTURES'
          ? answer([union])
          : answer([{ ...union, marginCoin: 'USDC', accountEquity: '0', available: '0' }]),
      'GET /api/v2/mix/position/all-position': answer([]),
    });
    expect(await read(venue, 'futures')).toEqual({
      USDT: '1.28556483+34.79271-0',
      BTC: '1.2+0-0',
    });
  });

  it('futures with USDC as margin of both kinds: one that is refused carries nothing of the other', async () => {
    const union = {
      ...futuresRow,
      assetMode: 'union',
      assetList: [{ coin: 'USDC', balance: '5', available: '5' }],
    };
    const venue = (dollars: Recorded) =>
      new RecordedVenue('bitget', {
        ...classic,
        'GET /api/v2/mix/account/accounts': (params) =>
          params.get('productType') === 'USDT-FUTURES' ? answer([union]) : dollars,
        'GET /api/v2/mix/position/all-position': answer([]),
      });
    const dollars = { ...futuresRow, marginCoin: 'USDC', accountEquity: '100', available: '0' };
    expect(await read(venue(answer([dollars])), 'futures')).toEqual({
      USDT: '1.28556483+34.79271-0',
      USDC: '0+100-0',
      'USDC multi-assets': '5+0-0',
    });
    const refused = await venue({ status: 503, body: '{}' }).session.read('futures', never);
    const [held] = balancesOf(refused).filter(({ code }) => code === 'USDC');
    expect(refused).toMatchObject({ unread: [{ name: 'futures margined in USDC' }] });
    if (refused.outcome !== 'read' || held === undefined) throw new Error('nothing was read');
    const [part] = refused.unread ?? [];
    expect(part && isHeldBy(part.holds, held)).toBe(false);
    expect(part && isHeldBy(part.holds, { code: 'USDC' })).toBe(true);
  });

  it('futures with several margin coins: the one of the account is not counted again', async () => {
    const union = (equity: string) =>
      new RecordedVenue('bitget', {
        ...classic,
        'GET /api/v2/mix/account/accounts': (params) =>
          params.get('productType') === 'USDT-FUTURES'
            ? answer([
                {
                  ...futuresRow,
                  accountEquity: equity,
                  assetMode: 'union',
                  assetList: [{ coin: 'USDT', balance: '40', available: '1' }],
                },
              ])
            : answer([]),
        'GET /api/v2/mix/position/all-position': answer([]),
      });
    expect(await read(union('36'), 'futures')).toEqual({ USDT: '1.28556483+34.71443517-0' });
    // Without an equity of its own: its balance and the unrealised profit of 0.2445.
    expect(await read(union('0'), 'futures')).toEqual({ USDT: '1.28556483+38.95893517-0' });
  });

  it('coin futures: their coins, and positions that are sized in coins', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/mix/account/accounts': answer([
        { ...futuresRow, marginCoin: 'BTC', accountEquity: '0.5', available: '0.1' },
      ]),
      'GET /api/v2/mix/position/all-position': answer([
        {
          marginCoin: 'BTC',
          symbol: 'BTCUSDM26',
          holdSide: 'short',
          total: '0.02',
          posMode: 'one_way_mode',
          markPrice: '100000',
        },
      ]),
      'GET /api/v2/mix/market/contracts': answer([
        { symbol: 'BTCUSDM26', baseCoin: 'BTC', quoteCoin: 'USD', symbolType: 'delivery' },
      ]),
    });
    const reading = await venue.session.read('futures-inverse', never);
    expect(table(balancesOf(reading))).toEqual({ BTC: '0.1+0.4-0' });
    expect(positionsOf(reading)).toEqual({ BTCUSDM26: 'BTC -0.02' });
    expect(reading).toMatchObject({ positions: { value: [{ kind: 'future' }] } });
  });

  it('positions held both ways are two', async () => {
    const position = { marginCoin: 'USDT', symbol: 'BTCUSDT', posMode: 'hedge_mode' };
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/mix/account/accounts': answer([futuresRow]),
      'GET /api/v2/mix/position/all-position': (params) =>
        params.get('productType') === 'USDC-FUTURES'
          ? answer([])
          : answer([
              { ...position, holdSide: 'long', total: '0.002', markPrice: '37370.5' },
              { ...position, holdSide: 'short', total: '0.005', markPrice: '37370.5' },
              { ...position, holdSide: 'short', symbol: 'ETHUSDT', total: '0', markPrice: '2000' },
            ]),
      'GET /api/v2/mix/market/contracts': answer([
        { symbol: 'BTCUSDT', baseCoin: 'BTC', quoteCoin: 'USDT', symbolType: 'perpetual' },
      ]),
    });
    const reading = await venue.session.read('futures', never);
    if (reading.outcome !== 'read' || reading.positions?.ok !== true) throw new Error('not read');
    expect(
      reading.positions.value.map(({ subaccount, delta }) => [subaccount, delta?.toFixed()]),
    ).toEqual([
      ['long', '0.002'],
      ['short', '-0.005'],
    ]);
    expect(venue.count('GET /api/v2/mix/market/contracts')).toBe(1);
  });

  it('a contract on a thousand coins nets with the coin', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/mix/account/accounts': answer([futuresRow]),
      'GET /api/v2/mix/position/all-position': (params) =>
        params.get('productType') === 'USDC-FUTURES'
          ? answer([])
          : answer([{ symbol: '1000BONKUSDT', holdSide: 'short', total: '3', markPrice: '1' }]),
      'GET /api/v2/mix/market/contracts': answer([
        {
          symbol: '1000BONKUSDT',
          baseCoin: '1000BONK',
          quoteCoin: 'USDT',
          symbolType: 'perpetual',
        },
      ]),
    });
    expect(positionsOf(await venue.session.read('futures', never))).toEqual({
      '1000BONKUSDT': 'BONK -3000',
    });
  });

  it('a contract that is not listed is a failure of the positions, not of the balances', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/mix/account/accounts': answer([]),
      'GET /api/v2/mix/position/all-position': answer([
        { symbol: 'XUSDT', holdSide: 'long', total: '1', markPrice: '1' },
      ]),
      'GET /api/v2/mix/market/contracts': answer([]),
    });
    expect(await venue.session.read('futures', never)).toMatchObject({
      outcome: 'read',
      balances: [],
      positions: { ok: false, failure: { code: 'bad-response' } },
    });
  });

  it.each([
    ['a web page', '<!DOCTYPE html><html></html>'],
    ['no list', answer(null)],
    ['an answer without its code', '{"status":"maintenance","data":[]}'],
    ['an amount that is missing', answer([{ coin: 'BTC', available: '1' }])],
    ['an amount that is none', answer([{ coin: 'BTC', available: 'x', frozen: '0', locked: '0' }])],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/spot/account/assets': body,
    });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
  });
});

describe('earn', () => {
  const saving = (productCoin: string, holdAmount: string, orderId: string) => ({
    productId: '1',
    orderId,
    productCoin,
    interestCoin: productCoin,
    holdAmount,
    totalProfit: '9',
    status: 'in_progress',
  });

  it('flexible and locked savings, and what only the overview has', async () => {
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/earn/account/assets': answer([
        { coin: 'BTC', amount: '0.10000000' },
        { coin: 'USDT', amount: '400.00000000' },
      ]),
      'GET /api/v2/earn/savings/assets': (params) =>
        params.get('periodType') === 'flexible'
          ? answer({ resultList: [saving('USDT', '300', '1')], endId: '1' })
          : answer({ resultList: [saving('USDT', '60', '2')], endId: '2' }),
    });
    expect(await read(venue, 'earn')).toEqual({
      'USDT flexible': '0+300-0',
      'USDT locked': '0+60-0',
      'USDT other': '0+40-0',
      'BTC other': '0+0.1-0',
    });
  });

  it('pages to the end', async () => {
    const full = Array.from({ length: 100 }, (_each, index) =>
      saving('USDT', '1', `${200 - index}`),
    );
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/earn/account/assets': answer([]),
      'GET /api/v2/earn/savings/assets': (params) => {
        if (params.get('periodType') === 'fixed') return answer({ resultList: [], endId: '' });
        return params.get('idLessThan') === null
          ? answer({ resultList: full, endId: '101' })
          : answer({ resultList: [saving('USDT', '5', '100')], endId: '100' });
      },
    });
    expect(await read(venue, 'earn')).toEqual({ 'USDT flexible': '0+105-0' });
  });

  it('is a failure if pages repeat', async () => {
    const full = Array.from({ length: 100 }, () => saving('USDT', '1', '1'));
    const venue = new RecordedVenue('bitget', {
      ...classic,
      'GET /api/v2/earn/account/assets': answer([]),
      'GET /api/v2/earn/savings/assets': answer({ resultList: full, endId: '1' }),
    });
    expect(failureOf(await venue.session.read('earn', never)).code).toBe('bad-response');
  });
});
