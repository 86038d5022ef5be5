import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fail, failure, succeed } from '../base/failure';
import { Caller } from './caller';
import { clientOf, connect } from './client';
import { isRequest, type ToClient } from './messages';
import { ChannelServer } from './server';
import { call, event, trustedCall, type Handlers } from './table';
import { fakeChannel } from './testing/fake-channel';
import { linkedPorts } from './testing/linked-ports';

const table = {
  calls: {
    greet: call(z.strictObject({ name: z.string().trim().min(1) })).returns<
      string,
      { fails: 'not-found' }
    >(),
    count: trustedCall<{ to: number }>().returns<number, { reports: number }>(),
    rest: trustedCall().returns<void>(),
  },
  events: { woke: event<{ at: number }>() },
} as const;
type Table = typeof table;

const idle: Handlers<Table['calls']> = {
  greet: ({ name }) => succeed(`Hello ${name}`),
  count: ({ to }) => succeed(to),
  rest: () => succeed(undefined),
};

function linked(handlers: Partial<Handlers<Table['calls']>> = {}) {
  const ports = linkedPorts();
  const thrown: unknown[] = [];
  const server = new ChannelServer<Table['calls'], Table['events']>({
    calls: table.calls,
    handlers: { ...idle, ...handlers },
    post: (message) => ports.answering.post(message),
    onError: (name, error) => thrown.push([name, error]),
  });
  ports.answering.onMessage((message) => void server.receive(message));
  return { ...connect<Table>(ports.asking), server, ports, thrown };
}

describe('a call', () => {
  it('is answered with what its handler makes of the input as it was parsed', async () => {
    const { call } = linked();
    expect(await call.greet({ name: ' Ada ' })).toEqual(succeed('Hello Ada'));
    expect(await call.rest()).toEqual(succeed(undefined));
  });

  it('whose input does not fit never reaches the handler, and is not quoted', async () => {
    const { call } = linked({ greet: () => succeed('reached') });
    const secret = { name: 'Ada', password: 'hush' };
    const answer = await call.greet(secret);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(JSON.stringify(answer)).not.toContain('hush');
    expect(await call.greet({ name: '  ' })).toMatchObject({
      failure: { message: expect.stringMatching(/^name: /) as string },
    });
  });

  it('whose handler throws is told as a defect without its details', async () => {
    const error = new Error('signature=deadbeef');
    const { call, thrown } = linked({
      greet: () => {
        throw error;
      },
    });
    const answer = await call.greet({ name: 'Ada' });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('deadbeef');
    expect(thrown).toEqual([['greet', error]]);
  });

  it('whose answer cannot cross is told as a defect', async () => {
    const endless: { self?: unknown } = {};
    endless.self = endless;
    const { call, thrown } = linked({ greet: () => ({ ok: true, value: endless as string }) });
    expect(await call.greet({ name: 'Ada' })).toMatchObject({ failure: { code: 'internal' } });
    expect(thrown).toHaveLength(1);
  });

  it.each(['constructor', 'toString', '__proto__', 'gone'])('%s is none', async (name) => {
    const posted: ToClient[] = [];
    const server = new ChannelServer<Table['calls'], Table['events']>({
      ...{ calls: table.calls, handlers: idle, onError: () => undefined },
      post: (message) => posted.push(message),
    });
    await server.receive({ id: 1, call: name, argument: {} });
    expect(posted).toMatchObject([{ id: 1, ok: false, failure: { code: 'invalid-input' } }]);
  });

  it('answers in any order, each to whoever asked', async () => {
    const waiting: (() => void)[] = [];
    const { call } = linked({
      greet: ({ name }) =>
        new Promise((resolve) => waiting.push(() => resolve(succeed(`Hello ${name}`)))),
    });
    const [one, two] = [call.greet({ name: 'one' }), call.greet({ name: 'two' })];
    for (const answer of waiting.reverse()) answer();
    expect([await one, await two]).toEqual([succeed('Hello one'), succeed('Hello two')]);
  });

  it('fails when the other end is gone', async () => {
    const { call, ports } = linked({ greet: () => new Promise(() => undefined) });
    const answer = call.greet({ name: 'Ada' });
    ports.end('exit code 9');
    expect(await answer).toMatchObject({
      failure: { code: 'internal', message: expect.stringContaining('exit code 9') as string },
    });
  });
});

