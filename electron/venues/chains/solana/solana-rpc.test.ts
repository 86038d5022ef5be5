import { expect, it } from 'vitest';
import { never } from '../testing/test-wallets';
import { SolanaRpc } from './solana-rpc';

it.each(['sendTransaction', 'simulateTransaction', 'requestAirdrop', 'getbalance', 'constructor'])(
  'never sends %s, nor anything else that is no reading',
  async (method) => {
    let requests = 0;
    const rpc = new SolanaRpc({
      url: 'https://node.example',
      host: 'node.example',
      request: async () => {
        requests += 1;
        return { result: { context: { slot: 1 }, value: null } };
      },
    });
    await expect(rpc.call(method, [], {}, 0, never)).rejects.toMatchObject({ code: 'refused' });
    expect(requests).toBe(0);
    expect(await rpc.call('getBalance', [], {}, 0, never)).toEqual({ slot: 1, value: null });
  },
);
