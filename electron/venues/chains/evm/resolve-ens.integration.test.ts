import { encodeAbiParameters, pad, toFunctionSelector, type Hex } from 'viem';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startLocalEvmNode, type LocalEvmNode } from '../testing/local-evm-node';
import { constantAnswer } from '../testing/minimal-token';
import { never, NO_SETTINGS, TestWallets } from '../testing/test-wallets';

let ethereum: LocalEvmNode;
let wallets: TestWallets;

beforeAll(async () => {
  ethereum = await startLocalEvmNode();
});

afterAll(async () => {
  await ethereum.stop();
});

afterEach(async () => {
  await wallets.gateway.close();
});

describe('ENS names', () => {
  const UNIVERSAL_RESOLVER = '0xeeeeeeee14d718c2b47d9923deab1335e144eeee';
  const owner = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';

  async function resolve(code: Hex, name = 'vitalik.eth') {
    await ethereum.request('anvil_setCode', UNIVERSAL_RESOLVER, code);
    wallets = new TestWallets();
    wallets.settings = { ...NO_SETTINGS, endpoints: { ethereum: [ethereum.url] } };
    return wallets.gateway.resolveName(name, never);
  }

  // resolveWithGateways(bytes,bytes,string[]) returns (bytes result, address resolver):
  // https://docs.ens.domains/resolvers/universal
  const answer = (result: Hex) =>
    constantAnswer(encodeAbiParameters([{ type: 'bytes' }, { type: 'address' }], [result, owner]));

  it('resolve to an address, to be confirmed', async () => {
    expect(await resolve(answer(pad(owner, { size: 32 })), ' Vitalik.ETH ')).toEqual({
      ok: true,
      value: { name: 'vitalik.eth', address: owner, family: 'evm' },
    });
  });

  it('are shown as they are asked for, however they were typed', async () => {
    // Full-width letters, which https://docs.ens.domains/ensip/15 maps to the usual ones.
    const typed = '\uFF36\uFF29\uFF34\uFF21\uFF2C\uFF29\uFF2B.eth';
    expect(await resolve(answer(pad(owner, { size: 32 })), typed)).toMatchObject({
      ok: true,
      value: { name: 'vitalik.eth' },
    });
  });

  it('that lead nowhere say so', async () => {
    const expected = {
      ok: false,
      failure: {
        code: 'not-found',
        message: 'vitalik.eth cannot be resolved: the name leads to no address.',
      },
    };
    expect(await resolve(answer(pad('0x', { size: 32 })))).toMatchObject(expected);
    // ResolverNotFound(bytes) of the universal resolver.
    const notFound = toFunctionSelector('ResolverNotFound(bytes)');
    const encoded = encodeAbiParameters([{ type: 'bytes' }], ['0x01']).slice(2);
    expect(await resolve(constantAnswer(`${notFound}${encoded}`, 'REVERT'))).toMatchObject(
      expected,
    );
  });

  it('that a web server answers are not followed there', async () => {
    const data = encodeAbiParameters(
      [
        { type: 'address' },
        { type: 'string[]' },
        { type: 'bytes' },
        { type: 'bytes4' },
        { type: 'bytes' },
      ],
      [UNIVERSAL_RESOLVER, ['https://gateway.example/{sender}'], '0x', '0x00000000', '0x'],
    );
    const result = await resolve(constantAnswer(`0x556f1830${data.slice(2)}`, 'REVERT'));
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'unsupported', hint: 'Give the address itself.' },
    });
  });

  it('are refused when they are none', async () => {
    wallets = new TestWallets();
    for (const name of ['vitalik', '.eth', 'a..eth', 'not_valid\u0000.eth'])
      expect(await wallets.gateway.resolveName(name, never)).toMatchObject({
        ok: false,
        failure: { code: 'invalid-input' },
      });
  });
});