describe('messages that are none', () => {
  it.each([undefined, null, 'greet', 7, {}, { id: 'one', call: 'greet' }, { id: 1, call: 7 }])(
    'are passed over by both ends: %j',
    async (message) => {
      const posted: ToClient[] = [];
      const server = new ChannelServer<Table['calls'], Table['events']>({
        ...{ calls: table.calls, handlers: idle, onError: () => undefined },
        post: (one) => posted.push(one),
      });
      await server.receive(message);
      expect(posted).toEqual([]);
      const { call, ports } = linked();
      ports.answering.post(message ?? null);
      ports.answering.post({ id: 99, ok: true, value: 'to nobody' });
      expect(await call.greet({ name: 'Ada' })).toEqual(succeed('Hello Ada'));
    },
  );
});

describe('progress', () => {
  it('reaches whoever follows the call, in its order, until it is answered', async () => {
    const { call } = linked({
      count: ({ to }, { report }) => {
        for (let at = 1; at <= to; at += 1) report(at);
        return succeed(to);
      },
    });
    const seen: number[] = [];
    const answer = call.count({ to: 3 }, { onProgress: (at) => seen.push(at) });
    expect(await answer).toEqual(succeed(3));
    expect(seen).toEqual([1, 2, 3]);
  });
});

describe('a cancelled call', () => {
  it('is answered at once, and its handler hears of it', async () => {
    const heard: string[] = [];
    let go: (() => void) | undefined;
    const { call } = linked({
      count: async (_input, { isCancelled, onCancelled, report }) => {
        onCancelled(() => heard.push('told'));
        await new Promise<void>((resolve) => (go = resolve));
        report(1);
        onCancelled(() => heard.push('told late'));
        heard.push(String(isCancelled()));
        return succeed(0);
      },
    });
    const seen: number[] = [];
    let cancel: () => void = () => undefined;
    const answer = call.count(
      { to: 1 },
      { onProgress: (at) => seen.push(at), whenCancelled: (given) => (cancel = given) },
    );
    cancel();
    cancel();
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(heard).toEqual(['told']);
    go?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual(['told', 'told late', 'true']);
    expect(seen).toEqual([]);
  });

  it('that was answered stays answered', async () => {
    const { call } = linked();
    let cancel: () => void = () => undefined;
    const answer = await call.count({ to: 1 }, { whenCancelled: (given) => (cancel = given) });
    cancel();
    expect(answer).toEqual(succeed(1));
  });
});

describe('events', () => {
  it('reach whoever listens, until that ends', () => {
    const { on, server } = linked();
    const seen: number[] = [];
    const stop = on.woke(({ at }) => seen.push(at));
    server.tell('woke', { at: 1 });
    stop();
    server.tell('woke', { at: 2 });
    expect(seen).toEqual([1]);
  });
});

