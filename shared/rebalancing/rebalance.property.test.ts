import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, decimal, sum, ZERO } from '../base/decimal';
import { runs } from '../testing/runs';
import { movability } from './movable';
import { rebalance } from './rebalance';
import type { RebalanceHolding, RebalanceInput, RebalanceMode } from './rebalance-input';
import type { RebalancePlan, TradeStep } from './rebalance-plan-types';
import { holding, market, PRICES, rebalanceInput } from './testing/rebalance-builder';

const VENUES = ['binance', 'kraken', 'okx'];
const ASSETS = Object.keys(PRICES);
const ACCOUNTS = ['spot', 'spot', 'funding', 'earn', 'margin'];

/** Dollars of an asset at a place, some of it locked. */
const holdings = fc.array(
  fc
    .record({
      venue: fc.constantFrom(...VENUES),
      account: fc.constantFrom(...ACCOUNTS),
      asset: fc.constantFrom(...ASSETS),
      cents: fc.integer({ min: -50_000, max: 2_000_000 }),
      free: fc.integer({ min: 0, max: 100 }),
      stale: fc.boolean(),
    })
    .map(({ venue, account, asset, cents, free, stale }): RebalanceHolding => {
      const units = decimal(String(cents))
        .dividedBy(100)
        .dividedBy(PRICES[asset] ?? '1');
      return holding(`${venue}/${account}/${asset}`, units.toDecimalPlaces(8).toFixed(), {
        available: units
          .times(free)
          .dividedBy(100)
          .toDecimalPlaces(8, Decimal.ROUND_DOWN)
          .toFixed(),
        ...(stale && cents % 7 === 0 ? { stale } : {}),
      });
    }),
  { minLength: 1, maxLength: 14 },
);

const markets = fc.subarray(
  VENUES.flatMap((venue) =>
    [
      'BTC/USDT',
      'ETH/USDT',
      'SOL/USDT',
      'ETH/BTC',
      'BTC/USD',
      'USDC/USDT',
      'SOL/USDC',
      'USDT/USD',
    ].map((symbol) => `${venue} ${symbol}`),
  ),
);

const percents = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 4 })
  .filter((list) => list.reduce((one, other) => one + other, 0) <= 100)
  .map(([btc = 0, eth = 0, sol = 0, usdt]) => ({
    BTC: String(btc),
    'Alts ETH,SOL': String(eth + sol),
    ...(usdt === undefined ? {} : { USDT: String(usdt) }),
  }));

const mode: fc.Arbitrary<RebalanceMode> = fc.oneof(
  fc.constant<RebalanceMode>({ kind: 'full' }),
  fc.constant<RebalanceMode>({ kind: 'band-edge' }),
  fc
    .record({ usd: fc.integer({ min: 1, max: 20_000 }) })
    .map(({ usd }): RebalanceMode => ({ kind: 'raise', usd: decimal(String(usd)) })),
  fc
    .record({ amount: fc.integer({ min: 1, max: 20_000 }), arrived: fc.boolean() })
    .map(({ amount, arrived }): RebalanceMode => ({
      kind: 'invest',
      asset: 'USDT',
      amount: decimal(String(amount)),
      connectionId: 'binance',
      arrived,
    })),
);

const inputs = fc
  .record({
    holdings,
    markets,
    percents,
    mode,
    fee: fc.constantFrom('0', '0.001', '0.006'),
    spread: fc.constantFrom('0', '0.0005'),
    lot: fc.constantFrom('0.00001', '0.001'),
    feeFrom: fc.constantFrom('quote' as const, 'received' as const),
    everythingElse: fc.constant('left-alone' as const),
    withRoutes: fc.boolean(),
  })
  .map((text): RebalanceInput =>
    rebalanceInput({
      holdings: text.holdings,
      markets: text.markets.map((name) =>
        market(name, { spread: text.spread, lot: text.lot, feeFrom: text.feeFrom }),
      ),
      targets: text.percents,
      mode: text.mode,
      fee: text.fee,
      routes: text.withRoutes
        ? [
            { from: 'binance', to: 'kraken', asset: 'USDT', network: 'TRX', fee: decimal('1') },
            { from: 'okx', to: 'binance', asset: 'BTC', network: 'BTC' },
          ]
        : [],
    }),
  );

