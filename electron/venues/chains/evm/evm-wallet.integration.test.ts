import { keccak256, pad, type Hex } from 'viem';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customEvmChain } from '../../../../shared/chains/evm-chains';
import { serveInPlaceOf, type NodeStandIn, type RpcCall } from '../testing/in-place-of-node';
import { startLocalEvmNode, type LocalEvmNode } from '../testing/local-evm-node';
import { minimalToken } from '../testing/minimal-token';
import { MULTICALL3_DEPLOYMENT } from '../testing/multicall3';
import {
  amountsOf,
  failureIn,
  heldIn,
  never,
  NO_SETTINGS,
  TestWallets,
} from '../testing/test-wallets';

const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const WBTC = '0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599';
const SHIB = '0x95aD61b0a150d79219dCF64E1E6Cc01f0B64C4cE';

let ethereum: LocalEvmNode;
let wallets: TestWallets;
const servers: NodeStandIn[] = [];

beforeAll(async () => {
  ethereum = await startLocalEvmNode();
});

afterAll(async () => {
  await ethereum.stop();
});

afterEach(async () => {
  await wallets.gateway.close();
  for (const server of servers.splice(0)) server.close();
});

let count = 0;
/** An address that no other test used. */
function freshAddress(): Hex {
  count += 1;
  return pad(`0x${count.toString(16)}aa`, { size: 20 });
}

function use(endpoint: string | undefined, address: Hex, venue = 'ethereum') {
  wallets = new TestWallets();
  return wallets.open(address, endpoint === undefined ? { venue } : { venue, endpoint });
}

/** A server that answers some calls itself and passes the others on to the node. */
async function serve(answer: (call: RpcCall) => unknown, options?: { batches: boolean }) {
  const server = await serveInPlaceOf(answer, ethereum, options);
  servers.push(server);
  return server.url;
}

