import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Writable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

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

/** Never ends, as fast as it is read. */
export function endlessBody(status = 200): RequestListener {
  return (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    pour(response, Buffer.alloc(64 * 1024, '[1,'), Number.POSITIVE_INFINITY);
  };
}

/** Some kilobytes that unpack to so many megabytes. */
export function packedBomb(encoding: 'gzip' | 'br', megabytes: number): RequestListener {
  return (_, response) => {
    response.writeHead(200, { 'Content-Encoding': encoding });
    const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
    const packer = encoding === 'gzip' ? createGzip({ level: 1 }) : createBrotliCompress(quick);
    packer.pipe(response);
    response.on('close', () => packer.destroy());
    pour(packer, Buffer.alloc(1024 ** 2, ' '), megabytes);
  };
}

/** A byte now and then, never all. */
export function drippingBody(everyMs: number): RequestListener {
  return (_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), everyMs);
    response.on('close', () => clearInterval(timer));
  };
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

function pour(to: Writable, chunk: Buffer, times: number): void {
  let left = times;
  const goOn = (): void => {
    while (left > 0 && !to.destroyed) {
      left -= 1;
      if (!to.write(chunk)) {
        to.once('drain', goOn);
        return;
      }
    }
    if (left <= 0) to.end();
  };
  to.on('error', () => undefined);
  goOn();
}
