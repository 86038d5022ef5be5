import { expect, test } from 'vitest';
import { Decimal } from '../base/decimal';
import { investedIn } from './benchmark';
import { netInvested } from './net-invested';

const DAY = 86_400_000;
const d = (value: string | number): Decimal => new Decimal(value);
const daily = (...values: number[]) =>
  values.map((value, day) => ({ at: day * DAY, value: d(value) }));
const start = { at: 0, value: d(100) };
const days = (...numbers: number[]) => numbers.map((day) => day * DAY);
const worth = (points: ReturnType<typeof investedIn>) =>
  points.map(({ value }) => (value.kind === 'value' ? value.value.toFixed() : value.reason));

test('the same money in one asset follows its price, and its flows', () => {
  const bitcoin = { prices: [daily(10, 20, 25, 20)] };
  const flows = [
    { at: 2 * DAY, amount: d(-125) },
    { at: DAY, amount: d(100) },
  ];
  // 10 units, 15 with those for 100 more, and 10 when a third of their 375 is taken out.
  expect(worth(investedIn(bitcoin, start, flows, days(0, 1, 2, 3)))).toEqual([
    '100',
    '300',
    '250',
    '200',
  ]);
});

test('a basket is bought in equal parts and left to itself', () => {
  const basket = { prices: [daily(10, 20), daily(5, 5)] };
  expect(worth(investedIn(basket, start, [], days(0, 1)))).toEqual(['100', '150']);
});

test('a price that is missing makes what needs it unknown, from there on where money was moved', () => {
  const late = { prices: [[{ at: 5 * DAY, value: d(10) }]] };
  expect(worth(investedIn(late, start, [], days(0, 6)))).toEqual([
    'no-benchmark-price',
    'no-benchmark-price',
  ]);
  const gap = { prices: [[...daily(10), { at: 9 * DAY, value: d(11) }]] };
  expect(worth(investedIn(gap, start, [], days(3, 4, 9)))).toEqual([
    '100',
    'no-benchmark-price',
    '110',
  ]);
  const within = [{ at: 4 * DAY, amount: d(1) }];
  expect(worth(investedIn(gap, start, within, days(3, 9)))).toEqual(['100', 'no-benchmark-price']);
  expect(worth(investedIn({ prices: [] }, start, [], days(0)))).toEqual(['no-benchmark-price']);
});

test('more than it would be worth cannot be taken out of it', () => {
  const falling = { prices: [daily(10, 5)] };
  const flows = [{ at: DAY, amount: d(-51) }];
  expect(worth(investedIn(falling, start, flows, days(0, 1)))).toEqual([
    '100',
    'benchmark-used-up',
  ]);
});

test('net invested steps with each flow, and leaves those before the start out', () => {
  const flows = [
    { at: 2 * DAY, amount: d(-30) },
    { at: -1, amount: d(7) },
    { at: 1, amount: d(50) },
  ];
  const invested = netInvested(start, flows, days(0, 1, 2, 3));
  expect(invested.map(({ value }) => value.toFixed())).toEqual(['100', '150', '120', '120']);
});