describe('a wallet on a real EVM node', () => {
  it('holds its coin and listed tokens exactly, at one block, by one call', async () => {
    const address = freshAddress();
    await ethereum.setBalance(address, 1_234_567_890_123_456_789n);
    await ethereum.setTokenBalance(USDC, address, 5_000_000n);
    await ethereum.setTokenBalance(WBTC, address, 1n);
    // 24 digits: 123456 whole tokens and 18 places.
    await ethereum.setTokenBalance(SHIB, address, 123_456_789_012_345_678_901_234n);
    const calls: unknown[] = [];
    const server = await serve(({ method, params }) => {
      if (method === 'eth_call') calls.push(params[1]);
      return undefined;
    });
    const session = use(server, address);
    const reading = await session.read('wallet', never);
    expect(calls).toEqual([await ethereum.request('eth_blockNumber')]);
    expect(amountsOf(reading)).toEqual({
      ETH: '1.234567890123456789',
      USDC: '5',
      WBTC: '0.00000001',
      SHIB: '123456.789012345678901234',
    });
    expect(heldIn(reading).every(({ accountType }) => accountType === 'wallet')).toBe(true);
    expect(heldIn(reading).some((balance) => 'token' in balance)).toBe(false);
  });

  it('tells what the protocols of staked tokens give, and no rate where a contract does not answer', async () => {
    const address = freshAddress();
    const [WSTETH, RETH] = [
      '0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0',
      '0xae78736Cd615f374D3085123A210448E74Fc6393',
    ];
    const answers = { 'stEthPerToken()': 1_213_141_516_171_819_202n };
    const code = minimalToken({ symbol: 'wstETH', name: 'wstETH', decimals: 18, answers });
    await ethereum.request('anvil_setCode', WSTETH, code);
    await ethereum.setTokenBalance(WSTETH, address, 10n ** 18n);
    await ethereum.setTokenBalance(RETH, address, 10n ** 18n);
    const rates = heldIn(await use(ethereum.url, address).read('wallet', never)).map(
      ({ code: held, protocolRate }) =>
        [held, protocolRate?.to, protocolRate?.rate.toFixed()].join(' ').trim(),
    );
    expect(rates.sort()).toEqual(['RETH', 'WSTETH STETH 1.213141516171819202']);
  });

  it('says what it is: one account that can be read, and nothing else', async () => {
    // The first example of https://eips.ethereum.org/EIPS/eip-55
    const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
    const session = use(ethereum.url, address);
    expect(await session.accounts()).toEqual({
      ok: true,
      value: [{ accountType: 'wallet', source: 'eth_getBalance, balanceOf', updates: 'polling' }],
    });
    const probe = await session.probe();
    expect(probe).toMatchObject({
      ok: true,
      value: {
        permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
        accounts: [{ accountType: 'wallet', readable: true }],
        watches: '0x5aAe…eAed',
      },
    });
    expect(await session.read('spot', never)).toEqual({
      outcome: 'unsupported',
      reason: 'A wallet on Ethereum has no spot account.',
    });
    expect(amountsOf(await session.read('wallet', never))).toEqual({});
  });

  it('sees a token that arrives while it is watched, and what that says of itself', async () => {
    const address = freshAddress();
    const session = use(ethereum.url, address);
    expect(amountsOf(await session.read('wallet', never))).toEqual({});
    const spam = await ethereum.addToken({
      symbol: 'USDC',
      name: 'Visit \u202Eclaim.example\u202C to claim\n your reward of 1000 dollars now',
      decimals: 6,
    });
    await ethereum.airdrop(spam, address, 1_000_000_000n);
    const id = `eip155:1/erc20:${spam}`;
    const reading = await session.read('wallet', never);
    expect(amountsOf(reading)).toEqual({ [id]: '1000' });
    expect(heldIn(reading)[0]?.token).toEqual({
      symbol: 'USDC',
      name: 'Visit claim.example to claim your rewar…',
    });
    // It stays, and more of it is seen.
    await ethereum.airdrop(spam, address, 1n);
    expect(amountsOf(await session.read('wallet', never))).toEqual({ [id]: '1000.000001' });
  });

  it('finds what arrived within the last day before it was watched', async () => {
    const address = freshAddress();
    const token = await ethereum.addToken({ symbol: 'OLD', name: 'Old', decimals: 0 });
    await ethereum.airdrop(token, address, 7n);
    await ethereum.request('anvil_mine', '0x12c');
    const session = use(ethereum.url, address);
    expect(amountsOf(await session.read('wallet', never))).toEqual({
      [`eip155:1/erc20:${token}`]: '7',
    });
  });

  it('is not harmed by tokens that revert or burn all gas', async () => {
    const address = freshAddress();
    const good = await ethereum.addToken({ symbol: 'GOOD', name: 'Good', decimals: 2 });
    const reverts = await ethereum.addToken({
      symbol: 'BAD',
      name: 'Bad',
      decimals: 2,
      balanceOf: 'reverts',
    });
    const burns = await ethereum.addToken({
      symbol: 'GAS',
      name: 'Gas',
      decimals: 2,
      balanceOf: 'burns-gas',
    });
    for (const token of [burns, good, reverts]) await ethereum.airdrop(token, address, 250n);
    await ethereum.setTokenBalance(USDC, address, 1n);
    const session = use(ethereum.url, address);
    const expected = { USDC: '0.000001', [`eip155:1/erc20:${good}`]: '2.5' };
    expect(amountsOf(await session.read('wallet', never))).toEqual(expected);
    expect(amountsOf(await session.read('wallet', never))).toEqual(expected);
  });

  it('reads tokens that the user added, and says which of them is none', async () => {
    const address = freshAddress();
    const token = await ethereum.addToken({ symbol: 'MINE', name: 'My token', decimals: 3 });
    await ethereum.setTokenBalance(token, address, 1500n);
    const session = use(ethereum.url, address);
    wallets.settings = {
      ...NO_SETTINGS,
      addedTokens: { ethereum: [token.toUpperCase().replace('0X', '0x'), USDC] },
    };
    const reading = await session.read('wallet', never);
    expect(amountsOf(reading)).toEqual({ [`eip155:1/erc20:${token}`]: '1.5' });
    expect(heldIn(reading)[0]?.token).toEqual({ symbol: 'MINE', name: 'My token' });
    const nothing = freshAddress();
    wallets.settings = { ...NO_SETTINGS, addedTokens: { ethereum: [nothing] } };
    const failed = failureIn(await session.read('wallet', never));
    expect(failed.code).toBe('invalid-input');
    expect(failed.message).toContain(nothing);
    expect(failed.hint).toContain('Settings');
  });

  it('says which of the added tokens is to blame for a failure', async () => {
    const address = freshAddress();
    const burns = await ethereum.addToken({
      symbol: 'OUT',
      name: 'Burnt out',
      decimals: 2,
      balanceOf: 'burns-gas',
    });
    const good = await ethereum.addToken({ symbol: 'FINE', name: 'Fine', decimals: 2 });
    const session = use(ethereum.url, address);
    wallets.settings = { ...NO_SETTINGS, addedTokens: { ethereum: [good, burns] } };
    const failed = failureIn(await session.read('wallet', never));
    expect(failed.code).toBe('invalid-input');
    expect(failed.message).toContain(burns);
  });

  it('reads chains that the user described, without Multicall3 and batches too', async () => {
    const node = await startLocalEvmNode({ chainId: 4242, multicall: false });
    try {
      const address = freshAddress();
      const token = await node.addToken({ symbol: 'TKN', name: 'Token', decimals: 18 });
      await node.setBalance(address, 3n * 10n ** 18n);
      await node.airdrop(token, address, 10n ** 17n);
      const chain = customEvmChain({
        id: 'evm4242',
        name: 'Homenet',
        chainId: 4242,
        nativeCode: 'HOME',
        endpoints: [node.url],
      });
      const session = (() => {
        wallets = new TestWallets();
        wallets.settings = { ...NO_SETTINGS, customChains: [chain] };
        return wallets.open(address, { venue: 'evm4242' });
      })();
      expect(wallets.gateway.venues().at(-1)).toMatchObject({ id: 'evm4242', name: 'Homenet' });
      const expected = { HOME: '3', [`eip155:4242/erc20:${token}`]: '0.1' };
      expect(amountsOf(await session.read('wallet', never))).toEqual(expected);
    } finally {
      await node.stop();
    }
  });
});

