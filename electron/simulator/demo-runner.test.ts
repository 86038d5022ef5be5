import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { linkedPorts } from '../../shared/channel/testing/linked-ports';
import { isRequest } from '../../shared/channel/messages';
import { createDemoRunner } from './demo-runner';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const VENUES = { endpoints: { kraken: 'http://127.0.0.1:1' }, credentials: {}, wallets: [] };

/** A process that answers as it is told, and a runner of it. */
function demo(answers: Readonly<Record<string, unknown>>) {
  const ports = linkedPorts();
  const asked: string[] = [];
  let killed = 0;
  ports.answering.onMessage((message) => {
    if (!isRequest(message)) return;
    asked.push(message.call);
    const value = answers[message.call];
    if (value !== undefined) ports.answering.post({ id: message.id, ok: true, value });
    if (message.call === 'stop' && value !== undefined) ports.end('exit code 0');
  });
  const logged: string[] = [];
  const runner = createDemoRunner(
    () => ({
      ...ports.asking,
      kill: () => {
        killed += 1;
        ports.end('killed');
      },
    }),
    { warn: (text) => logged.push(text) },
  );
  return { runner, ports, asked, logged, killed: () => killed };
}

it('tells where the venues are, asks for past prices only when they are wanted, and stops them', async () => {
  const { runner, ports, asked, logged, killed } = demo({
    venues: VENUES,
    priceHistory: [],
    stop: true,
  });
  const started = await runner.start();
  expect(started).toMatchObject({ ok: true, value: VENUES });
  expect(asked).toEqual(['venues']);
  if (started.ok) expect(await started.value.priceHistory()).toEqual({ ok: true, value: [] });
  ports.answering.post({ event: 'wentWrong', payload: 'a venue fell over' });
  expect(logged).toEqual(['the demo: a venue fell over']);
  await runner.stop();
  await runner.stop();
  expect(asked).toEqual(['venues', 'priceHistory', 'stop']);
  expect(killed()).toBe(0);
});

it('says so when the process ends before the venues run, or while something is asked', async () => {
  const ended = { ok: false, failure: { message: 'The simulated venues ended unexpectedly.' } };
  const atStart = demo({});
  const starting = atStart.runner.start();
  await Promise.resolve();
  atStart.ports.end('exit code 1');
  expect(await starting).toMatchObject(ended);
  const later = demo({ venues: VENUES });
  const started = await later.runner.start();
  const prices = started.ok ? started.value.priceHistory() : undefined;
  later.ports.end('exit code 1');
  expect(await prices).toMatchObject(ended);
});

it('ends a process that does not start in time, or does not stop', async () => {
  const slow = demo({});
  const starting = slow.runner.start();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await starting).toMatchObject({ ok: false, failure: { code: 'timeout' } });
  const stubborn = demo({ venues: VENUES });
  await stubborn.runner.start();
  const stopping = stubborn.runner.stop();
  await vi.advanceTimersByTimeAsync(3_000);
  await stopping;
  expect([slow.killed(), stubborn.killed()]).toEqual([1, 1]);
});
