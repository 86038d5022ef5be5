import { padHex, type Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { VenueFailure } from '../../reading/venue-failure';
import type { Endpoint } from '../chain-reader';
import { HeldClock, never, TestLog, TestMemory } from '../testing/test-wallets';
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
  const refuses: { failure?: VenueFailure; before?: number } = {};
  const endpoint: Endpoint = {
    url: 'https://node.example',
    host: 'node.example',
    request: async ({ body }) => {
      if (refuses.failure !== undefined) throw refuses.failure;
      const { method, params } = body as { method: string; params: [Filter] };
      if (method === 'eth_getBlockByNumber')
        return { result: { timestamp: `0x${(Number(params[0]) * 12).toString(16)}` } };
      const [from, to] = [Number(params[0].fromBlock), Number(params[0].toBlock)];
      expect(params[0].topics).toEqual([TRANSFER, null, padHex(ADDRESS, { size: 32 })]);
      asked.push([from, to]);
      if (to - from + 1 > mostBlocks || from < (refuses.before ?? 0))
        return { error: { code: -32005, message: 'query returned more than 10000 results' } };
      const result = logs
        .filter(({ block }) => block >= from && block <= to)
        .map(({ address, topics }) => ({ address, topics: topics ?? ['0x', '0x', '0x'] }));
      return { result };
    },
  };
  return { rpc: new JsonRpc(endpoint, never), asked, refuses };
}

function discovery(venue = 'ethereum', memory = new TestMemory()) {
  const log = new TestLog();
  const search: { tokenDays?: number } = {};
  const clock = new HeldClock();
  const found = new TokenDiscovery({ venue, clock, log, search: () => search, memory });
  return { found, log, search, memory };
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

  it('says how far back it looked, and when that was', async () => {
    const node = nodeWith([]);
    const { found } = discovery();
    expect(found.reach).toBeUndefined();
    await found.look(node.rpc, ADDRESS, 100_000);
    expect(found.reach).toEqual({
      kind: 'tokens',
      days: 1,
      fromBlock: 92_800,
      toBlock: 100_000,
      since: 92_800 * 12_000,
      state: 'done',
    });
  });

  it('looks further back when that is wanted, without asking again for what it knows', async () => {
    const node = nodeWith([transfer(60_000, contract(1)), transfer(95_000, contract(2))]);
    const { found, search } = discovery();
    await found.look(node.rpc, ADDRESS, 100_000);
    expect(found.found).toEqual([contract(2)]);
    search.tokenDays = 7;
    await found.look(node.rpc, ADDRESS, 100_001);
    expect(found.found).toEqual([contract(2), contract(1)]);
    expect(found.reach).toMatchObject({ days: 7, fromBlock: 100_001 - 7 * 7_200, state: 'done' });
    const older = node.asked.slice(2);
    expect(older[0]?.[1]).toBe(92_799);
    for (const [index, [, to]] of older.slice(1).entries())
      expect(to).toBe((older[index]?.[0] ?? 0) - 1);
  });

  it('goes back over many readings, and says meanwhile that it is not there yet', async () => {
    const node = nodeWith([transfer(5, contract(1))]);
    const { found, search } = discovery();
    search.tokenDays = 36_500;
    const states: unknown[] = [];
    for (let reading = 0; reading < 4 && found.reach?.state !== 'done'; reading += 1) {
      await found.look(node.rpc, ADDRESS, 130_000);
      states.push(found.reach?.state);
    }
    expect(states).toEqual(['looking', 'looking', 'done']);
    expect(found.found).toEqual([contract(1)]);
    expect(found.reach).toMatchObject({ fromBlock: 0, toBlock: 130_000 });
  });

  it('says so where a server tells of no older blocks, and keeps looking at new ones', async () => {
    const node = nodeWith([transfer(100_005, contract(3))]);
    const { found, search } = discovery();
    await found.look(node.rpc, ADDRESS, 100_000);
    search.tokenDays = 30;
    node.refuses.before = 92_800;
    for (let reading = 1; reading < 6; reading += 1)
      await found.look(node.rpc, ADDRESS, 100_000 + reading * 10);
    expect(found.reach).toMatchObject({ fromBlock: 92_800, toBlock: 100_050, state: 'refused' });
    expect(found.found).toEqual([contract(3)]);
  });

  it('says so where a server gives no logs at all', async () => {
    const node = nodeWith([], 0);
    const { found } = discovery();
    for (let reading = 0; reading < 5; reading += 1)
      await found.look(node.rpc, ADDRESS, 100_000 + reading);
    expect(found.reach).toEqual({ kind: 'tokens', days: 1, state: 'refused' });
  });

  it('survives a restart with what it found and where it stood', async () => {
    const node = nodeWith([transfer(93_000, contract(1)), transfer(150_000, contract(2))]);
    const before = discovery();
    await before.found.look(node.rpc, ADDRESS, 100_000);
    const after = discovery('ethereum', before.memory);
    // A week later: what was received meanwhile, and what nobody sent since, are both known.
    for (let reading = 0; reading < 3; reading += 1)
      await after.found.look(node.rpc, ADDRESS, 160_000);
    expect(after.found.found).toEqual([contract(1), contract(2)]);
    expect(after.found.reach).toMatchObject({ fromBlock: 92_800, toBlock: 160_000, state: 'done' });
    expect(node.asked[1]?.[0]).toBe(100_000 - 31);
  });

  it('keeps where it stands now and then, not at each block', async () => {
    const node = nodeWith([]);
    const { found, memory } = discovery();
    let writes = 0;
    const save = memory.save;
    memory.save = (...kept) => {
      writes += 1;
      save(...kept);
    };
    for (let reading = 0; reading < 20; reading += 1)
      await found.look(node.rpc, ADDRESS, 100_000 + reading * 5);
    expect(writes).toBe(1);
    await found.look(node.rpc, ADDRESS, 103_000);
    expect(writes).toBe(2);
  });

  it('begins anew on a chain that is shorter than it was', async () => {
    const node = nodeWith([transfer(3, contract(1))]);
    const before = discovery('evm4242');
    await before.found.look(node.rpc, ADDRESS, 90_000);
    const after = discovery('evm4242', before.memory);
    await after.found.look(node.rpc, ADDRESS, 10);
    expect(after.found.found).toEqual([contract(1)]);
    expect(after.found.reach).toMatchObject({ fromBlock: 0, toBlock: 10 });
  });

  it.each([null, 'a word', { from: -1, next: 5, found: [] }, { from: 1, next: 2, found: ['0x1'] }])(
    'is not misled by %j in place of what was kept',
    async (kept) => {
      const node = nodeWith([]);
      const { found, memory } = discovery();
      memory.kept.set(ADDRESS, kept);
      await found.look(node.rpc, ADDRESS, 100_000);
      expect(found.reach).toMatchObject({ fromBlock: 92_800, state: 'done' });
    },
  );

  it('stops when the reading is cancelled', async () => {
    const { found } = discovery();
    const stop = new AbortController();
    const node = nodeWith([]);
    const looking = found.look(node.rpc.within(stop.signal), ADDRESS, 10);
    stop.abort();
    await expect(looking).rejects.toMatchObject({ code: 'cancelled' });
  });
});
