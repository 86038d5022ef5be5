import { beforeEach, describe, expect, it } from 'vitest';
import type { ClockVerdict } from './clock-verdict';
import { ClockWatch } from './clock-watch';
import { FakeClock } from '../testing/fake-clock';

const DAY = 86_400_000;
/** When the watch is made; the fake clock begins with it. */
const NOW = Date.UTC(2026, 10, 28, 12);

let clock: FakeClock;
let watch: ClockWatch;
let told: ClockVerdict['state'][];

beforeEach(() => {
  clock = new FakeClock(NOW);
  told = [];
  watch = new ClockWatch({
    clock,
    builtAt: NOW - 30 * DAY,
    onChange: ({ state }) => told.push(state),
  });
});

/** An answer of a server whose clock is so far off the true time, which elapsed time is here. */
function answer(server: string, offMs = 0, headers: Record<string, string> = {}): void {
  const date = new Date(clock.elapsed() + offMs).toUTCString();
  watch.heard(server, new Headers({ date, ...headers }));
}
const state = (): ClockVerdict['state'] => watch.verdict.state;

describe('a clock that is right', () => {
  it('is right before anything was heard, and with every answer', async () => {
    expect(state()).toBe('right');
    for (const server of ['kraken', 'binance', 'okx']) answer(server, 2_000);
    await clock.advance(3_600_000);
    expect(state()).toBe('right');
    expect(told).toEqual([]);
  });

  it('is not doubted because of one server of several that is off', () => {
    answer('kraken');
    for (let count = 0; count < 10; count += 1) answer('binance', 400 * DAY);
    expect(state()).toBe('right');
    answer('okx');
    expect(state()).toBe('right');
  });

  it('is not doubted because of servers that contradict each other', () => {
    answer('kraken', DAY);
    answer('binance', -DAY);
    answer('okx', 50 * DAY);
    expect(state()).toBe('right');
  });

  it('is not doubted for an answer that a cache kept for an hour, or that has no time', () => {
    for (let count = 0; count < 5; count += 1) {
      answer('esplora', -3_600_000, { age: '3600' });
      watch.heard('other', new Headers({ date: 'yesterday' }));
      watch.heard('another', new Headers());
    }
    expect(state()).toBe('right');
  });

  it('is not doubted for what was recorded in a wrong future, once a server agrees', () => {
    watch.knowLastPoint(NOW + 400 * DAY);
    expect(state()).toBe('wrong');
    answer('kraken');
    expect(state()).toBe('right');
    expect(told).toEqual(['wrong', 'right']);
  });
});

describe('one server that lies', () => {
  const YEAR_1970 = -NOW;
  const YEAR_9999 = Date.UTC(9999, 0) - NOW;

  it.each([
    ['1970', YEAR_1970],
    ['9999', YEAR_9999],
    ['a year before Portolan was built', -365 * DAY],
  ])('is not heard at all with %s, however often and alone it says so', async (_, off) => {
    for (let count = 0; count < 10; count += 1) answer('kraken', off);
    await clock.advance(60_000);
    expect(told).toEqual([]);
    expect(state()).toBe('right');
  });

  it.each(['NaN', '', 'Infinity', '-1', '0', '99999999999999999999', '1e308', 'toString'])(
    'is not heard with a time of %j, nor with such an age',
    (text) => {
      for (let count = 0; count < 5; count += 1) {
        watch.heard('kraken', new Headers({ date: text }));
        answer('okx', 0, { age: text === '-1' ? '-1' : '1e300' });
      }
      expect(state()).toBe('right');
      expect(told).toEqual([]);
    },
  );

  it('does not make a dead clock of 1970 pass for right by agreeing with it', async () => {
    clock.setWallClock(YEAR_1970);
    for (let count = 0; count < 5; count += 1) answer('kraken', YEAR_1970);
    await clock.advance(180_000);
    expect(watch.verdict).toMatchObject({
      state: 'wrong',
      reason: expect.stringContaining('before this Portolan was made'),
    });
    clock.setWallClock(YEAR_9999);
    await clock.advance(180_000);
    expect(watch.verdict).toMatchObject({
      state: 'wrong',
      reason: expect.stringContaining('long after this Portolan was made'),
    });
  });

  it.each([400 * DAY, -20 * DAY, 3_600_000])(
    'stops nothing alone, off by %s ms, where the clock goes on from the last point',
    (off) => {
      watch.knowLastPoint(NOW - 60_000);
      for (let count = 0; count < 10; count += 1) answer('kraken', off);
      expect(state()).toBe('right');
    },
  );

  it('stops nothing once two others had agreed with the clock, also when those are silent', async () => {
    answer('okx');
    answer('binance');
    for (let minute = 0; minute < 60; minute += 1) {
      await clock.advance(60_000);
      answer('kraken', 400 * DAY);
    }
    expect(told).toEqual([]);
    expect(state()).toBe('right');
  });

  it('does not turn a wrong clock right by contradicting the other one', () => {
    clock.setWallClock(400 * DAY);
    answer('okx');
    answer('kraken', 4000 * DAY);
    expect(watch.verdict).toMatchObject({
      state: 'wrong',
      reason: expect.stringContaining('agrees with none of the venues’ clocks'),
    });
  });

  it('does not turn a wrong clock right by agreeing with it once the honest ones are silent', async () => {
    clock.setWallClock(400 * DAY);
    answer('okx');
    answer('binance');
    expect(state()).toBe('wrong');
    for (let minute = 0; minute < 60; minute += 1) {
      await clock.advance(60_000);
      answer('kraken', 400 * DAY);
    }
    expect(state()).toBe('wrong');
    clock.setWallClock(0);
    answer('okx');
    expect(state()).toBe('right');
  });

  it('does not hide a wrong clock among two that agree, also beside one that lies otherwise', () => {
    clock.setWallClock(400 * DAY);
    answer('okx');
    answer('binance');
    answer('kraken', 400 * DAY);
    answer('gate', 4000 * DAY);
    expect(watch.verdict).toMatchObject({
      state: 'wrong',
      reason: expect.stringContaining('400 days ahead of those of the venues'),
    });
  });

  it('does not crowd the others out with ever new names', async () => {
    for (let count = 0; count < 500; count += 1) answer(`liar-${count}`, count * DAY);
    await clock.advance(16 * 60_000);
    clock.setWallClock(400 * DAY);
    answer('okx');
    answer('binance');
    expect(state()).toBe('wrong');
  });

  it('is not believed about a last point that nobody can have recorded', () => {
    watch.knowLastPoint(Date.UTC(9999, 0));
    expect(state()).toBe('right');
  });
});

