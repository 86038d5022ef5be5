import path from 'node:path';
import { embeddedDriverFrom } from '../engines/embedded/engine-driver';
import { loadExtensionFrom } from '../engines/embedded/engine-extension';
import { HistoryServer } from './history-server';
import { isRequest, type HistoryAnswer, type HistoryNotice } from './messages';

/**
 * Entry of the history's own process: an Electron utility process, or a plain Node child with an IPC
 * channel. It lives as long as whoever started it.
 */

/** As much of Electron's `process.parentPort` as is used here; absent in a plain Node process. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const parentPort: unknown = Reflect.get(process, 'parentPort');
const electronPort = isParentPort(parentPort) ? parentPort : undefined;

// Made by the build, as below.
loadExtensionFrom(path.join(__dirname, '../timescaledb.tar.gz'));

const server = new HistoryServer({
  send,
  end: (code) => process.exit(code),
  now: Date.now,
  // Made by the build, beside the folder of the bundles.
  driver: embeddedDriverFrom(path.join(__dirname, '../empty-engine.gz')),
});

if (electronPort !== undefined) electronPort.on('message', ({ data }) => receive(data));
else process.on('message', receive);

// The parent closes the history in good order when the terminal interrupts them both.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', closeAndExit);
process.on('disconnect', closeAndExit);

function receive(message: unknown): void {
  if (isRequest(message)) void server.answer(message);
}

function send(message: HistoryAnswer | HistoryNotice): void {
  if (electronPort !== undefined) electronPort.postMessage(message);
  else if (process.connected) process.send?.(message);
}

function closeAndExit(): void {
  server.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}

function isParentPort(candidate: unknown): candidate is ParentPort {
  return typeof candidate === 'object' && candidate !== null && 'postMessage' in candidate;
}
