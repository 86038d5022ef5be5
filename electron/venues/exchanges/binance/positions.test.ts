import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, never, positionsOf, table } from '../testing/test-gateway';
import { profile, CLASSIC } from './testing/recorded-answers';

/** Shapes of https://developers.binance.com/docs/derivatives/usds-margined-futures and /coin-margined-futures. */
describe('positions', () => {
  const held = (symbol: string, positionAmt: string, positionSide = 'BOTH', markPrice = '') => ({
    symbol,
    positionSide,
    positionAmt,
    unrealizedProfit: '0.00000000',
    ...(markPrice === '' ? {} : { markPrice }),
  });
  const listed = (
    symbol: string,
    baseAsset: string,
    contractType: string,
    contractSize?: number,
  ) => ({
    symbol,
    baseAsset,
    contractType,
    ...(contractSize === undefined ? {} : { contractSize }),
  });
  const linear = (...positions: readonly object[]): string =>
    JSON.stringify({ assets: [], positions });

  it('linear: coins, negative when short; closed ones are left out', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': linear(
        held('BTCUSDT', '-0.350'),
        held('ETHUSDT_260327', '1.5'),
        held('1000PEPEUSDT', '20'),
        held('1000SATSUSDT', '-3'),
        held('SOLUSDT', '0'),
      ),
      'GET /fapi/v1/exchangeInfo': JSON.stringify({
        symbols: [
          listed('BTCUSDT', 'BTC', 'PERPETUAL'),
          listed('ETHUSDT_260327', 'ETH', 'CURRENT_QUARTER'),
          listed('1000PEPEUSDT', '1000PEPE', 'PERPETUAL'),
          listed('1000SATSUSDT', '1000SATS', 'PERPETUAL'),
        ],
      }),
    });
    const reading = await venue.session.read('futures', never);
    expect(positionsOf(reading)).toEqual({
      BTCUSDT: 'BTC -0.35',
      ETHUSDT_260327: 'ETH 1.5',
      // A contract on a thousand of a coin nets with the coin, unless Binance trades the thousand.
      '1000PEPEUSDT': 'PEPE 20000',
      '1000SATSUSDT': '1000SATS -3',
    });
    const positions =
      reading.outcome === 'read' && reading.positions?.ok && reading.positions.value;
    expect(positions && positions.map(({ kind }) => kind)).toEqual([
      'perpetual',
      'future',
      'perpetual',
      'perpetual',
    ]);
    // Balances and positions are of one answer.
    expect(venue.count('GET /fapi/v3/account')).toBe(1);
  });

  it('asks what a contract is only where there is one', async () => {
    const venue = new RecordedVenue('binance', { ...CLASSIC, 'GET /fapi/v3/account': linear() });
    expect(positionsOf(await venue.session.read('futures', never))).toEqual({});
    expect(venue.count('GET /fapi/v1/exchangeInfo')).toBe(0);
  });

  it('hedge mode: both sides of one contract, each by its side', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': linear(held('BTCUSDT', '1', 'LONG'), held('BTCUSDT', '0.4', 'SHORT')),
      'GET /fapi/v1/exchangeInfo': JSON.stringify({
        symbols: [listed('BTCUSDT', 'BTC', 'PERPETUAL')],
      }),
    });
    const reading = await venue.session.read('futures', never);
    if (reading.outcome !== 'read' || reading.positions?.ok !== true) throw new Error('not read');
    expect(
      reading.positions.value.map(({ subaccount, delta }) => [subaccount, delta?.toFixed()]),
    ).toEqual([
      ['long', '1'],
      ['short', '-0.4'],
    ]);
  });

  it('coin-margined: contracts of so many dollars at the mark price', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /dapi/v1/account': '{"assets":[]}',
      'GET /dapi/v1/positionRisk': JSON.stringify([
        held('BTCUSD_PERP', '-40', 'BOTH', '50000.00000000'),
        held('ETHUSD_260327', '25', 'LONG', '2500'),
        held('ADAUSD_PERP', '0', 'BOTH', '0.00000000'),
      ]),
      'GET /dapi/v1/exchangeInfo': JSON.stringify({
        symbols: [
          listed('BTCUSD_PERP', 'BTC', 'PERPETUAL', 100),
          listed('ETHUSD_260327', 'ETH', 'CURRENT_QUARTER', 10),
        ],
      }),
    });
    // -40 x 100 / 50000 and 25 x 10 / 2500
    expect(positionsOf(await venue.session.read('futures-inverse', never))).toEqual({
      BTCUSD_PERP: 'BTC -0.08',
      ETHUSD_260327: 'ETH 0.1',
    });
  });

  it('of a contract that is not listed are a failure, which leaves the balances', async () => {
    const venue = new RecordedVenue('binance', {
      ...CLASSIC,
      'GET /fapi/v3/account': linear(held('NEWUSDT', '1')),
      'GET /fapi/v1/exchangeInfo': '{"symbols":[]}',
    });
    expect(await venue.session.read('futures', never)).toMatchObject({
      outcome: 'read',
      balances: [],
      positions: { ok: false, failure: { code: 'bad-response' } },
    });
  });
});