describe('a caller', () => {
  const lost = failure('storage', 'Gone.');

  /** A port that writes down what is posted. */
  function port() {
    const posted: unknown[] = [];
    let receive: (message: unknown) => void = () => undefined;
    return {
      posted,
      say: (message: ToClient) => receive(message),
      names: () => posted.filter(isRequest).map(({ id, call }) => `${id} ${call}`),
      post: (message: unknown) => void posted.push(message),
      onMessage: (listener: (message: unknown) => void) => void (receive = listener),
      onExit: () => undefined,
    };
  }

  it('puts what was asked before through the port that comes, and again through the next one', async () => {
    const caller = new Caller();
    const { call } = clientOf<Table>(caller);
    const [one, two] = [call.greet({ name: 'one' }), call.greet({ name: 'two' })];
    const first = port();
    caller.attach(first);
    first.say({ id: 1, ok: true, value: 'Hello one' });
    caller.detach();
    const three = call.rest();
    expect(caller.unanswered()).toEqual(['greet', 'rest']);
    const second = port();
    caller.attach(second);
    expect([first.names(), second.names()]).toEqual([
      ['1 greet', '2 greet'],
      ['2 greet', '3 rest'],
    ]);
    // The port that is gone has no say any more.
    first.say({ id: 2, ok: true, value: 'Hello late' });
    second.say({ id: 2, ok: false, failure: lost });
    caller.abandon(lost);
    expect([await one, await two, await three]).toEqual([
      succeed('Hello one'),
      { ok: false, failure: lost },
      { ok: false, failure: lost },
    ]);
  });

  it('holds everything until the opening was answered well, and puts each once', () => {
    const caller = new Caller();
    void caller.ask('greet', {});
    const answers: unknown[] = [];
    const refused = port();
    const opening = (at: string) => ({
      call: 'open',
      argument: {},
      answered: (result: unknown) => {
        answers.push(result);
        void caller.ask(at, {});
      },
    });
    caller.attach(refused, opening('refused'));
    refused.say({ id: 1, ok: true, value: 'out of turn' });
    refused.say({ id: 0, ok: false, failure: lost });
    expect(refused.names()).toEqual(['0 open']);
    const opened = port();
    caller.attach(opened, opening('opened'));
    opened.say({ id: 0, ok: true, value: 'well' });
    expect(opened.names()).toEqual(['0 open', '1 greet', '2 refused', '3 opened']);
    expect(answers).toEqual([{ ok: false, failure: lost }, succeed('well')]);
  });

  it('never puts what was cancelled before it could be', async () => {
    const caller = new Caller();
    let cancel: () => void = () => undefined;
    const answer = caller.ask('greet', {}, { whenCancelled: (given) => (cancel = given) });
    cancel();
    const late = port();
    caller.attach(late);
    expect(late.posted).toEqual([]);
    expect(await answer).toMatchObject({ failure: { code: 'cancelled' } });
  });
});

describe('named methods', () => {
  it('are those of the list and no others, without the table at hand', async () => {
    const { ports } = linked();
    const named = connect<Table>(ports.asking, {
      names: { calls: ['greet'], events: ['woke'] },
      firstId: 1_000,
    });
    expect([Object.keys(named.call), Object.keys(named.on)]).toEqual([['greet'], ['woke']]);
    expect(await named.call.greet({ name: 'Ada' })).toEqual(succeed('Hello Ada'));
  });

  it('of a table without a list are no promise', async () => {
    const { call } = linked();
    expect(await Promise.resolve(call)).toBe(call);
  });
});

describe('a fake', () => {
  it('is checked as the real one, remembers what was asked, and says what it does not play', async () => {
    const fake = fakeChannel(table, { greet: () => fail('not-found', 'Nobody.') });
    expect(await fake.call.greet({ name: '' })).toMatchObject({
      failure: { code: 'invalid-input' },
    });
    expect(await fake.call.greet({ name: 'Ada' })).toMatchObject({
      failure: { code: 'not-found' },
    });
    expect(await fake.call.rest()).toMatchObject({
      failure: { message: 'The test does not play rest.' },
    });
    expect(fake.asked).toEqual([
      ['greet', { name: 'Ada' }],
      ['rest', undefined],
    ]);
  });
});

it('what is asked after the other end is gone fails like what was unanswered', async () => {
  const { call, ports } = linked();
  ports.end('exit code 9');
  expect(await call.greet({ name: 'Ada' })).toMatchObject({
    failure: { code: 'internal', message: expect.stringContaining('exit code 9') as string },
  });
});

it('what no port takes fails, and holds up nothing behind it', async () => {
  const put: unknown[] = [];
  const caller = new Caller();
  const bad = caller.ask('bad', 1);
  void caller.ask('good', 2);
  caller.attach({
    post: (message) => {
      if (isRequest(message) && message.call === 'bad') throw new Error('it cannot be cloned');
      put.push(message);
    },
    onMessage: () => undefined,
    onExit: () => undefined,
  });
  expect(await bad).toMatchObject({ failure: { code: 'internal' } });
  expect(put).toMatchObject([{ call: 'good' }]);
  expect(caller.unanswered()).toEqual(['good']);
});
