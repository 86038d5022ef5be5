import { describe, expect, it } from 'vitest';
import { growth, rangeStart } from './growth';
import { FakeHistory } from '../testing/fake-adapters';
import { succeed } from '../../../shared/base/failure';

const NOW = new Date(2026, 6, 15, 12).getTime();
const DAY = 86_400_000;

describe('a range of the growth chart', () => {
  it.each([
    ['1D', 1],
    ['1W', 7],
    ['1M', 30],
    ['3M', 91],
    ['1Y', 365],
  ] as const)('%s goes %d days back', (range, days) => {
    expect(rangeStart(range, NOW, undefined)).toBe(NOW - days * DAY);
  });

  it('YTD begins with the year of the user’s clock', () => {
    expect(rangeStart('YTD', NOW, undefined)).toBe(new Date(2026, 0, 1).getTime());
  });

  it('ALL begins with the first recorded point', async () => {
    const history = new FakeHistory();
    history.reads.firstPointAt = async () => succeed(NOW - 42 * DAY);
    const series = await growth(history.reads, 'main', { range: 'ALL', maxPoints: 10 }, NOW);
    expect(series).toMatchObject({ ok: true, value: { from: NOW - 42 * DAY, to: NOW } });
  });

  it('ALL does not begin with a point that a wrong clock recorded', () => {
    expect(rangeStart('ALL', NOW, NOW + 400 * DAY)).toBe(NOW - DAY);
    expect(rangeStart('ALL', NOW, 0)).toBe(Date.UTC(2009, 0, 3));
  });
});
