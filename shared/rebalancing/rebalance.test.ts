import { describe, expect, it } from 'vitest';
import { decimal, type Decimal } from '../base/decimal';
import { rebalance } from './rebalance';
import type { RebalanceInput } from './rebalance-input';
import type { PlanStep, RebalancePlan, TradeStep } from './rebalance-plan-types';
import { holding, market, rebalanceInput } from './testing/rebalance-builder';

function planFor(input: RebalanceInput): RebalancePlan {
  const { board, plan } = rebalance(input);
  if (plan === undefined) throw new Error(board.problems.join(' '));
  return plan;
}

const trades = (steps: readonly PlanStep[]): readonly TradeStep[] =>
  steps.filter((step) => step.kind === 'trade');
const words = (steps: readonly PlanStep[]): string[] =>
  steps.map((step) =>
    step.kind === 'trade'
      ? `${step.connectionId}: ${step.side} ${step.amount.toFixed()} ${step.symbol}`
      : step.kind === 'move'
        ? `${step.connectionId}: move ${step.amount.toFixed()} ${step.asset} ${step.from} to ${step.to}`
        : `${step.connectionId}: send ${step.amount.toFixed()} ${step.asset} to ${step.toConnectionId}`,
  );
const percent = (value: Decimal | undefined): string | undefined =>
  value?.toDecimalPlaces(2).toFixed();
const afterOf = (plan: RebalancePlan, id: string): string | undefined =>
  percent(plan.after.rows.find((row) => row.id === id)?.current);

/** $20,000 of which 46.2 % is bitcoin. */
const overweight = [
  holding('binance/spot/BTC', '0.0924'),
  holding('binance/spot/ETH', '1'),
  holding('binance/spot/USDT', '6760'),
];
const markets = [market('binance BTC/USDT'), market('binance ETH/USDT')];

