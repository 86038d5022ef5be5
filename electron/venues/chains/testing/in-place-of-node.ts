import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalEvmNode } from './local-evm-node';

export interface RpcCall {
  readonly method: string;
  readonly params: readonly unknown[];
}

interface Envelope extends RpcCall {
  readonly id: number;
}

export interface NodeStandIn {
  readonly url: string;
  readonly close: () => void;
}

/**
 * A server that answers instead of a node what it is told to (an `Error` is refused with its message),
 * and passes everything else on to the node.
 */
export async function serveInPlaceOf(
  answer: (call: RpcCall) => unknown,
  node: Pick<LocalEvmNode, 'request'>,
  { batches = true } = {},
): Promise<NodeStandIn> {
  const one = async (call: Envelope) => {
    const own = answer(call);
    const rest = { jsonrpc: '2.0', id: call.id };
    if (own instanceof Error) return { ...rest, error: { code: -32000, message: own.message } };
    const result = own ?? (await node.request(call.method, ...call.params));
    return { ...rest, result };
  };
  const answerTo = (body: Envelope | Envelope[]): Promise<unknown> => {
    if (!Array.isArray(body)) return one(body);
    if (batches) return Promise.all(body.map(one));
    const error = { code: -32600, message: 'Batch requests are not supported' };
    return Promise.resolve({ jsonrpc: '2.0', id: null, error });
  };
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Envelope | Envelope[];
      answerTo(body).then(
        (result) => outgoing.end(JSON.stringify(result)),
        () => outgoing.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