/** Shapes of https://developers.binance.com/docs/derivatives/options-trading/account. */
describe('the options account', () => {
  it('is worth its equity; a position has the delta of its coins', async () => {
    const venue = new RecordedVenue('binance', {
      ...profile(false, true),
      'GET /eapi/v1/marginAccount':
        '{"asset":[{"asset":"USDT","marginBalance":"10099.448","equity":"10094.44662","available":"8725.92524","initialMargin":"1084.52138","maintMargin":"151.00138","unrealizedPNL":"-5.00138","adjustedEquity":"34.13282285"}],"greek":[{"underlying":"BTCUSDT","delta":"-0.05","gamma":"-0.002","theta":"-0.05","vega":"-0.002"}],"time":1592449455993}',
      'GET /eapi/v1/position': JSON.stringify([
        { symbol: 'BTC-260327-90000-C', side: 'SHORT', quantity: '-0.1', optionSide: 'CALL' },
        { symbol: 'ETH-260327-2500-P', side: 'LONG', quantity: '3', optionSide: 'PUT' },
        { symbol: 'BTC-260327-95000-C', side: 'LONG', quantity: '0', optionSide: 'CALL' },
        { symbol: 'SOL-250101-100-C', side: 'LONG', quantity: '2', optionSide: 'CALL' },
      ]),
      'GET /eapi/v1/mark': JSON.stringify([
        { symbol: 'BTC-260327-90000-C', markPrice: '1050', delta: '0.5' },
        { symbol: 'ETH-260327-2500-P', markPrice: '90', delta: '-0.25' },
      ]),
      'GET /eapi/v1/exchangeInfo': JSON.stringify({
        optionSymbols: [
          { symbol: 'BTC-260327-90000-C', unit: 1, underlying: 'BTCUSDT' },
          { symbol: 'ETH-260327-2500-P', unit: 1, underlying: 'ETHUSDT' },
        ],
      }),
    });
    const reading = await venue.session.read('options', never);
    expect(table(balancesOf(reading))).toEqual({ USDT: '8725.92524+1368.52138-0' });
    expect(positionsOf(reading)).toEqual({
      'BTC-260327-90000-C': 'BTC -0.05',
      'ETH-260327-2500-P': 'ETH -0.75',
      // Not quoted any more: its delta is not known.
      'SOL-250101-100-C': 'SOL',
    });
  });

  it('is no cell where Binance says that it was never opened', async () => {
    const listed = async (options: boolean) => {
      const accounts = await new RecordedVenue(
        'binance',
        profile(false, options),
      ).session.accounts();
      return accounts.ok && accounts.value.map(({ accountType }) => accountType);
    };
    expect(await listed(true)).toContain('options');
    expect(await listed(false)).not.toContain('options');
  });
});
