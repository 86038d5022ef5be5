import { describe, expect, it } from 'vitest';
import { driftBoard } from '../../../shared/rebalancing/drift-board';
import { holding, rebalanceInput } from '../../../shared/rebalancing/testing/rebalance-builder';
import { createRowOrder } from './row-order';

const holdings = [
  holding('kraken/spot/BTC', '0.6'),
  holding('kraken/spot/ETH', '7.5'),
  holding('kraken/spot/SOL', '50'),
];
const boardOf = (targets: Record<string, string>) =>
  driftBoard(rebalanceInput({ holdings, targets }));
const before = boardOf({ BTC: '40', ETH: '30', SOL: '20' });
const tried = boardOf({ BTC: '59', ETH: '10', SOL: '20' });
const ids = ({ rows }: typeof before) => rows.map(({ id }) => id);

describe('the order of the board', () => {
  it('is that of the drifts, and stays while targets are tried out', () => {
    const order = createRowOrder();
    expect(ids(order(before, false))).toEqual(ids(before));
    expect(ids(tried)).not.toEqual(ids(before));
    expect(ids(order(tried, true))).toEqual(ids(before));
  });

  it('is that of the drifts again once nothing is tried out', () => {
    const order = createRowOrder();
    order(before, false);
    expect(ids(order(tried, false))).toEqual(ids(tried));
  });

  it('is made anew for other lines', () => {
    const order = createRowOrder();
    order(before, false);
    const other = boardOf({ BTC: '59', USDT: '10' });
    expect(ids(order(other, true))).toEqual(ids(other));
  });
});
