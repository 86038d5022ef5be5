import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coinbaseWorld } from '../../../simulator/coinbase/testing/coinbase-world';
import { startSimulatedVenues, type SimulatedVenues } from '../../../simulator/simulated-venues';
import { makeKey } from '../../../simulator/roster/make-key';
import {
  TestGateway,
  balancesOf,
  failureOf,
  never,
  positionsOf,
  table,
  marketsAt,
} from '../testing/test-gateway';

let test: TestGateway<SimulatedVenues>;

beforeAll(async () => {
  test = new TestGateway(await startSimulatedVenues({ world: coinbaseWorld() }));
});
afterAll(() => test.stop());

const read = (accountType: 'spot' | 'earn' | 'futures', index = 0) =>
  test.open('coinbase', index).read(accountType, never);

describe('the simulated Coinbase', () => {
  it('is read account by account, to the last digit', async () => {
    expect(table(balancesOf(await read('spot')))).toEqual({
      BTC: '0.73104218+0.02-0',
      ETH: '5.123456789012345678+0-0',
      USD: '4210.57+300-0',
      USDC: '1250.418204+0-0',
      SHIB: '41000000.123456+0-0',
    });
    expect(table(balancesOf(await read('earn')))).toEqual({
      'ETH staking': '0+2.718281828459045235-0',
      'BTC vault': '0+0.11111111-0',
      'USDC lending': '0+900.123456-0',
    });
    const futures = await read('futures');
    // What is available has the loss of 31.40 in it.
    expect(table(balancesOf(futures))).toEqual({ USD: '2480.12+640-0' });
    expect(positionsOf(futures)).toEqual({
      'BTC-20DEC30-CDE': 'BTC -0.05',
      'ETH-20DEC30-CDE': 'ETH 1.2',
    });
    expect(test.log.lines).toEqual([]);
  });

  it('tells what a key may do, and of a key with nothing that it has nothing', async () => {
    expect(await test.open('coinbase').probe()).toMatchObject({
      ok: true,
      value: {
        permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
        accounts: [{ readable: true }, { readable: true }, { readable: true }],
      },
    });
    for (const accountType of ['spot', 'earn', 'futures'] as const)
      expect(balancesOf(await read(accountType, 1))).toEqual([]);
  });

  it('values all of it as Portolan does', async () => {
    const own = await test.open('coinbase').ownTotal(never);
    if (own?.ok !== true) throw new Error(JSON.stringify(own));
    const { world } = test.venues;
    const held = await Promise.all(
      (['spot', 'earn', 'futures'] as const).map((each) => read(each)),
    );
    const worth = held.flatMap(balancesOf).map(({ code, total }) => {
      const price = code === 'USD' ? 1 : (world.price(code) ?? 0);
      return total.times(price);
    });
    const sum = worth.reduce((one, other) => one.plus(other));
    expect(own.value.amount.minus(sum).abs().lessThan('0.1')).toBe(true);
  });

  it('has prices, and books to order from', async () => {
    const address = test.address('coinbase');
    const tickers = await marketsAt(test.gateway, address).tickers(new Set(['BTC', 'USD']), never);
    if (!tickers.ok) throw new Error(tickers.failure.message);
    expect(tickers.value.map(({ base, quote }) => `${base}/${quote}`)).toContain('BTC/USD');
    const book = await marketsAt(test.gateway, address).orderBook(
      { base: 'BTC', quote: 'USD' },
      never,
    );
    expect(book).toMatchObject({ ok: true });
    expect(await test.open('coinbase').orders.takerFee(never)).toMatchObject({ ok: true });
  });

  it('reads every page', async () => {
    const { world } = test.venues;
    const codes = world.codes().filter((code) => !['BTC', 'ETH', 'USD', 'USDC'].includes(code));
    for (const code of codes) world.setBalance('coinbase', 1, 'spot', code, { available: '1.5' });
    for (let at = 0; at < 300; at += 1)
      world.setBalance('coinbase', 1, 'spot', `ZZ${at}`, { available: '2' });
    const held = table(balancesOf(await read('spot', 1)));
    expect(Object.keys(held).length).toBe(codes.length + 300);
    for (const code of Object.keys(held))
      world.setBalance('coinbase', 1, 'spot', code, { available: '0' });
    expect(balancesOf(await read('spot', 1))).toEqual([]);
  });

  it('moves coins between accounts, and nothing is counted twice once all were read', async () => {
    const { world } = test.venues;
    world.setBalance('coinbase', 1, 'spot', 'ETH', { available: '3' });
    world.setBalance('coinbase', 1, 'spot', 'ETH', { available: '1' });
    world.setBalance('coinbase', 1, 'staking', 'ETH', { available: '2' });
    expect(table(balancesOf(await read('spot', 1)))).toEqual({ ETH: '1+0-0' });
    expect(table(balancesOf(await read('earn', 1)))).toEqual({ 'ETH staking': '0+2-0' });
    world.setBalance('coinbase', 1, 'spot', 'ETH', { available: '0' });
    world.setBalance('coinbase', 1, 'staking', 'ETH', { available: '0' });
  });
});

describe('a key that Coinbase does not take', () => {
  const open = (parts: { apiKey?: string; secret?: string }) => {
    const opened = test.gateway.open('other', test.address('coinbase'), {
      ...test.credentials('coinbase'),
      ...parts,
    });
    if (!opened.ok) throw new Error(opened.failure.message);
    return opened.value;
  };
  const code = async (parts: { apiKey?: string; secret?: string }) =>
    failureOf(await open(parts).read('spot', never)).code;

  it.each([
    ['of somebody else', { secret: makeKey('coinbase', 5, 'Other', []).secret }],
    ['of no known name', { apiKey: 'organizations/a/apiKeys/b' }],
  ])('is refused: %s', async (_what, parts) => {
    expect(await code(parts)).toBe('authentication');
  });

  it('and one that is no key at all is told as such', async () => {
    const secret = '-----BEGIN EC PRIVATE KEY-----\nbm90IGEga2V5\n-----END EC PRIVATE KEY-----';
    expect(await code({ secret })).toBe('invalid-input');
  });

  it('is refused once it is revoked', async () => {
    const off = test.venues.faults.set({ venue: 'coinbase', keyIndex: 0 }, { kind: 'revoked-key' });
    expect(failureOf(await read('spot')).code).toBe('authentication');
    off();
    expect(balancesOf(await read('spot'))).not.toEqual([]);
  });
});
