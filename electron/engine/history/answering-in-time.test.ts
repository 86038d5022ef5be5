import { beforeEach, expect, it } from 'vitest';
import { ANSWER_LIMIT_MS, answeringInTime } from './answering-in-time';
import { eraseEverything } from '../application/eraser';
import { RecordsService } from '../records/records-service';
import { SettingsService } from '../settings/settings-service';
import { connectionBench, DRAFT } from '../testing/connection-bench';
import { FakeHistory } from '../testing/fake-adapters';
import { FakeClock, settle } from '../testing/fake-clock';

const never = (): Promise<never> => new Promise<never>(() => undefined);
const LATE = {
  ok: false,
  failure: { code: 'storage', message: 'The database does not answer yet.' },
};

let clock: FakeClock;
let history: FakeHistory;
beforeEach(() => {
  clock = new FakeClock();
  history = new FakeHistory();
});

it('an answer in time is passed on, and nothing is left of the limit', async () => {
  history.stored = { theme: 'dark' };
  expect(await answeringInTime(history, clock).settings()).toMatchObject({
    value: { theme: 'dark' },
  });
  expect(clock.pending).toBe(0);
});

it('an opening that never answers leaves preferences and records unknown, and says so', async () => {
  history.settings = never;
  history.records = never;
  const timed = answeringInTime(history, clock);
  const loading = [
    new SettingsService(timed),
    new RecordsService({ ...timed, status: history.status }),
  ];
  const answers = Promise.all(loading.map((service) => service.load()));
  await clock.advance(ANSWER_LIMIT_MS);
  expect(await answers).toMatchObject([LATE, LATE]);
});

it('connections are unknown after the limit, and all that waited for them is answered', async () => {
  const bench = connectionBench({ inTime: true });
  bench.history.connections = never;
  const { service } = bench;
  const loading = service.load();
  const adding = service.add(DRAFT);
  let isErased = false;
  const erasing = eraseEverything({
    connections: service,
    inDoubt: bench.inDoubt,
    keychain: bench.keychain,
    mark: async () => undefined,
    stop: async () => undefined,
    deleteFiles: async () => {
      isErased = true;
      return [];
    },
  });
  await settle();
  expect(service.listStatus).toEqual({ state: 'opening' });
  await bench.clock.advance(ANSWER_LIMIT_MS);
  expect(await loading).toMatchObject(LATE);
  expect(await adding).toMatchObject({ ok: false, failure: { code: 'storage' } });
  expect(await erasing).toMatchObject({
    ok: true,
    value: { left: [expect.stringContaining('could not be opened')] },
  });
  expect(isErased).toBe(true);
});
