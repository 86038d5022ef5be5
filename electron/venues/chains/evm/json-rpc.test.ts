import { describe, expect, it } from 'vitest';
import { VenueFailure } from '../../reading/venue-failure';
import type { Endpoint } from '../chain-reader';
import { never } from '../testing/test-wallets';
import { JsonRpc, RpcFailure } from './json-rpc';

let servers = 0;

function nodeThat(answer: (body: unknown) => unknown) {
  const bodies: unknown[] = [];
  servers += 1;
  const endpoint: Endpoint = {
    url: `https://node.example/${servers}`,
    host: 'node.example',
    request: async ({ body }) => {
      bodies.push(body);
      return answer(body);
    },
  };
  return { rpc: new JsonRpc(endpoint, never), bodies };
}

const refusing = (error: unknown) => nodeThat(() => ({ jsonrpc: '2.0', id: 1, error }));

async function failureOf(run: Promise<unknown>): Promise<RpcFailure> {
  const error: unknown = await run.catch((caught: unknown) => caught);
  if (!(error instanceof VenueFailure)) throw new Error('it did not fail');
  return error as RpcFailure;
}

describe('a node', () => {
  it.each([
    // https://docs.metamask.io/services/reference/ethereum/json-rpc-methods/#error-codes
    [{ code: -32005, message: 'daily request count exceeded' }, 'rate-limited'],
    [{ code: 429, message: 'slow down' }, 'rate-limited'],
    [{ code: -32000, message: 'Too Many Requests' }, 'rate-limited'],
    [{ code: -32601, message: 'the method does not exist' }, 'bad-response'],
    [{ code: -32000, message: 'header not found' }, 'bad-response'],
  ])('that refuses with %j is %s, and did not run the call', async (error, code) => {
    const failure = await failureOf(refusing(error).rpc.call(['eth_call', []]));
    expect(failure.code).toBe(code);
    expect(failure.reverted).toBeUndefined();
  });

  it.each([
    [{ code: 3, message: 'execution reverted: no', data: '0x08c379a0' }, '0x08c379a0'],
    [{ code: -32000, message: 'execution reverted' }, '0x'],
    [{ code: -32015, message: 'VM execution error: out of gas' }, '0x'],
    [{ code: -32000, message: 'execution aborted (timeout = 5s)' }, '0x'],
    [{ code: -32603, message: 'EVM error OutOfGas' }, '0x'],
  ])('that says %j ran the call, which failed', async (error, data) => {
    expect((await failureOf(refusing(error).rpc.call(['eth_call', []]))).reverted).toBe(data);
  });

  it('has its words redacted, for they may repeat the address', async () => {
    const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
    const node = refusing({ code: -32602, message: `invalid argument ${address}` });
    expect((await failureOf(node.rpc.call(['eth_call', []]))).detail).toBe(
      'invalid argument *** [-32602]',
    );
  });

  it.each([null, [], 'text', {}, { id: 1 }])('that answers %j is not believed', async (answer) => {
    const failure = await failureOf(nodeThat(() => answer).rpc.call(['eth_chainId', []]));
    expect(failure.code).toBe('bad-response');
  });

  it('may answer several requests in any order', async () => {
    const { rpc } = nodeThat(() => [
      { id: 2, error: { code: 3, message: 'execution reverted' } },
      { id: 1, result: '0x1' },
    ]);
    const [first, second] = await rpc.batch([
      ['eth_chainId', []],
      ['eth_call', []],
    ]);
    expect(first).toBe('0x1');
    expect(second).toBeInstanceOf(RpcFailure);
  });

  it('that takes no lists is sent none any more', async () => {
    const { rpc, bodies } = nodeThat((body) =>
      Array.isArray(body)
        ? { id: null, error: { code: -32600, message: 'no batches' } }
        : { id: 1, result: '0x1' },
    );
    const requests = [
      ['eth_chainId', []],
      ['eth_getBlockByNumber', ['latest', false]],
    ] as const;
    expect(await rpc.batch(requests)).toEqual(['0x1', '0x1']);
    expect(await rpc.batch(requests)).toEqual(['0x1', '0x1']);
    expect(bodies.filter((body) => Array.isArray(body))).toHaveLength(1);
  });

  it.each(['eth_sendRawTransaction', 'eth_sendTransaction', 'eth_sign', 'personal_sign'])(
    'is never sent %s, nor anything else that is no reading',
    async (method) => {
      const { rpc, bodies } = nodeThat(() => ({ id: 1, result: '0x' }));
      expect((await failureOf(rpc.call([method, []]))).code).toBe('refused');
      expect((await failureOf(rpc.batch([[method, []]]))).code).toBe('refused');
      const two = [
        ['eth_chainId', []],
        [method, []],
      ] as const;
      expect((await failureOf(rpc.batch(two))).code).toBe('refused');
      expect(bodies).toEqual([]);
    },
  );

  it('that is not at this path is not available', async () => {
    const { rpc } = nodeThat(() => {
      throw new VenueFailure('not-found', 'HTTP 404');
    });
    expect((await failureOf(rpc.call(['eth_chainId', []]))).code).toBe('venue-unavailable');
  });
});
