import { seededRandom } from '../../electron/simulator/world/random';
import { decimal } from '../../shared/base/decimal';
import type { CashFlow } from '../../shared/performance/measured';
import { xirr } from '../../shared/performance/money-weighted-return';
import { report, requireThat, timesOf } from './figures';

/**
 * Rates of return, in plain Node: of two flows ten years apart, and of ten thousand over five years, in and
 * out at random seconds. The floor is one look with doubles: each flow times an exponential, added up, which
 * any solver does some dozens of times.
 */
const DAY = 86_400_000;
const SPAN_DAYS = 1826;
const MANY = 10_000;
const RUNS = 10;
const FLOOR_RUNS = 30;
const MANY_TARGET_MS = 100;
const TWO_TARGET_MS = 5;

function manyFlows(run: number): CashFlow[] {
  const random = seededRandom(run + 1);
  const flows = Array.from({ length: MANY }, () => ({
    at: Math.floor(random() * SPAN_DAYS * DAY),
    amount: decimal(((random() - 0.6) * 1000).toFixed(2)),
  }));
  return [...flows, { at: SPAN_DAYS * DAY, amount: decimal(String(MANY * 120)) }];
}

const twoFlows: readonly CashFlow[] = [
  { at: 0, amount: decimal('-100') },
  { at: 3650 * DAY, amount: decimal('200') },
];

/** One look at the value of flows at a growth of 8 % a year. */
function plainValue(flows: readonly { readonly years: number; readonly weight: number }[]): number {
  let sum = 0;
  for (const { years, weight } of flows) sum += weight * Math.exp(-0.077 * years);
  return sum;
}

const plain = manyFlows(0).map(({ at, amount }) => ({
  years: at / DAY / 365,
  weight: Number(amount.toString()),
}));
requireThat(Number.isFinite(plainValue(plain)), 'the plain loop adds up');

const runs = Array.from({ length: RUNS }, (_, run) => manyFlows(run));
const found = runs.map((flows) => xirr(flows).kind);
requireThat(
  found.every((kind) => kind !== 'undefined'),
  'every random history has a rate of return',
);
report({
  name: 'rate of return of 10,000 flows',
  unit: 'ms',
  values: timesOf(RUNS, (run) => void xirr(runs[run] ?? [])),
  floor: {
    name: 'one look with doubles',
    values: timesOf(FLOOR_RUNS, () => void plainValue(plain)),
  },
  target: { of: 'value', most: MANY_TARGET_MS },
});
const two = xirr(twoFlows);
requireThat(
  two.kind === 'value' && two.value.toFixed(4) === '0.0718',
  'what doubled in ten years made 7.18 % a year',
);
report({
  name: 'rate of return of two flows',
  unit: 'ms',
  values: timesOf(RUNS, () => void xirr(twoFlows)),
  target: { of: 'value', most: TWO_TARGET_MS },
});
