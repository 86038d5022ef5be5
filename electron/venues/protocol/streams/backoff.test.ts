import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff';

describe('Backoff', () => {
  it('doubles from a second to a minute and starts anew after a reset', () => {
    const backoff = new Backoff(() => 0);
    const pauses = Array.from({ length: 8 }, () => backoff.next());
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    backoff.reset();
    expect(backoff.next()).toBe(1000);
  });

  it('is shortened by up to half', () => {
    expect(new Backoff(() => 1).next()).toBe(500);
  });
});
