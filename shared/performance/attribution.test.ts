import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../base/decimal';
import { attributeChange, type AssetEffect, type AssetPeriod } from './attribution';

const d = (value: string | number): Decimal => new Decimal(value);

const BITCOIN: AssetPeriod = {
  asset: 'BTC',
  startAmount: d(2),
  endAmount: d('3.4'),
  startPrice: d(100),
  endPrice: d(150),
  effects: [
    { kind: 'flow', amount: d(1), price: d(120) },
    { kind: 'income', amount: d('0.5'), price: d(110) },
    { kind: 'cost', amount: d('-0.1'), price: d(130) },
  ],
};

test('a deposit is no profit, and gains only from when it came', () => {
  expect(attributeChange([BITCOIN])).toEqual({
    change: d(310), // 3.4 at 150, from 2 at 100
    price: d(148), // 2 by 50, 1 by 30, 0.5 by 40, less 0.1 by 20
    flows: d(120),
    income: d(55),
    costs: d(-13),
    residual: d(0),
  });
});

test('an amount that changed unseen is left over, and is not called a price', () => {
  const unseen = { ...BITCOIN, endAmount: d('3.9') };
  expect(attributeChange([unseen])).toMatchObject({ price: d(148), residual: d(75) });
});

test('both sides of a trade at market leave nothing over', () => {
  const bought: AssetEffect = { kind: 'exchange', amount: d(1), price: d(120) };
  const paid: AssetEffect = { kind: 'exchange', amount: d(-120), price: d(1) };
  const still = { startPrice: d(1), endPrice: d(1) };
  const split = attributeChange([
    { ...BITCOIN, endAmount: d(3), effects: [bought] },
    { asset: 'USD', startAmount: d(500), endAmount: d(380), ...still, effects: [paid] },
  ]);
  expect(split).toMatchObject({ change: d(130), price: d(130), residual: d(0) });
});

test('the parts are the change to the last digit, in any order of assets', () => {
  const amount = fc.integer({ min: -1e9, max: 1e9 }).map((units) => d(units).dividedBy(1e4));
  const price = fc.integer({ min: 1, max: 1e9 }).map((units) => d(units).dividedBy(1e6));
  const kind = fc.constantFrom<AssetEffect['kind']>('flow', 'income', 'cost', 'exchange');
  const period: fc.Arbitrary<AssetPeriod> = fc.record({
    asset: fc.constant('BTC'),
    startAmount: amount,
    endAmount: amount,
    startPrice: price,
    endPrice: price,
    effects: fc.array(fc.record({ kind, amount, price }), { maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(period, { maxLength: 5 }), (assets) => {
      const { change, price: moved, flows, income, costs, residual } = attributeChange(assets);
      expect(moved.plus(flows).plus(income).plus(costs).plus(residual).equals(change)).toBe(true);
      expect(attributeChange([...assets].reverse())).toEqual(attributeChange(assets));
    }),
  );
});
