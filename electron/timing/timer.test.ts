import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boundedWait } from './server-wait';
import { startRepeating, startTimer, waitFor } from './timer';

const DAY = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function started(milliseconds: number) {
  const run = vi.fn();
  return { run, cancel: startTimer(milliseconds, run) };
}

describe('a timer', () => {
  it.each([2 ** 31 - 1, 2 ** 31, 25 * DAY, 2 ** 32 + 5, 30 * DAY])(
    'of %i ms fires then, once, and not before',
    (milliseconds) => {
      const { run } = started(milliseconds);
      vi.advanceTimersByTime(milliseconds - 1000);
      expect(run).not.toHaveBeenCalled();
      vi.advanceTimersByTime(2000);
      vi.advanceTimersByTime(DAY);
      expect(run).toHaveBeenCalledTimes(1);
    },
  );

  it.each([0, -1, Number.NEGATIVE_INFINITY])('of %d ms fires at once', (milliseconds) => {
    const { run } = started(milliseconds);
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('of no number neither spins nor is forgotten', () => {
    const { run } = started(Number.NaN);
    vi.advanceTimersByTime(59_000);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('without an end never fires', () => {
    const { run } = started(Number.POSITIVE_INFINITY);
    vi.advanceTimersByTime(60 * DAY);
    expect(run).not.toHaveBeenCalled();
  });

  it('can be cancelled in any of its parts', () => {
    for (const after of [0, 45_000, 20 * 60_000]) {
      const { run, cancel } = started(3_600_000);
      vi.advanceTimersByTime(after);
      cancel();
      vi.advanceTimersByTime(2 * 3_600_000);
      expect(run).not.toHaveBeenCalled();
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it('that fell due while the machine slept fires soon after', () => {
    const { run } = started(3_600_000);
    // Only the wall clock goes on in a sleep.
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    vi.advanceTimersByTime(30_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('fires in time though the clock was put back', () => {
    const { run } = started(3_600_000);
    vi.setSystemTime(Date.now() - 400 * DAY);
    vi.advanceTimersByTime(3_600_001);
    expect(run).toHaveBeenCalledTimes(1);
  });
});

it('repeats until it is ended, also from within', () => {
  let times = 0;
  const end = startRepeating(1000, () => {
    times += 1;
    if (times === 3) end();
  });
  vi.advanceTimersByTime(60_000);
  expect(times).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
});

it('waits', async () => {
  const waited = vi.fn();
  void waitFor(1000).then(waited);
  await vi.advanceTimersByTimeAsync(999);
  expect(waited).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(waited).toHaveBeenCalled();
});

it.each([
  [0, 1000],
  [-5, 1000],
  [Number.NaN, 1000],
  [1500.5, 1500.5],
  [25 * DAY, 3_600_000],
  [Number.POSITIVE_INFINITY, 3_600_000],
])('a server that asks for %d ms is left alone for %d', (asked, granted) => {
  expect(boundedWait(asked)).toBe(granted);
});
