import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure } from '../../../shared/base/failure';
import { isRequest, type RequestMessage, type ToClient } from '../../../shared/channel/messages';
import type { ChildProcessPort } from '../../processes/child-process';
import { HistoryClient } from './history-client';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A process that answers when the test says so. */
class FakeProcess implements ChildProcessPort {
  readonly requests: RequestMessage[] = [];
  killed = false;
  #receive: (message: unknown) => void = () => undefined;
  #exit: (reason: string) => void = () => undefined;

  post(message: unknown): void {
    if (isRequest(message)) this.requests.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#receive = listener;
  }
  onExit(listener: (reason: string) => void): void {
    this.#exit = listener;
  }
  kill(): void {
    this.killed = true;
    this.#exit('SIGKILL');
  }
  say(message: ToClient): void {
    this.#receive(message);
  }
  opened(): void {
    this.say({ id: 0, ok: true, value: { engine: 'PostgreSQL 17' } });
  }
  crash(): void {
    this.#exit('SIGSEGV');
  }
  calls(): readonly string[] {
    return this.requests.map(({ call }) => call);
  }
}

function start() {
  const processes: FakeProcess[] = [];
  const client = new HistoryClient({
    directory: '/data/history',
    spawn: () => {
      const started = new FakeProcess();
      processes.push(started);
      return started;
    },
    log: () => undefined,
    clock: Date.now,
  });
  const process = (index: number): FakeProcess => {
    const started = processes[index];
    if (started === undefined) throw new Error(`process ${index} has not been started`);
    return started;
  };
  return { client, process, processes };
}

test('requests wait for the opening and go out in their order', async () => {
  const { client, process } = start();
  expect(client.status()).toEqual({ state: 'opening' });
  const settings = client.call.settings();
  const connections = client.call.connections();
  expect(process(0).calls()).toEqual(['open']);
  process(0).opened();
  expect(process(0).calls()).toEqual(['open', 'settings', 'connections']);
  expect(client.status()).toEqual({ state: 'ready', engine: 'PostgreSQL 17', waiting: 0 });
  process(0).say({ id: 2, ok: true, value: [] });
  process(0).say({ id: 1, ok: true, value: { theme: 'dark' } });
  expect(await connections).toEqual({ ok: true, value: [] });
  expect(await settings).toEqual({ ok: true, value: { theme: 'dark' } });
});

test('the status tells how many writes are on their way', () => {
  const { client, process } = start();
  const seen: number[] = [];
  client.onStatus((status) => {
    if (status.state === 'ready') seen.push(status.waiting);
  });
  process(0).opened();
  process(0).say({ event: 'waiting', payload: 2 });
  process(0).say({ event: 'waiting', payload: 0 });
  expect(seen).toEqual([0, 2, 0]);
});

test('what is refused shows in the status until it is taken again, and findings are passed on', () => {
  const { client, process } = start();
  const trouble = { failure: failure('storage', 'Disk full.'), since: 1, refused: 2 };
  const finding = {
    id: 'a',
    at: 1,
    level: 'error',
    lost: [],
    setAside: [],
    text: 'Lost.',
  } as const;
  const found: unknown[] = [];
  client.onFinding((one) => found.push(one));
  process(0).say({ event: 'finding', payload: finding });
  process(0).say({ event: 'trouble', payload: trouble });
  expect(client.status()).toEqual({ state: 'opening' });
  process(0).opened();
  expect(client.status()).toMatchObject({ state: 'ready', refusing: trouble });
  process(0).say({ event: 'waiting', payload: 3 });
  expect(client.status()).toMatchObject({ waiting: 3, refusing: trouble });
  process(0).say({ event: 'trouble', payload: null });
  expect(client.status()).toEqual({ state: 'ready', engine: 'PostgreSQL 17', waiting: 3 });
  expect(found).toEqual([finding]);
});