describe('the servers of a chain', () => {
  it('are asked one after the other when one dies', async () => {
    const address = freshAddress();
    const dying = await startLocalEvmNode();
    await dying.setTokenBalance(USDC, address, 1_000_000n);
    await ethereum.setTokenBalance(USDC, address, 2_000_000n);
    const session = use(undefined, address);
    wallets.settings = { ...NO_SETTINGS, endpoints: { ethereum: [dying.url, ethereum.url] } };
    expect(amountsOf(await session.read('wallet', never))).toEqual({ USDC: '1' });
    await dying.stop();
    expect(amountsOf(await session.read('wallet', never))).toEqual({ USDC: '2' });
  });

  it('say themselves how a token is divided', async () => {
    const address = freshAddress();
    const token = await ethereum.addToken({ symbol: 'DIV', name: 'Divided', decimals: 2 });
    await ethereum.setTokenBalance(token, address, 100n);
    // It lies: the token has no decimals.
    let isUp = true;
    const node = await startLocalEvmNode();
    try {
      const other = minimalToken({ symbol: 'DIV', name: 'Divided', decimals: 0 });
      await node.request('anvil_setCode', token, other);
      await node.setTokenBalance(token, address, 100n);
      const server = await serveInPlaceOf(
        () => (isUp ? undefined : new Error('out of order')),
        node,
      );
      servers.push(server);
      const session = use(undefined, address);
      wallets.settings = {
        ...NO_SETTINGS,
        endpoints: { ethereum: [server.url, ethereum.url] },
        addedTokens: { ethereum: [token] },
      };
      const id = `eip155:1/erc20:${token}`;
      expect(amountsOf(await session.read('wallet', never))).toEqual({ [id]: '100' });
      isUp = false;
      expect(amountsOf(await session.read('wallet', never))).toEqual({ [id]: '1' });
    } finally {
      await node.stop();
    }
  });

  it('of another chain are not believed, which is said', async () => {
    const address = freshAddress();
    const base = await startLocalEvmNode({ venue: 'base' });
    try {
      await base.setBalance(address, 5n);
      const session = use(base.url, address);
      const failed = failureIn(await session.read('wallet', never));
      expect(failed.code).toBe('bad-response');
      expect(failed.message).toContain('it serves chain 8453 and not 1');
      expect(failed.hint).toBe('Set a server for Ethereum (chain 1) in Settings.');
    } finally {
      await base.stop();
    }
  });

  it('that are down are named, without the path that may hold a key', async () => {
    const server = await serve(() => undefined);
    servers.splice(0).forEach((each) => each.close());
    const session = use(`${server}/v3/0123456789abcdef`, freshAddress());
    const failed = failureIn(await session.read('wallet', never));
    expect(failed.code).toBe('network');
    expect(failed.message).toContain(new URL(server).host);
    expect(failed.message).not.toContain('0123456789abcdef');
    expect(failed.hint).toContain('add another server for Ethereum in Settings');
    const probe = await session.probe();
    expect(probe).toMatchObject({
      ok: true,
      value: { accounts: [{ readable: false, failure: { code: 'network' } }] },
    });
  });

  it('that refuse several requests at once are asked one by one', async () => {
    const address = freshAddress();
    await ethereum.setBalance(address, 10n ** 18n);
    const session = use(await serve(() => undefined, { batches: false }), address);
    expect(amountsOf(await session.read('wallet', never))).toEqual({ ETH: '1' });
  });

  it('that give no logs still give balances', async () => {
    const address = freshAddress();
    await ethereum.setBalance(address, 2n * 10n ** 18n);
    const server = await serve(({ method }) =>
      method === 'eth_getLogs' ? new Error('limit exceeded') : undefined,
    );
    const session = use(server, address);
    expect(amountsOf(await session.read('wallet', never))).toEqual({ ETH: '2' });
    expect(amountsOf(await session.read('wallet', never))).toEqual({ ETH: '2' });
  });

  it('that take few blocks at once are asked for fewer', async () => {
    const address = freshAddress();
    const token = await ethereum.addToken({ symbol: 'FEW', name: 'Few', decimals: 0 });
    await ethereum.airdrop(token, address, 3n);
    const spans: number[] = [];
    const server = await serve(({ method, params }) => {
      if (method !== 'eth_getLogs') return undefined;
      const { fromBlock, toBlock } = params[0] as { fromBlock: string; toBlock: string };
      const span = Number(toBlock) - Number(fromBlock) + 1;
      spans.push(span);
      return span > 200 ? new Error('block range is too large') : undefined;
    });
    const session = use(server, address);
    await session.read('wallet', never);
    expect(amountsOf(await session.read('wallet', never))).toEqual({
      [`eip155:1/erc20:${token}`]: '3',
    });
    expect(Math.max(...spans.slice(-1))).toBeLessThanOrEqual(200);
  });

  it('are asked again when the block they read at is reorganised away', async () => {
    const address = freshAddress();
    await ethereum.setBalance(address, 4n * 10n ** 18n);
    let checks = 0;
    const server = await serve(({ method, params }) => {
      if (method !== 'eth_getBlockByNumber' || params[0] === 'latest') return undefined;
      checks += 1;
      return checks === 1 ? { number: params[0], hash: keccak256('0x01') } : undefined;
    });
    const session = use(server, address);
    expect(amountsOf(await session.read('wallet', never))).toEqual({ ETH: '4' });
    expect(checks).toBe(2);
  });

  it('that are behind what was read before are not believed', async () => {
    const address = freshAddress();
    await ethereum.setBalance(address, 10n ** 18n);
    let age = 0;
    const server = await serve(({ method, params }) => {
      if (method !== 'eth_getBlockByNumber' || params[0] !== 'latest' || age === 0)
        return undefined;
      const timestamp = `0x${(Math.floor(Date.now() / 1000) - age).toString(16)}`;
      return { number: '0x1', hash: keccak256('0x01'), timestamp };
    });
    const session = use(server, address);
    expect(amountsOf(await session.read('wallet', never))).toEqual({ ETH: '1' });
    age = 3600;
    const failed = failureIn(await session.read('wallet', never));
    expect(failed.code).toBe('venue-unavailable');
    expect(failed.message).toContain('seconds behind');
  });

  it('make a reading fail when a listed token is missing from their answer', async () => {
    const address = freshAddress();
    const node = await startLocalEvmNode();
    try {
      await node.request('anvil_setCode', USDC, '0x');
      const failed = failureIn(await use(node.url, address).read('wallet', never));
      expect(failed.code).toBe('bad-response');
      expect(failed.message).toContain('the balance of USDC was missing');
    } finally {
      await node.stop();
    }
  });
});

describe('the local node', () => {
  it('has the Multicall3 that every chain has', async () => {
    expect(keccak256(MULTICALL3_DEPLOYMENT.transaction)).toBe(MULTICALL3_DEPLOYMENT.hash);
    const code = await ethereum.request(
      'eth_getCode',
      '0xcA11bde05977b3631167028862bE2a173976CA11',
      'latest',
    );
    expect(String(code).length).toBe(2 + 2 * 0xee0);
  });
});
