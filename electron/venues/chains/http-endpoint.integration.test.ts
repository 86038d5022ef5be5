import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint, EndpointRequest } from './chain-reader';
import { httpEndpoint } from './http-endpoint';
import { never, systemClock } from './testing/test-wallets';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function endpoint(listener: RequestListener, userinfo = '', path = ''): Promise<Endpoint> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return httpEndpoint(`http://${userinfo}127.0.0.1:${port}${path}`, systemClock);
}

const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  endpoint((_, response) => response.writeHead(status, headers).end(body));

const ask = (asked: Endpoint, request: EndpointRequest = {}) => asked.request(request, never);

describe('a server over HTTP', () => {
  it('is asked below its path, with JSON where there is something to send', async () => {
    const seen: string[] = [];
    const asked = await endpoint(
      (request, response) => {
        seen.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? ''}`);
        response.end('{"a":[1]}');
      },
      '',
      '/api/',
    );
    expect(await ask(asked, { path: '/block/1' })).toEqual({ a: [1] });
    expect(await ask(asked, { body: { b: 2 } })).toEqual({ a: [1] });
    expect(seen).toEqual(['GET /api/block/1 ', 'POST /api/ application/json']);
  });

  it('gets the query of its address after every path', async () => {
    const seen: (string | undefined)[] = [];
    const asked = await endpoint(
      (request, response) => {
        seen.push(request.url);
        response.end('{}');
      },
      '',
      '/api/?key=0123',
    );
    await ask(asked, { path: '/address/bc1' });
    await ask(asked, { body: {} });
    expect(seen).toEqual(['/api/address/bc1?key=0123', '/api/?key=0123']);
    expect(asked.host).not.toContain('0123');
  });

  it('keeps digits that a double cannot hold', async () => {
    const asked = await answering(200, '{"units":123456789012345678901234,"small":1}');
    expect(await ask(asked)).toEqual({ units: '123456789012345678901234', small: 1 });
  });

  it('may answer text', async () => {
    expect(await ask(await answering(200, '850000'), { as: 'text' })).toBe('850000');
  });

  it('is given the name and password of its address, which are not shown', async () => {
    let authorization: string | undefined;
    const asked = await endpoint((request, response) => {
      authorization = request.headers.authorization;
      response.end('{}');
    }, 'me:p%40ss@');
    await ask(asked);
    expect(authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    expect(asked.host).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  it.each([
    [500, 'venue-unavailable'],
    [503, 'venue-unavailable'],
    [401, 'venue-unavailable'],
    [403, 'venue-unavailable'],
    [404, 'not-found'],
    [400, 'bad-response'],
    [429, 'rate-limited'],
  ])('that answers HTTP %i is %s', async (status, code) => {
    await expect(ask(await answering(status, '{}'))).rejects.toMatchObject({
      code,
      detail: `HTTP ${status}`,
    });
  });

  it('may have errors that are answers', async () => {
    const asked = await answering(400, '{"error":{"code":-32602}}');
    expect(await ask(asked, { acceptStatus: [400] })).toEqual({ error: { code: -32602 } });
  });

  it('says until when it wants to be left alone', async () => {
    const before = Date.now();
    const failed: unknown = await ask(await answering(429, '', { 'Retry-After': '120' })).catch(
      (error: unknown) => error,
    );
    const retryAt = (failed as { extra: { retryAt: number } }).extra.retryAt;
    expect(retryAt).toBeGreaterThanOrEqual(before + 120_000);
    expect(retryAt).toBeLessThanOrEqual(Date.now() + 120_000);
  });

  it('is not left alone for longer than an hour, whatever it wants', async () => {
    const failed: unknown = await ask(
      await answering(429, '', { 'Retry-After': '31536000' }),
    ).catch((error: unknown) => error);
    const retryAt = (failed as { extra: { retryAt: number } }).extra.retryAt;
    expect(retryAt).toBeLessThanOrEqual(Date.now() + 3_600_000);
  });

  it.each([
    ['', 'it was empty'],
    ['<html>Sign in to this network</html>', 'it was a web page'],
    ['{"result":', 'it was no JSON'],
  ])('that answers %j is not believed', async (body, detail) => {
    await expect(ask(await answering(200, body))).rejects.toMatchObject({
      code: 'bad-response',
      detail,
    });
  });

  it('is not followed elsewhere', async () => {
    const asked = await answering(302, '', { Location: 'http://127.0.0.1:1/' });
    await expect(ask(asked)).rejects.toMatchObject({ code: 'network' });
  });

  it('that does not answer in time is given up on', async () => {
    const asked = await endpoint(() => undefined);
    await expect(ask(asked, { timeoutMs: 30 })).rejects.toMatchObject({ code: 'timeout' });
  });

  it('is not waited for once that is cancelled', async () => {
    const stop = new AbortController();
    const asked = await endpoint(() => stop.abort());
    await expect(asked.request({}, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('that is not there says so', async () => {
    const asked = httpEndpoint('http://127.0.0.1:1', systemClock);
    await expect(ask(asked)).rejects.toMatchObject({ code: 'network' });
  });
});
