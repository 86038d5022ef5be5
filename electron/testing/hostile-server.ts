import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendSlowly, pourBomb, pourEndless } from '../simulator/plumbing/endless-bodies';

/** A server on loopback that answers however a test wants it to. */
export interface HostileServer {
  readonly url: string;
  /** Connections that are open now. */
  connections(): Promise<number>;
  stop(): Promise<void>;
}

export async function startHostileServer(listener: RequestListener): Promise<HostileServer> {
  const server = createServer(listener);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function endlessBody(status = 200): RequestListener {
  return (_, response) => pourEndless(response, status);
}

export function packedBomb(encoding: 'gzip' | 'br', megabytes: number): RequestListener {
  return (_, response) => pourBomb(response, encoding, megabytes);
}

export function drippingBody(everyMs: number): RequestListener {
  return (_, response) => sendSlowly(response, everyMs);
}

/** The beginning of a body, then nothing. */
export const stoppingBody: RequestListener = (_, response) => {
  response.writeHead(200).write('{"a":');
};

/** Header after header, and never a body. */
export const endlessHeaders: RequestListener = (_, response) => {
  const { socket } = response;
  if (socket === null) return;
  socket.write('HTTP/1.1 200 OK\r\n');
  const timer = setInterval(() => socket.write('X-More: 1\r\n'), 5);
  socket.on('close', () => clearInterval(timer));
};
