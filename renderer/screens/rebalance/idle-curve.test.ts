import { describe, expect, it } from 'vitest';
import { decimal } from '../../../shared/base/decimal';
import {
  holding,
  market,
  rebalanceInput,
} from '../../../shared/rebalancing/testing/rebalance-builder';
import type { TolerancePoint } from '../../../shared/rebalancing/tolerance-curve';
import { bandsAround, curveWhenIdle } from './idle-curve';

const input = rebalanceInput({
  holdings: [holding('kraken/spot/BTC', '0.6'), holding('kraken/spot/USD', '40000')],
  targets: { BTC: '50' },
  markets: [market('kraken BTC/USD')],
});

function started() {
  const tasks: (() => void)[] = [];
  const told: (readonly TolerancePoint[])[] = [];
  const stop = curveWhenIdle(
    input,
    (task) => {
      tasks.push(task);
      return () => tasks.splice(tasks.indexOf(task), 1);
    },
    (points) => told.push(points),
  );
  return { tasks, told, stop };
}

describe('the curve of tolerance', () => {
  it('has the band in use among its bands, each once and in order', () => {
    const texts = (band: string) => bandsAround(decimal(band)).map((one) => one.toFixed());
    expect(texts('2')).toEqual(['0.5', '1', '2', '3', '4', '5', '7', '10']);
    expect(texts('2.5')).toEqual(['0.5', '1', '2', '2.5', '3', '4', '5', '7', '10']);
  });

  it('is made one plan at a time, and told when it is whole', () => {
    const { tasks, told } = started();
    let turns = 0;
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      expect(told).toEqual([]);
      task();
      turns += 1;
    }
    expect(turns).toBe(9);
    expect(told[0]?.map(({ trades }) => trades)).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
  });

  it('is left unfinished when something else is wanted', () => {
    const { tasks, told, stop } = started();
    tasks.shift()?.();
    stop();
    expect(tasks).toEqual([]);
    expect(told).toEqual([]);
  });
});
