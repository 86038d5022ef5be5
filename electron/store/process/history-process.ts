import path from 'node:path';
import { parentPort } from '../../processes/parent-port';
import { embeddedDriverFrom } from '../engines/embedded/engine-driver';
import { loadExtensionFrom } from '../engines/embedded/engine-extension';
import { HistoryServer } from './history-server';

/**
 * Entry of the history's own process: an Electron utility process, or a plain Node child with an IPC
 * channel. It lives as long as whoever started it.
 */

const port = parentPort();

// Made by the build, as below.
loadExtensionFrom(path.join(__dirname, '../timescaledb.tar.gz'));

const server = new HistoryServer({
  send: (message) => port.post(message),
  end: (code) => process.exit(code),
  now: Date.now,
  // Made by the build, beside the folder of the bundles.
  driver: embeddedDriverFrom(path.join(__dirname, '../empty-engine.gz')),
});

port.onMessage((message) => void server.receive(message));

// The parent closes the history in good order when the terminal interrupts them both.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', closeAndExit);
port.onExit(closeAndExit);

function closeAndExit(): void {
  server.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
