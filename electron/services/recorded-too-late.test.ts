import { expect, it } from 'vitest';
import { lookForLatePoints, tooLateWords } from './recorded-too-late';
import { FakeHistory } from './testing/fake-adapters';
import { FakeClock } from './testing/fake-clock';
import { fail, succeed } from '../../shared/portfolio/failure';
import type { HistoryPoint } from '../../shared/history/series';
import type { DatabaseStatus } from '../../shared/ipc/status-view';

const LATE = Date.UTC(2028, 0, 3);
const point: HistoryPoint = {
  at: LATE,
  totalUsd: '1',
  lowUsd: '1',
  highUsd: '1',
  status: 'complete',
};

async function look(answer: Awaited<ReturnType<FakeHistory['totals']>>) {
  const history = new FakeHistory();
  history.totals = async () => answer;
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
  const series = { from: 0, to: 1, bucketMs: 0, points: [point] };
  expect(await look(succeed(series))).toEqual({ known: [LATE], said: [tooLateWords(LATE)] });
  expect(tooLateWords(LATE)).toContain('3 January 2028');
});

it('nothing is said where there are none, or the history cannot tell', async () => {
  const none = { from: 0, to: 1, bucketMs: 0, points: [] };
  expect(await look(succeed(none))).toEqual({ known: [undefined], said: [] });
  expect(await look(fail('storage', 'It is busy.'))).toEqual({ known: [undefined], said: [] });
});
