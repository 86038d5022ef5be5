import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { endChild, nodeChildPort } from '../processes/testing/node-child';
import { madeOnce } from '../testing/made-once';
import { Worker, type WorkerOptions } from './worker';

const ROOT = path.resolve(__dirname, '../..');
const ENTRY = 'worker-process.cjs';
let program: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  const folder = await madeOnce('worker-process', async (outDir) => {
    await build({
      ...{ root: ROOT, configFile: false, logLevel: 'warn' },
      build: {
        ...{ ssr: path.join(ROOT, 'electron/worker/worker-process.ts'), target: 'node18' },
        ...{ outDir, emptyOutDir: true },
        rolldownOptions: { output: { format: 'cjs', entryFileNames: ENTRY } },
      },
      ssr: { noExternal: true },
    });
  });
  program = path.join(folder, ENTRY);
});

afterAll(async () => void (await Promise.all(children.map(endChild))));

/** A worker of real processes; `started` are those of this test. */
function working(options: Partial<WorkerOptions> = {}) {
  const started: ChildProcess[] = [];
  const logged: string[] = [];
  const worker = new Worker({
    spawn: () => {
      const child = fork(program, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      started.push(child);
      children.push(child);
      return nodeChildPort(child);
    },
    log: (message) => logged.push(message),
    ...options,
  });
  onTestFinished(() => worker.close());
  return { worker, started, logged };
}

const ended = (child: ChildProcess | undefined): Promise<unknown> =>
  new Promise((resolve) => child?.once('exit', resolve));
const SMALL = 'asset,amount\nBTC,1.5\nETH,2\n';
/** Takes seconds to be read: long enough to be interrupted. */
const LARGE = `asset,amount\n${'BTC,1.5\n'.repeat(300_000)}`;
const READ = {
  ok: true,
  value: {
    holdings: [
      { code: 'BTC', amount: '1.5' },
      { code: 'ETH', amount: '2' },
    ],
    problems: [],
  },
};

/** Reads the large file; resolves with the answer's promise once the reading is under way. */
async function underWay(worker: Worker) {
  let cancel: () => void = () => undefined;
  let answer: ReturnType<Worker['call']['readHoldings']> | undefined;
  const shares: number[] = [];
  await new Promise<void>((resolve) => {
    answer = worker.call.readHoldings(
      { text: LARGE },
      {
        onProgress: (share) => {
          shares.push(share);
          resolve();
        },
        whenCancelled: (given) => (cancel = given),
      },
    );
  });
  return {
    answer: answer ?? Promise.reject(new Error('not asked')),
    shares,
    cancel: () => cancel(),
  };
}

test('no process runs until the first job comes; it reads a file, and is ended when it is idle', async () => {
  const { worker, started } = working({ idleMs: 0 });
  expect(started).toEqual([]);
  expect(await worker.call.readHoldings({ text: SMALL })).toEqual(READ);
  await ended(started[0]);
  expect(await worker.call.readHoldings({ text: SMALL })).toEqual(READ);
  expect(started).toHaveLength(2);
});

test('two jobs run at once in one process: a short one does not wait for a long one, which tells how far it is', async () => {
  const { worker, started } = working();
  const { answer, shares } = await underWay(worker);
  let isLongDone = false;
  const long = answer.then((result) => {
    isLongDone = true;
    return result;
  });
  expect(await worker.call.readHoldings({ text: SMALL })).toEqual(READ);
  expect(isLongDone).toBe(false);
  expect(await long).toMatchObject({
    ok: true,
    value: { problems: [{ text: 'A file may have at most 2000 lines.' }] },
  });
  expect(started).toHaveLength(1);
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
});

test('a cancelled job is answered at once and stops; its process goes on', async () => {
  const { worker, started, logged } = working();
  const { answer, cancel } = await underWay(worker);
  cancel();
  expect(await answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect(await worker.call.readHoldings({ text: SMALL })).toEqual(READ);
  expect(started).toHaveLength(1);
  expect(logged).toEqual([]);
});

test('a cancelled job that does not stop ends its process, and the others are begun anew', async () => {
  const { worker, started } = working({ heedMs: 500 });
  const { answer, cancel } = await underWay(worker);
  // It hears of nothing any more, like one that computes at one go.
  started[0]?.kill('SIGSTOP');
  const other = worker.call.readHoldings({ text: SMALL });
  cancel();
  expect(await answer).toMatchObject({ failure: { code: 'cancelled' } });
  expect(await other).toEqual(READ);
  expect(started).toHaveLength(2);
});

test('a crash fails what ran, and the next job starts another process', async () => {
  const { worker, started, logged } = working();
  const { answer } = await underWay(worker);
  started[0]?.kill('SIGKILL');
  expect(await answer).toMatchObject({ ok: false, failure: { code: 'internal' } });
  expect(logged).toEqual(["the worker's process ended: SIGKILL"]);
  expect(await worker.call.readHoldings({ text: SMALL })).toEqual(READ);
  expect(started).toHaveLength(2);
});

test('quitting while a job runs cancels it, ends the process, and starts no other', async () => {
  const { worker, started } = working();
  const { answer } = await underWay(worker);
  const gone = ended(started[0]);
  worker.close();
  expect(await answer).toMatchObject({ failure: { code: 'cancelled' } });
  await gone;
  expect(await worker.call.readHoldings({ text: SMALL })).toMatchObject({
    failure: { code: 'cancelled' },
  });
  expect(started).toHaveLength(1);
});