describe('the plan', () => {
  it('sells what is over its band back to its target', () => {
    const plan = planFor(
      rebalanceInput({ holdings: overweight, markets, targets: { BTC: '40', ETH: '20' } }),
    );
    expect(words(plan.steps)).toEqual(['binance: sell 0.0124 BTC/USDT']);
    const [suggestion] = plan.suggestions;
    expect(suggestion).toMatchObject({ name: 'BTC', action: 'sell', reasons: [] });
    expect(suggestion?.wantedUsd.toFixed()).toBe('1240');
    expect(suggestion?.plannedUsd.toFixed()).toBe('1240');
    expect([percent(suggestion?.before), percent(suggestion?.target)]).toEqual(['46.2', '40']);
    expect(afterOf(plan, 'asset:BTC')).toBe('40');
  });

  it('goes only to the edge of the band where that is asked', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: overweight,
        markets,
        targets: { BTC: '40', ETH: '20' },
        mode: { kind: 'band-edge' },
      }),
    );
    expect(words(plan.steps)).toEqual(['binance: sell 0.0084 BTC/USDT']);
    expect(afterOf(plan, 'asset:BTC')).toBe('42');
  });

  it('is empty while everything is within its band', () => {
    const plan = planFor(
      rebalanceInput({ holdings: overweight, markets, targets: { BTC: '44.5', ETH: '20' } }),
    );
    expect(plan.steps).toEqual([]);
    expect(plan.suggestions).toEqual([]);
  });

  it('trades directly where a market has both', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [holding('binance/spot/BTC', '0.06'), holding('binance/spot/ETH', '1')],
        markets: [...markets, market('binance ETH/BTC', { minNotional: '0.0001' })],
        targets: { BTC: '50', ETH: '50' },
        fee: '0.001',
      }),
    );
    // 10,000 of which 6,000 is BTC: ETH for 1,000 dollars, in one trade.
    expect(words(plan.steps)).toEqual(['binance: buy 0.25 ETH/BTC']);
  });

  it('goes over a stablecoin where it has not', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [holding('binance/spot/BTC', '0.06'), holding('binance/spot/ETH', '1')],
        markets,
        targets: { BTC: '50', ETH: '50' },
        fee: '0.001',
      }),
    );
    expect(words(plan.steps)).toEqual([
      'binance: sell 0.01 BTC/USDT',
      'binance: buy 0.2495 ETH/USDT',
    ]);
    const [sale, purchase] = trades(plan.steps);
    expect(sale?.received.amount.toFixed()).toBe('999');
    // 998 and a fee of 0.998: as much as 999 pays for.
    expect(purchase?.spent.amount.toFixed()).toBe('998.998');
    expect(plan.cost.feesUsd.toFixed()).toBe('1.998');
  });

  it('sells where the money is needed, and sends nothing', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [
          holding('binance/spot/BTC', '0.03'),
          holding('kraken/spot/BTC', '0.03'),
          holding('kraken/spot/ETH', '1'),
        ],
        markets: [market('binance BTC/USDT'), market('kraken BTC/USD'), market('kraken ETH/USD')],
        targets: { BTC: '50', ETH: '50' },
      }),
    );
    expect(words(plan.steps)).toEqual(['kraken: sell 0.01 BTC/USD', 'kraken: buy 0.25 ETH/USD']);
  });

  it('moves coins from the funding account when those for trading are not enough', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [
          holding('okx/unified/BTC', '0.004'),
          holding('okx/funding/BTC', '0.06'),
          holding('okx/unified/USDT', '3600'),
        ],
        markets: [market('okx BTC/USDT')],
        targets: { BTC: '50' },
      }),
    );
    expect(words(plan.steps)).toEqual([
      'okx: move 0.01 BTC funding to unified',
      'okx: sell 0.014 BTC/USDT',
    ]);
  });

  it('never sells what is locked, staked or excluded, and says so', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [
          holding('binance/spot/BTC', '0.05', { available: '0.002' }),
          holding('binance/earn/BTC', '0.02'),
          holding('binance/spot/USDT', '3000'),
        ],
        markets,
        targets: { BTC: '50' },
      }),
    );
    expect(words(plan.steps)).toEqual(['binance: sell 0.002 BTC/USDT']);
    expect(plan.suggestions[0]?.reasons).toEqual([
      { kind: 'immovable', why: 'locked', usd: decimal('6800') },
    ]);
    const excluded = planFor(
      rebalanceInput({
        holdings: overweight,
        markets,
        targets: { BTC: '40', ETH: '20' },
        set: { excluded: ['BTC'] },
      }),
    );
    expect(excluded.steps).toEqual([]);
    expect(excluded.suggestions[0]?.reasons).toMatchObject([{ why: 'excluded' }]);
  });

  it('builds nothing on an account that could not be read', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [
          holding('binance/spot/BTC', '0.0924', { stale: true }),
          holding('binance/spot/USDT', '10760'),
        ],
        markets,
        targets: { BTC: '40' },
      }),
    );
    expect(plan.steps).toEqual([]);
    expect(plan.suggestions[0]?.reasons).toMatchObject([{ kind: 'immovable', why: 'stale' }]);
  });

  it('drops an order below the minimum of its market, and says so', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [holding('binance/spot/BTC', '0.0006'), holding('binance/spot/USDT', '40')],
        markets: [market('binance BTC/USDT', { minNotional: '20' })],
        targets: { BTC: '50' },
      }),
    );
    expect(plan.steps).toEqual([]);
    expect(plan.suggestions[0]?.reasons).toEqual([{ kind: 'below-minimum', usd: decimal('10') }]);
  });

  it('drops a trade that costs more than the set share of what it moves, and says so', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: overweight,
        markets: [market('binance BTC/USDT', { spread: '0.03' })],
        targets: { BTC: '40', ETH: '20' },
        fee: '0.001',
      }),
    );
    expect(plan.steps).toEqual([]);
    const [reason] = plan.suggestions[0]?.reasons ?? [];
    expect(reason?.kind).toBe('too-costly');
  });

  it('takes no more than the book holds, at the prices that it holds', () => {
    const thin = {
      ...market('binance BTC/USDT'),
      book: {
        at: 0,
        bids: [
          { price: decimal('100000'), amount: decimal('0.004') },
          { price: decimal('99000'), amount: decimal('0.004') },
        ],
        asks: [{ price: decimal('100000'), amount: decimal('1') }],
      },
    };
    const plan = planFor(
      rebalanceInput({ holdings: overweight, markets: [thin], targets: { BTC: '40', ETH: '20' } }),
    );
    const [sale] = trades(plan.steps);
    expect(words(plan.steps)).toEqual(['binance: sell 0.008 BTC/USDT']);
    expect(sale?.price.toFixed()).toBe('99500');
    expect(sale?.limit.toFixed()).toBe('99000');
    expect(sale?.slippageUsd.toFixed()).toBe('4');
    expect(plan.suggestions[0]?.reasons).toMatchObject([{ kind: 'thin-book' }]);
  });

  it('shares out what money there is, fees included', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [
          holding('binance/spot/BTC', '0.03'),
          holding('binance/spot/SOL', '25'),
          holding('binance/spot/USDT', '2000'),
        ],
        markets,
        targets: { BTC: '50', ETH: '20' },
        fee: '0.001',
      }),
    );
    const spent = trades(plan.steps).map((step) => step.spent.amount);
    expect(spent.reduce((one, other) => one.plus(other)).lessThanOrEqualTo(2000)).toBe(true);
    expect(plan.suggestions.map(({ reasons }) => reasons[0]?.kind)).toEqual(['no-cash', 'no-cash']);
    // Both wanted 2,000, and half of it is there.
    expect(afterOf(plan, 'asset:BTC')).toBe('40.01');
    expect(afterOf(plan, 'asset:ETH')).toBe('9.98');
  });

  it('invests new money without selling', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [holding('binance/spot/BTC', '0.06'), holding('binance/spot/ETH', '0.75')],
        markets,
        targets: { BTC: '50', ETH: '50' },
        mode: {
          kind: 'invest',
          asset: 'USDT',
          amount: decimal('1000'),
          connectionId: 'binance',
          arrived: false,
        },
      }),
    );
    expect(words(plan.steps)).toEqual(['binance: buy 0.25 ETH/USDT']);
  });

  it('raises a withdrawal without buying, from what is over its target first', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [holding('binance/spot/BTC', '0.06'), holding('binance/spot/ETH', '1')],
        markets,
        targets: { BTC: '50', ETH: '50' },
        mode: { kind: 'raise', usd: decimal('2000') },
      }),
    );
    expect(words(plan.steps)).toEqual(['binance: sell 0.02 BTC/USDT']);
  });

  it('sends coins only where no placement without it exists, and says for what fee', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [
          holding('bitcoin/wallet/BTC', '0.08'),
          holding('binance/spot/BTC', '0.001'),
          holding('binance/spot/USDT', '1900'),
        ],
        markets,
        targets: { BTC: '50' },
        routes: [
          {
            from: 'bitcoin',
            to: 'binance',
            asset: 'BTC',
            network: 'Bitcoin',
            fee: decimal('0.0001'),
            minutes: 60,
          },
        ],
      }),
    );
    expect(words(plan.steps)).toEqual([
      'binance: sell 0.001 BTC/USDT',
      'bitcoin: send 0.0301 BTC to binance',
      'binance: sell 0.03 BTC/USDT',
    ]);
    expect(plan.cost.networkUsd.toFixed()).toBe('10');
  });

  it('says that a coin without a market cannot be bought, and one without a price not weighed', () => {
    const { board, plan } = rebalance(
      rebalanceInput({
        holdings: [holding('binance/spot/USDT', '1000'), holding('binance/spot/XYZ', '5')],
        markets,
        targets: { SOL: '30', XYZ: '20' },
      }),
    );
    expect(board.unpriced).toEqual(['XYZ']);
    expect(plan?.suggestions.map(({ name, reasons }) => [name, reasons[0]?.kind])).toEqual([
      ['SOL', 'no-market'],
      ['XYZ', 'no-price'],
    ]);
  });

  it.each([
    [
      { BTC: '60', ETH: '50' },
      'The targets add up to 110 %, which is 10 points more than there is.',
    ],
    [{ BTC: '10', 'Large BTC,ETH': '20' }, 'BTC has a target of its own and is in the group Large'],
  ])('refuses %j in words', (percents, message) => {
    const { board, plan } = rebalance(
      rebalanceInput({ holdings: overweight, markets, targets: percents }),
    );
    expect(plan).toBeUndefined();
    expect(board.problems.join(' ')).toContain(message);
  });

  it('has nothing to weigh in an empty portfolio', () => {
    const { board, plan } = rebalance(rebalanceInput({ targets: { BTC: '50' } }));
    expect(plan).toBeUndefined();
    expect(board.problems).toEqual([
      'There is nothing to weigh in the chosen part of the portfolio.',
    ]);
  });

  it('uses a surplus that has no other place to bring others nearer to their target', () => {
    const plan = planFor(
      rebalanceInput({
        holdings: [
          holding('binance/spot/BTC', '0.046'),
          holding('binance/spot/ETH', '0.4625'),
          holding('binance/spot/SOL', '9.25'),
          holding('binance/spot/USDT', '1700'),
        ],
        markets: [...markets, market('binance SOL/USDT')],
        targets: { BTC: '40', ETH: '20', SOL: '20', USDT: '20' },
      }),
    );
    // BTC is 6 points over; ETH and SOL lack 1.5 each, USDT 3.
    expect(words(plan.steps)[0]).toBe('binance: sell 0.006 BTC/USDT');
    for (const row of plan.after.rows)
      expect([row.name, row.state]).toEqual([
        row.name,
        row.kind === 'rest' ? 'left-alone' : 'in-band',
      ]);
  });
});
