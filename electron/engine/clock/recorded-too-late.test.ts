import { expect, it } from 'vitest';
import { ClockWatch } from './clock-watch';
import { lookForLatePoints, tooLateWords } from './recorded-too-late';
import { FakeHistory } from '../testing/fake-adapters';
import { FakeClock, settle } from '../testing/fake-clock';
import { fail, succeed } from '../../../shared/base/failure';
import type { HistoryPoint } from '../../../shared/history/series';
import type { DatabaseStatus } from '../../../shared/contract/status-view';

const LATE = Date.UTC(2028, 0, 3);
const point: HistoryPoint = {
  at: LATE,
  totalUsd: '1',
  lowUsd: '1',
  highUsd: '1',
  status: 'complete',
};

async function look(answer: Awaited<ReturnType<FakeHistory['reads']['totals']>>) {
  const history = new FakeHistory();
  history.reads.totals = async () => answer;
  let tell: (status: DatabaseStatus) => void = () => undefined;
  history.onStatus = (listener) => {
    tell = listener;
    return () => undefined;
  };
  const known: (number | undefined)[] = [];
  const said: string[] = [];
  lookForLatePoints({
    history,
    portfolioId: () => 'main',
    clock: new FakeClock(),
    clockWatch: { knowLastPoint: (at) => known.push(at) },
    notices: { raise: (_level, text) => said.push(text) },
  });
  tell({ state: 'opening' });
  for (let count = 0; count < 3; count += 1)
    tell({ state: 'ready', engine: 'fake', waiting: count });
  await new Promise((resolve) => setImmediate(resolve));
  return { known, said };
}

it('points of a time that is still to come are said once, and known to the watch of the clock', async () => {
  const series = { from: 0, to: 1, bucketMs: 0, currency: 'USD', steps: [], points: [point] };
  expect(await look(succeed(series))).toEqual({ known: [LATE], said: [tooLateWords(LATE)] });
  expect(tooLateWords(LATE)).toContain('3 January 2028');
});

it('nothing is said where there are none, or the history cannot tell', async () => {
  const none = { from: 0, to: 1, bucketMs: 0, currency: 'USD', steps: [], points: [] };
  expect(await look(succeed(none))).toEqual({ known: [undefined], said: [] });
  expect(await look(fail('storage', 'It is busy.'))).toEqual({ known: [], said: [] });
});

const MINUTE = 60_000;
const DAY = 86_400_000;
const TODAY = Date.UTC(2027, 0, 10);

/** A database with points, the watch of the clock as the app wires it, and one server a day ahead. */
async function judged(points: readonly number[], failures = 0) {
  const clock = new FakeClock(TODAY);
  const history = new FakeHistory();
  let toFail = failures;
  history.reads.totals = async ({ from, to }) => {
    toFail -= 1;
    if (toFail >= 0) return fail('storage', 'It is busy.');
    const found = points.filter((at) => at >= from && at <= to).map((at) => ({ ...point, at }));
    return succeed({ from, to, bucketMs: 0, currency: 'USD', steps: [], points: found });
  };
  let tell: (status: DatabaseStatus) => void = () => undefined;
  history.onStatus = (listener) => {
    tell = listener;
    return () => undefined;
  };
  const clockWatch = new ClockWatch({
    clock,
    builtAt: TODAY - 30 * DAY,
    onChange: () => undefined,
  });
  const notices = { raise: () => expect.fail('nothing is to be said') };
  lookForLatePoints({ history, portfolioId: () => 'main', clock, clockWatch, notices });
  for (let waiting = 0; waiting < 3; waiting += 1) {
    tell({ state: 'ready', engine: 'fake', waiting });
    await settle();
  }
  for (let answer = 0; answer < 5; answer += 1) {
    const date = new Date(clock.now() + DAY).toUTCString();
    clockWatch.heard('one.example', new Headers({ date }));
    await clock.advance(MINUTE);
  }
  clockWatch.close();
  return clockWatch.verdict.state;
}

it('one server alone does not overrule a clock that goes on from the last point', async () => {
  expect(await judged([])).toBe('wrong');
  for (const last of [MINUTE, 3 * DAY, 25 * DAY])
    expect(await judged([TODAY - 26 * DAY, TODAY - last]), `${last} ms ago`).toBe('right');
});

it('a look that failed is repeated', async () => {
  expect(await judged([TODAY - MINUTE], 1)).toBe('right');
});