test('a folder that cannot be opened fails what is asked, and is tried again by itself', async () => {
  const { client, process, processes } = start();
  const states: string[] = [];
  client.onStatus(({ state }) => states.push(state));
  const waiting = client.call.settings();
  const reason = failure('storage', 'This data folder is in use.');
  const refuse = (index: number) => process(index).say({ id: 0, ok: false, failure: reason });
  refuse(0);
  expect(await waiting).toEqual({ ok: false, failure: reason });
  expect(client.status()).toEqual({ state: 'failed', failure: reason });
  expect(process(0).killed).toBe(true);
  expect(await client.call.settings()).toEqual({ ok: false, failure: reason });
  for (const [index, seconds] of [5, 10, 20, 40, 80, 160, 300, 300].entries()) {
    vi.advanceTimersByTime(seconds * 1_000 - 1);
    expect(processes).toHaveLength(index + 1);
    vi.advanceTimersByTime(1);
    expect(processes).toHaveLength(index + 2);
    // While it is tried again, what is asked fails as fast as before.
    expect(await client.call.settings()).toEqual({ ok: false, failure: reason });
    refuse(index + 1);
  }
  vi.advanceTimersByTime(300_000);
  process(9).opened();
  expect(states).toEqual([...Array.from({ length: 9 }, () => 'failed'), 'ready']);
  const later = client.call.settings();
  process(9).say({ id: 2, ok: true, value: {} });
  expect(await later).toEqual({ ok: true, value: {} });
});

test('an opening that ends by itself is tried again too, and closing ends the trying', async () => {
  const { client, process, processes } = start();
  process(0).say({ id: 0, ok: false, failure: failure('storage', 'No room.') });
  vi.advanceTimersByTime(5_000);
  process(1).crash();
  vi.advanceTimersByTime(10_000);
  expect(processes).toHaveLength(3);
  await client.close();
  expect(process(2).killed).toBe(true);
  vi.advanceTimersByTime(3_600_000);
  expect(processes).toHaveLength(3);
  expect(await client.call.settings()).toMatchObject({ ok: false });
});

test('what a crash left unanswered is asked again in its order', async () => {
  const { client, process } = start();
  process(0).opened();
  const remove = (id: string) => client.call.write({ kind: 'connection-removed', id });
  const [one, two] = [remove('one'), remove('two')];
  process(0).say({ id: 1, ok: true, value: null });
  expect(await one).toEqual({ ok: true, value: null });
  process(0).crash();
  expect(client.status().state).toBe('opening');
  const three = remove('three');
  vi.advanceTimersByTime(100);
  process(1).opened();
  expect(
    process(1)
      .requests.slice(1)
      .map(({ id }) => id),
  ).toEqual([2, 3]);
  process(1).say({ id: 2, ok: true, value: null });
  process(1).say({ id: 3, ok: true, value: null });
  expect(await two).toEqual({ ok: true, value: null });
  expect(await three).toEqual({ ok: true, value: null });
});

test('a series of crashes is given up; a process that was stable begins a new series', async () => {
  const { client, process, processes } = start();
  process(0).opened();
  process(0).crash();
  vi.advanceTimersByTime(100);
  process(1).opened();
  vi.advanceTimersByTime(60_000);
  process(1).crash();
  for (const [index, delay] of [100, 1_000, 5_000].entries()) {
    expect(client.status().state).toBe('opening');
    vi.advanceTimersByTime(delay);
    process(index + 2).crash();
  }
  expect(client.status()).toMatchObject({ state: 'failed', failure: { code: 'storage' } });
  expect(processes).toHaveLength(5);
  vi.advanceTimersByTime(5_000);
  process(5).opened();
  expect(client.status()).toMatchObject({ state: 'ready' });
});

test('closing waits for what was asked before and refuses what comes after', async () => {
  const { client, process } = start();
  const settings = client.call.settings();
  const closed = client.close();
  expect(client.close()).toBe(closed);
  expect(await client.call.connections()).toMatchObject({ ok: false });
  process(0).opened();
  expect(process(0).calls()).toEqual(['open', 'settings', 'close']);
  process(0).say({ id: 1, ok: true, value: {} });
  process(0).say({ id: 2, ok: true, value: null });
  process(0).crash();
  await closed;
  expect(await settings).toEqual({ ok: true, value: {} });
});

test('a process that does not close in time is ended', async () => {
  const { client, process, processes } = start();
  process(0).opened();
  const settings = client.call.settings();
  const closed = client.close();
  vi.advanceTimersByTime(20_000);
  await closed;
  expect(await settings).toMatchObject({ ok: false, failure: { code: 'storage' } });
  expect(process(0).killed).toBe(true);
  expect(processes).toHaveLength(1);
});
