import { describe, expect, it } from 'vitest';
import { statusOfRank, statusRank } from './point-status';

describe('the status of a point', () => {
  it('comes back as it was stored, and the worst has the highest rank', () => {
    const fromBest = ['complete', 'carried', 'reconstructed', 'partial'] as const;
    expect(fromBest.map(statusRank)).toEqual([0, 1, 2, 3]);
    expect(fromBest.map((status) => statusOfRank(statusRank(status)))).toEqual(fromBest);
    expect(() => statusOfRank(4)).toThrow(RangeError);
  });
});
