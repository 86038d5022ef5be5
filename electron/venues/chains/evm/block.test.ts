import { describe, expect, it } from 'vitest';
import { checkFresh } from './block';

const NOW = 1_800_000_000_000;
const DAY = 24 * 3_600_000;
const blockAt = (time: number) => ({ number: '0x1', hash: '0x', time });

describe('the newest block of a node', () => {
  it.each([
    ['a minute older than one read before', NOW - 60_000, NOW],
    ['a day old', NOW - DAY, 0],
    ['of a clock that is ahead of this one', NOW + DAY, 0],
  ])('may be %s', (_, time, seen) => {
    expect(() => checkFresh(blockAt(time), seen, NOW)).not.toThrow();
  });

  it.each([
    ['far behind what was read before', NOW - 61_000, NOW, 'it is 61 seconds behind'],
    // As of a node that is still loading the chain: the genesis block of Ethereum has the time 0.
    ['of years ago', 0, 0, 'its newest block is 500000 hours old'],
    ['more than a day old', NOW - DAY - 1, 0, 'its newest block is 24 hours old'],
  ])('is not believed if it is %s', (_, time, seen, detail) => {
    expect(() => checkFresh(blockAt(time), seen, NOW)).toThrow(
      expect.objectContaining({ code: 'venue-unavailable', detail }),
    );
  });
});
