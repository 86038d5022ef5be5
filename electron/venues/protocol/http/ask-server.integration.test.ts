import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../timing/system-clock';
import { VenueFailure } from '../../reading/venue-failure';
import { askServer, type ServerLimits } from './ask-server';
import {
  drippingBody,
  endlessBody,
  endlessHeaders,
  packedBomb,
  startHostileServer,
  stoppingBody,
  type HostileServer,
} from '../../../testing/hostile-server';

const MB = 1024 ** 2;
let server: HostileServer;

afterEach(() => server.stop());

async function ask(
  listener: RequestListener,
  limits: Partial<ServerLimits> = {},
  headers: Record<string, string> = {},
) {
  server = await startHostileServer(listener);
  return askServer(
    { url: server.url, method: 'GET', headers },
    { clock: systemClock, timeoutMs: 10_000, mostBytes: 8 * MB, ...limits },
  );
}

/** The server sees its connection cut. */
const untilCut = () =>
  vi.waitFor(async () => expect(await server.connections()).toBe(0), { timeout: 5000 });

/** Collects garbage for certain; V8 has no other way. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}

describe('a server is asked', () => {
  it.each(['identity', 'gzip'])('and its answer read whole, sent as %s', async (encoding) => {
    const text = JSON.stringify({ a: 'ü'.repeat(200_000) });
    const sent = encoding === 'gzip' ? gzipSync(text) : Buffer.from(text);
    const answer = await ask((_, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding, 'X-Used': '7' }).end(sent);
    });
    expect(answer.text === text).toBe(true);
    expect([answer.status, answer.headers.get('x-used')]).toEqual([200, '7']);
  });

  it('over one connection, time after time', async () => {
    const seen = new Set<number | undefined>();
    server = await startHostileServer((request, response) => {
      seen.add(request.socket.remotePort);
      response.end(gzipSync('{}'));
    });
    for (let times = 0; times < 3; times += 1)
      await askServer(
        { url: server.url, method: 'POST', headers: {}, body: 'a=1' },
        { clock: systemClock, timeoutMs: 5000, mostBytes: MB },
      );
    expect(seen.size).toBe(1);
  });

  it('and what cannot be sent is said without quoting it', async () => {
    const failed: unknown = await ask(endlessBody(), {}, { 'X-Key': 'sécret\u2028' }).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 'invalid-input' });
    expect(JSON.stringify(failed)).not.toContain('cret');
  });
});

describe('a hostile server', () => {
  it.each<[string, RequestListener]>([
    ['a body without an end', endlessBody()],
    ['a gzip bomb', packedBomb('gzip', 2000)],
    ['a brotli bomb', packedBomb('br', 2000)],
  ])('gets nowhere with %s', async (_, listener) => {
    const before = process.memoryUsage().rss;
    await expect(ask(listener)).rejects.toMatchObject({
      code: 'bad-response',
      detail: 'it was longer than 8 MB',
    });
    await untilCut();
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * MB);
  });

  it('that announces a body too long is not listened to', async () => {
    const announcing: RequestListener = (_, response) => {
      response.writeHead(200, { 'Content-Length': String(10 ** 12) }).write('{');
    };
    await expect(ask(announcing)).rejects.toMatchObject({ detail: 'it was longer than 8 MB' });
    await untilCut();
  });

  it.each<[string, RequestListener]>([
    ['a body that drips', drippingBody(5)],
    ['headers without an end', endlessHeaders],
    ['no answer', () => undefined],
  ])('does not hold anybody up with %s', async (_, listener) => {
    await expect(ask(listener, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'timeout' });
    await untilCut();
  });

  it('that stops halfway is given up on long before the time is over', async () => {
    // Six seconds pass in the time of sixty milliseconds.
    const hurried = {
      ...systemClock,
      elapsed: () => systemClock.elapsed() * 100,
      after: (milliseconds: number, run: () => void) => systemClock.after(milliseconds / 100, run),
    };
    await expect(
      ask(stoppingBody, { clock: hurried, timeoutMs: 10_000_000 }),
    ).rejects.toMatchObject({ code: 'timeout', detail: 'it stopped halfway' });
    await untilCut();
  });

  it.each<[string, RequestListener, string]>([
    [
      'cut off',
      (_, response) => {
        response.writeHead(200, { 'Content-Length': '100' });
        response.write('{"a":', () => response.destroy());
      },
      'network',
    ],
    [
      'packed and not complete',
      (_, response) => {
        const packed = gzipSync(JSON.stringify({ a: 1 }));
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed.subarray(0, -9));
      },
      'bad-response',
    ],
    [
      'packed many times over',
      (_, response) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip,'.repeat(2000) }).end('x');
      },
      'bad-response',
    ],
    [
      'not packed as it says',
      (_, response) => void response.writeHead(200, { 'Content-Encoding': 'br' }).end('{"a":1}'),
      'bad-response',
    ],
  ])('has its answer refused when it is %s', async (_, listener, code) => {
    await expect(ask(listener)).rejects.toMatchObject({ code });
  });

  it('has its error known by the status, however long its words are', async () => {
    const answer = await ask(endlessBody(429));
    expect(answer.status).toBe(429);
    expect(answer.text.length).toBeLessThanOrEqual(64 * 1024);
    await untilCut();
  });

  it.each<[string, RequestListener]>([
    ['in the middle of a body', drippingBody(5)],
    ['before there are headers', () => undefined],
  ])('is left by a signal %s, also after garbage was collected', async (_, listener) => {
    const stop = new AbortController();
    let asked = false;
    const asking = ask(
      (request, response) => {
        asked = true;
        listener(request, response);
      },
      { signal: stop.signal },
    ).catch((error: unknown) => error);
    await vi.waitFor(() => expect(asked).toBe(true));
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    stop.abort();
    expect(await asking).toBeInstanceOf(VenueFailure);
    expect(await asking).toMatchObject({ code: 'cancelled' });
    await untilCut();
  });
});
