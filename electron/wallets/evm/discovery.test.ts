import { padHex, type Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { VenueFailure } from '../../reading/venue-failure';
import type { Endpoint } from '../chain-reader';
import { HeldClock, never, TestLog } from '../testing/test-wallets';
import { TokenDiscovery } from './discovery';
import { JsonRpc } from './json-rpc';

const ADDRESS: Hex = '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed';
const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';

interface Log {
  readonly block: number;
  readonly address: string;
  readonly topics?: readonly string[];
}

interface Filter {
  readonly fromBlock: string;
  readonly toBlock: string;
  readonly topics: readonly unknown[];
}

const contract = (number: number): Hex => padHex(`0x${number.toString(16)}`, { size: 20 });
const transfer = (block: number, address: string): Log => ({ block, address });

/** A node with these logs that answers for at most so many blocks at once. */
function nodeWith(logs: readonly Log[], mostBlocks = Number.POSITIVE_INFINITY) {
  const asked: [from: number, to: number][] = [];
  const refuses: { failure?: VenueFailure } = {};
  const endpoint: Endpoint = {
    url: 'https://node.example',
    host: 'node.example',
    request: async ({ body }) => {
      if (refuses.failure !== undefined) throw refuses.failure;
      const { params } = body as { params: [Filter] };
      const [from, to] = [Number(params[0].fromBlock), Number(params[0].toBlock)];
      expect(params[0].topics).toEqual([TRANSFER, null, padHex(ADDRESS, { size: 32 })]);
      asked.push([from, to]);
      if (to - from + 1 > mostBlocks)
        return { error: { code: -32005, message: 'query returned more than 10000 results' } };
      const result = logs
        .filter(({ block }) => block >= from && block <= to)
        .map(({ address, topics }) => ({ address, topics: topics ?? ['0x', '0x', '0x'] }));
      return { result };
    },
  };
  return { rpc: new JsonRpc(endpoint, never), asked, refuses };
}

function discovery(venue = 'ethereum') {
  const log = new TestLog();
  return { found: new TokenDiscovery(venue, new HeldClock(), log), log };
}

describe('looking for tokens that an address received', () => {
  it('begins about a day ago, and goes on at the blocks that are new', async () => {
    const node = nodeWith([transfer(99_000, contract(1)), transfer(100_050, contract(2))]);
    const { found } = discovery();
    await found.look(node.rpc, ADDRESS, 100_000);
    // 7200 blocks of 12 seconds are a day.
    expect(node.asked).toEqual([[92_800, 100_000]]);
    expect(found.found).toEqual([contract(1)]);
    await found.look(node.rpc, ADDRESS, 100_060);
    expect(found.found).toEqual([contract(1), contract(2)]);
    const [from, to] = node.asked[1] ?? [];
    expect(to).toBe(100_060);
    // The last blocks are looked at again, since they may have been others.
    expect(from).toBe(100_000 - 31);
  });

  it('begins at the first block of a young chain', async () => {
    const node = nodeWith([transfer(0, contract(1))]);
    const { found } = discovery('evm4242');
    await found.look(node.rpc, ADDRESS, 3);
    expect(node.asked).toEqual([[0, 3]]);
    expect(found.found).toEqual([contract(1)]);
  });

  it('asks for half as many blocks until the server takes them, over several readings', async () => {
    const node = nodeWith([transfer(92_900, contract(1)), transfer(99_999, contract(2))], 1000);
    const { found } = discovery();
    await found.look(node.rpc, ADDRESS, 100_000);
    expect(found.found).toEqual([contract(1)]);
    expect(node.asked).toHaveLength(6);
    await found.look(node.rpc, ADDRESS, 100_000);
    expect(found.found).toEqual([contract(1), contract(2)]);
    const answered = node.asked.filter(([from, to]) => to - from < 1000);
    // Without a gap from the beginning to the head.
    expect(answered[0]?.[0]).toBe(92_800);
    for (const [index, [from]] of answered.slice(1).entries())
      expect(from).toBe((answered[index]?.[1] ?? 0) + 1);
    expect(answered.at(-1)?.[1]).toBe(100_000);
  });

  it('leaves a server alone that gives no logs at all', async () => {
    const node = nodeWith([], 0);
    const { found, log } = discovery();
    for (let reading = 0; reading < 5; reading += 1)
      await found.look(node.rpc, ADDRESS, 100_000 + reading);
    const count = node.asked.length;
    await found.look(node.rpc, ADDRESS, 100_010);
    expect(node.asked).toHaveLength(count);
    expect(count).toBeLessThan(12);
    expect(log.lines.join()).toContain('node.example');
  });

  it('goes on from where it stood after a server failed', async () => {
    const node = nodeWith([transfer(95_000, contract(1))]);
    const { found } = discovery();
    node.refuses.failure = new VenueFailure('network');
    await found.look(node.rpc, ADDRESS, 100_000);
    expect(found.found).toEqual([]);
    delete node.refuses.failure;
    await found.look(node.rpc, ADDRESS, 110_000);
    expect(found.found).toEqual([contract(1)]);
  });

  it('takes no pictures for tokens, and no second face of the chain’s own coin', async () => {
    const node = nodeWith([
      { block: 1, address: contract(7), topics: ['0x', '0x', '0x', '0x'] },
      // POL on Polygon, whose balance is that of the account itself.
      transfer(2, '0x0000000000000000000000000000000000001010'),
      transfer(3, '0xABCDEF0000000000000000000000000000000001'),
    ]);
    const { found } = discovery('polygon');
    await found.look(node.rpc, ADDRESS, 10);
    expect(found.found).toEqual(['0xabcdef0000000000000000000000000000000001']);
  });

  it('is not drowned by whoever sends thousands of them', async () => {
    const node = nodeWith(
      Array.from({ length: 1000 }, (_, index) => transfer(5, contract(index + 1))),
    );
    const { found } = discovery();
    await found.look(node.rpc, ADDRESS, 10);
    expect(found.found).toHaveLength(300);
  });

  it('stops when the reading is cancelled', async () => {
    const { found } = discovery();
    const stop = new AbortController();
    const node = nodeWith([]);
    const looking = found.look(node.rpc.within(stop.signal), ADDRESS, 10);
    stop.abort();
    await expect(looking).rejects.toMatchObject({ code: 'cancelled' });
  });
});
