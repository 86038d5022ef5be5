import { ChannelServer } from '../../shared/channel/server';
import { readingHoldings } from '../../shared/manual/holdings-csv';
import { parentPort } from '../processes/parent-port';
import { inPieces } from './in-pieces';
import { workerTable, type WorkerTable } from './worker-table';

/** Entry of the process for heavy pure work: it holds nothing, and may be ended at any moment. */

const port = parentPort();

const server: ChannelServer<WorkerTable['calls'], WorkerTable['events']> = new ChannelServer<
  WorkerTable['calls'],
  WorkerTable['events']
>({
  calls: workerTable.calls,
  handlers: {
    readHoldings: ({ text }, context) => inPieces(readingHoldings(text), context),
  },
  post: (message) => port.post(message),
  // A message may quote the user's file, which is nothing for a log.
  onError: (call, error) =>
    server.tell('wentWrong', `${call} failed: ${error instanceof Error ? error.name : 'unknown'}`),
});

port.onMessage((message) => void server.receive(message));
port.onExit(() => process.exit(0));