const planned = (property: (plan: RebalancePlan, input: RebalanceInput) => void): void => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { plan } = rebalance(input);
      if (plan !== undefined) property(plan, input);
    }),
    runs(400),
  );
};

const tradesOf = ({ steps }: RebalancePlan): readonly TradeStep[] =>
  steps.filter((step) => step.kind === 'trade');

function key(connectionId: string, asset: string): string {
  return `${connectionId} ${asset}`;
}

/** Units that may be moved, by connection and asset, with the money that is expected. */
function movableUnits({
  holdings: held,
  mode: how,
  targets,
}: RebalanceInput): Map<string, Decimal> {
  const units = new Map<string, Decimal>();
  const add = (id: string, change: Decimal): void => {
    units.set(id, (units.get(id) ?? ZERO).plus(change));
  };
  for (const one of held)
    add(key(one.connectionId, one.asset), movability(one, new Set(targets.excluded)).movable);
  if (how.kind === 'invest' && !how.arrived) add(key(how.connectionId, how.asset), how.amount);
  return units;
}

describe('a plan, whatever the portfolio', () => {
  it('never spends what is not there, step by step', () => {
    planned((plan, input) => {
      const units = movableUnits(input);
      const change = (connectionId: string, asset: string, by: Decimal): void => {
        const after = (units.get(key(connectionId, asset)) ?? ZERO).plus(by);
        expect(after.isNegative() && !after.isZero()).toBe(false);
        units.set(key(connectionId, asset), after);
      };
      for (const step of plan.steps) {
        if (step.kind === 'trade') {
          change(step.connectionId, step.spent.asset, step.spent.amount.neg());
          change(step.connectionId, step.received.asset, step.received.amount);
        } else if (step.kind === 'transfer') {
          change(step.connectionId, step.asset, step.amount.neg());
          change(step.toConnectionId, step.asset, step.amount.minus(step.fee ?? ZERO));
        }
      }
    });
  });

  it('makes no money: what it loses is fees, spread and network, to the last digit', () => {
    planned((plan, input) => {
      const before = rebalance({ ...input, targets: { ...input.targets, targets: [] } }).board;
      const worth = sum(
        plan.changes.map(({ asset, change }) => change.times(input.prices.get(asset) ?? ZERO)),
      );
      expect(worth.lessThanOrEqualTo(0)).toBe(true);
      const expected =
        input.mode.kind === 'invest' && !input.mode.arrived ? input.mode.amount : ZERO;
      if (input.mode.kind === 'invest')
        expect(before.totalUsd.plus(worth).toFixed()).toBe(plan.after.totalUsd.toFixed());
      else
        expect(before.totalUsd.plus(worth).plus(expected).toFixed()).toBe(
          plan.after.totalUsd.toFixed(),
        );
      // Without spread the loss is the fees alone.
      if (plan.cost.slippageUsd.isZero())
        expect(worth.neg().toDecimalPlaces(20).toFixed()).toBe(
          plan.cost.totalUsd.toDecimalPlaces(20).toFixed(),
        );
    });
  });

  it('changes weights by exactly what its steps move', () => {
    planned((plan, input) => {
      const changes = new Map<string, Decimal>();
      const add = (asset: string, by: Decimal): void => {
        changes.set(asset, (changes.get(asset) ?? ZERO).plus(by));
      };
      for (const step of tradesOf(plan)) {
        add(step.spent.asset, step.spent.amount.neg());
        add(step.received.asset, step.received.amount);
      }
      for (const step of plan.steps)
        if (step.kind === 'transfer') add(step.asset, (step.fee ?? ZERO).neg());
      for (const row of plan.after.rows)
        for (const member of row.members) {
          const held = sum(
            input.holdings.filter(({ asset }) => asset === member.asset).map(({ net }) => net),
          );
          const expected =
            input.mode.kind === 'invest' && !input.mode.arrived && input.mode.asset === member.asset
              ? input.mode.amount
              : ZERO;
          const units = held.plus(expected).plus(changes.get(member.asset) ?? ZERO);
          const value = units.times(input.prices.get(member.asset) ?? ZERO);
          expect(member.valueUsd.toFixed()).toBe(value.toFixed());
        }
    });
  });

  it('obeys the rules of each market', () => {
    planned((plan, input) => {
      for (const step of tradesOf(plan)) {
        const rules = input.markets.find(
          ({ venue, symbol }) => venue === step.venue && symbol === step.symbol,
        )?.rules;
        if (rules === undefined) throw new Error('a trade at a market that is not there');
        expect(step.amount.mod(rules.lotStep).isZero()).toBe(true);
        expect(step.amount.greaterThan(0)).toBe(true);
        expect(step.notional.greaterThanOrEqualTo(rules.minNotional ?? ZERO)).toBe(true);
        expect(step.limit.mod(rules.priceStep ?? 1).isZero()).toBe(true);
        const most = step.valueUsd.times(input.targets.maxCostPercent).dividedBy(100);
        expect(step.feeUsd.plus(step.slippageUsd).lessThanOrEqualTo(most)).toBe(true);
      }
    });
  });

  it('sells nothing when it invests, spends no more than is new, and buys nothing when it raises', () => {
    planned((plan, { mode: how }) => {
      if (how.kind === 'invest') {
        for (const step of tradesOf(plan)) expect(step.connectionId).toBe('binance');
        const spent = sum(
          tradesOf(plan)
            .filter((step) => step.spent.asset === how.asset)
            .map((step) => step.spent.amount),
        );
        expect(spent.lessThanOrEqualTo(how.amount)).toBe(true);
        for (const step of tradesOf(plan))
          expect(['USDT', 'USDC', 'USD']).toContain(step.spent.asset);
      }
      if (how.kind === 'raise')
        for (const step of tradesOf(plan))
          expect(['USDT', 'USDC', 'USD']).toContain(step.received.asset);
    });
  });

  it('brings every class into its band, or says why not', () => {
    planned((plan, input) => {
      if (input.mode.kind !== 'full' && input.mode.kind !== 'band-edge') return;
      // The edge itself may be missed by what the trades cost.
      const worth = plan.after.totalUsd.isZero() ? new Decimal(1) : plan.after.totalUsd;
      const slack = plan.cost.totalUsd.times(200).dividedBy(worth).plus('0.01');
      for (const row of plan.after.rows) {
        if (row.state === 'in-band' || row.state === 'left-alone') continue;
        const half = row.band.high.minus(row.target);
        if (row.drift.abs().minus(half).lessThanOrEqualTo(slack)) continue;
        const suggestion = plan.suggestions.find(({ classId }) => classId === row.id);
        expect(
          suggestion?.reasons.length ?? 0,
          `${row.id} ${row.drift.toFixed(4)}`,
        ).toBeGreaterThan(0);
      }
    });
  });

  it('does not depend on the order of anything', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const reversed: RebalanceInput = {
          ...input,
          holdings: [...input.holdings].reverse(),
          markets: [...input.markets].reverse(),
          assets: new Map([...input.assets].reverse()),
          prices: new Map([...input.prices].reverse()),
          targets: { ...input.targets, targets: [...input.targets.targets].reverse() },
        };
        expect(text(rebalance(reversed))).toBe(text(rebalance(input)));
      }),
      runs(150),
    );
  });
});

function text(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) =>
    one instanceof Map ? [...one].sort() : one,
  );
}