describe('a clock that is wrong', () => {
  it.each([
    [400 * DAY, '400 days ahead of'],
    [-400 * DAY, '400 days behind'],
    [3_600_000, '1 hour ahead of'],
    [-6 * 60_000, '6 minutes behind'],
  ])('is found by two servers, off by %s ms', (off, words) => {
    clock.setWallClock(off);
    answer('kraken');
    expect(state()).toBe('unsure');
    answer('binance');
    expect(watch.verdict).toMatchObject({
      state: 'wrong',
      reason: `This computer’s clock is ${words} those of the venues. Nothing is recorded until it is right.`,
    });
  });

  it('is found by the only server there is when it says so again', () => {
    clock.setWallClock(400 * DAY);
    answer('kraken');
    answer('kraken');
    expect(state()).toBe('unsure');
    answer('kraken');
    expect(state()).toBe('wrong');
  });

  it('is found by one server although there is a last point, which its time is nearer to', () => {
    watch.knowLastPoint(NOW - DAY);
    clock.setWallClock(400 * DAY);
    for (let count = 0; count < 3; count += 1) answer('kraken');
    expect(state()).toBe('wrong');
  });

  it('is found although one server is off as well', () => {
    clock.setWallClock(400 * DAY);
    answer('kraken');
    answer('binance');
    answer('okx', 400 * DAY);
    expect(state()).toBe('wrong');
  });

  it('is right again by itself once it was set, as soon as a server says so', async () => {
    clock.setWallClock(400 * DAY);
    answer('kraken');
    answer('binance');
    clock.setWallClock(0);
    expect(state()).toBe('unsure');
    answer('kraken');
    expect(state()).toBe('right');
    await clock.advance(0);
    expect(told.at(-1)).toBe('right');
  });

  it('is doubted the moment it jumps while all is well', () => {
    answer('kraken');
    answer('binance');
    clock.setWallClock(400 * DAY);
    expect(state()).toBe('unsure');
  });

  it('is told without anybody asking', async () => {
    answer('kraken');
    clock.setWallClock(-400 * DAY);
    await clock.advance(30_000);
    expect(told).toEqual(['unsure']);
  });

  it('is found without a server by when Portolan was built, or the last point was recorded', async () => {
    clock.setWallClock(-40 * DAY);
    expect(state()).toBe('unsure');
    await clock.advance(180_000);
    expect(watch.verdict).toMatchObject({
      state: 'wrong',
      reason: expect.stringContaining('before this Portolan was made'),
    });
    clock.setWallClock(-DAY);
    watch.knowLastPoint(NOW);
    await clock.advance(180_000);
    expect(watch.verdict).toMatchObject({
      state: 'wrong',
      reason: expect.stringContaining('before the last point'),
    });
  });
});

it('leaves nothing running when it is closed', () => {
  watch.close();
  expect(clock.pending).toBe(0);
});
