import { describe, expect, it } from 'vitest';
import { decimal } from '../base/decimal';
import { driftAlerts, type DriftAlertState } from './drift-alerts';
import { driftBoard } from './drift-board';
import { planCsv } from './plan-csv';
import { presetTargets } from './presets';
import { rebalance } from './rebalance';
import type { RebalanceInput } from './rebalance-input';
import { holding, market, rebalanceInput } from './testing/rebalance-builder';
import { checkTickets } from './ticket-check';
import type { TicketBalances } from './ticket-types';
import { toleranceCurve } from './tolerance-curve';

const HOUR = 3_600_000;
const names = {
  asset: (id: string) => id,
  connection: (id: string) => `My "${id}"`,
  venue: (id: string) => id.toUpperCase(),
};

/** So many percent of $10,000 in bitcoin, the rest in USDT, with bitcoin to be 50 %. */
function withBitcoin(percent: string, fee = '0.001'): RebalanceInput {
  const btc = decimal(percent).times('0.001');
  const usdt = decimal('100').minus(percent).times(100);
  return rebalanceInput({
    holdings: [
      holding('binance/spot/BTC', btc.toFixed()),
      holding('binance/spot/USDT', usdt.toFixed()),
    ],
    markets: [market('binance BTC/USDT')],
    targets: { BTC: '50' },
    fee,
  });
}

describe('presets', () => {
  const input = rebalanceInput({
    holdings: [
      holding('binance/spot/BTC', '0.03'),
      holding('binance/earn/ETH', '1'),
      holding('kraken/spot/USD', '2000'),
      holding('kraken/margin/USDT', '-500'),
    ],
    targets: {},
  });

  it('weigh each asset alike, to 100 exactly', () => {
    expect(presetTargets('equal', input, {})).toEqual([
      { kind: 'asset', asset: 'ETH', percent: '33.34' },
      { kind: 'asset', asset: 'BTC', percent: '33.33' },
      { kind: 'asset', asset: 'USD', percent: '33.33' },
    ]);
  });

  it('take what each weighs now, of the chosen part', () => {
    expect(presetTargets('current', input, { venues: ['binance'] })).toEqual([
      { kind: 'asset', asset: 'ETH', percent: '57.14' },
      { kind: 'asset', asset: 'BTC', percent: '42.86' },
    ]);
  });
});

describe('the curve of tolerances', () => {
  it('shows what a wider band would save and leave', () => {
    const bands = ['1', '5', '9'].map(decimal);
    const points = toleranceCurve(withBitcoin('56'), bands);
    expect(points.map(({ trades }) => trades)).toEqual([1, 1, 0]);
    expect(points.map(({ costUsd }) => costUsd.toFixed())).toEqual(['0.6', '0.6', '0']);
    expect(points[2]?.driftAfter.toFixed()).toBe('6');
  });
});

describe('a ticked step', () => {
  const [step] = rebalance(withBitcoin('56')).plan?.steps ?? [];
  if (step === undefined) throw new Error('there is no step');
  const balances = (btc: string, usdt: string): TicketBalances =>
    new Map([
      ['binance/BTC', decimal(btc)],
      ['binance/USDT', decimal(usdt)],
    ]);
  const ticket = {
    id: 'one',
    openedAt: 0,
    before: balances('0.056', '4400'),
    steps: [step],
    done: new Set([step.id]),
    confirmed: new Map(),
  };
  const check = (btc: string, usdt: string) =>
    checkTickets([ticket], balances(btc, usdt)).get('one')?.get(step.id);

  it.each([
    ['waiting', '0.056', '4400'],
    ['waiting', '0.05', '4400'],
    ['arrived', '0.05', '4999.4'],
    ['arrived', '0.05', '4995'],
    ['differs', '0.053', '4699.7'],
  ] as const)('is %s at %s BTC and %s USDT', (state, btc, usdt) => {
    expect(check(btc, usdt)?.state).toBe(state);
  });

  it('says what was expected and what was seen', () => {
    const sides = [check('0.053', '4699.7')?.spent, check('0.053', '4699.7')?.received];
    expect(sides.map((side) => [side?.expected.toFixed(), side?.seen.toFixed()])).toEqual([
      ['-0.006', '-0.003'],
      ['599.4', '299.7'],
    ]);
  });
});

describe('the plan as CSV', () => {
  it('has a line for each step, with all digits and nothing invented', () => {
    expect(planCsv(rebalance(withBitcoin('56')), names).split('\r\n')).toEqual([
      'step,kind,venue,connection,pair,side,amount,coin,estimated price,limit price,notional,quote,fee,fee coin,value usd,fee usd,slippage usd,to,network,minutes',
      '1,trade,BINANCE,"My ""binance""",BTC/USDT,sell,0.006,BTC,100000,100000,600,USDT,0.6,USDT,600,0.6,0,,,',
      '',
    ]);
  });

  it('keeps names from being formulas, and has as many fields in every line', () => {
    const input = rebalanceInput({
      holdings: [
        holding('bitcoin/wallet/BTC', '0.08'),
        holding('binance/funding/BTC', '0.001'),
        holding('binance/spot/USDT', '1900'),
      ],
      markets: [market('binance BTC/USDT')],
      targets: { BTC: '50' },
      routes: [{ from: 'bitcoin', to: 'binance', asset: 'BTC', network: 'Bitcoin' }],
    });
    const lines = planCsv(rebalance(input), { ...names, connection: () => '=cmd' })
      .trim()
      .split('\r\n');
    expect(lines.map((line) => line.split(',')[1])).toEqual([
      'kind',
      'move',
      'trade',
      'transfer',
      'trade',
    ]);
    for (const line of lines) expect(line.split(',')).toHaveLength(20);
    expect(lines[1]).toContain("'=cmd");
  });
});

describe('alerts', () => {
  const look = (percent: string, before: readonly DriftAlertState[], hours: number) =>
    driftAlerts(driftBoard(withBitcoin(percent)), before, hours * HOUR);

  it('tell of a class once it leaves its band, and not again while it stays outside', () => {
    const first = look('52.1', [], 0);
    expect(first.alerts.map(({ name }) => name)).toEqual(['BTC']);
    const second = look('58', first.states, 48);
    expect(second.alerts).toEqual([]);
  });

  it('do not tell of one that wavers about the edge', () => {
    let states: readonly DriftAlertState[] = look('52.1', [], 0).states;
    for (const [percent, hours] of [
      ['51.9', 30],
      ['52.1', 60],
      ['51.95', 90],
      ['52.2', 120],
    ] as const) {
      const next = look(percent, states, hours);
      expect(next.alerts).toEqual([]);
      states = next.states;
    }
  });

  it('tell again after it was well inside, but at most once a day', () => {
    const left = look('52.1', [], 0);
    const back = look('50.5', left.states, 1);
    const soon = look('52.5', back.states, 2);
    expect(soon.alerts).toEqual([]);
    const backAgain = look('50.5', soon.states, 23);
    expect(look('52.5', backAgain.states, 25).alerts).toHaveLength(1);
  });

  it('say nothing about targets that do not add up', () => {
    const states = look('52.1', [], 0).states;
    const input = withBitcoin('60');
    const bad = driftBoard({
      ...input,
      targets: { ...input.targets, targets: [{ kind: 'asset', asset: 'BTC', percent: '120' }] },
    });
    expect(driftAlerts(bad, states, HOUR)).toEqual({ states, alerts: [] });
  });
});
