import { describe, expect, it } from 'vitest';
import { customEvmChain } from '../../../shared/chains/evm-chains';
import { failureIn, never, NO_SETTINGS, TestWallets } from './testing/test-wallets';

const ADDRESS = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

function open(address: string, venue = 'ethereum', endpoint?: string) {
  const { gateway } = new TestWallets();
  return gateway.open(
    'wallet',
    { venue, ...(endpoint === undefined ? {} : { endpoint }) },
    { address },
  );
}

describe('the gateway to chains', () => {
  it('knows every chain, and those that the user described', () => {
    const wallets = new TestWallets();
    wallets.settings = {
      ...NO_SETTINGS,
      customChains: [
        customEvmChain({
          id: 'evm100',
          name: 'Gnosis',
          chainId: 100,
          nativeCode: 'XDAI',
          endpoints: ['https://rpc.gnosischain.com'],
        }),
      ],
    };
    expect(wallets.gateway.venues().map(({ id }) => id)).toEqual([
      'bitcoin',
      'ethereum',
      'arbitrum',
      'optimism',
      'base',
      'polygon',
      'bsc',
      'avalanche',
      'solana',
      'evm100',
    ]);
    expect(wallets.gateway.venues()[1]).toEqual({
      id: 'ethereum',
      kind: 'chain',
      name: 'Ethereum',
      credentials: ['address'],
      support: 'full',
      accountTypes: ['wallet'],
      updates: 'polling',
    });
  });

  // Published examples: BIP-39's first test vector, BIP-32's first, and web3.js's documentation.
  it.each([
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
    'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi',
    '0x348ce564d427a3311b6536bbcff9390d69395b06ed6c486954e971d960fe8709',
  ])('refuses a secret before anything is asked, and never repeats it', async (secret) => {
    for (const venue of ['bitcoin', 'ethereum', 'solana']) {
      const opened = open(secret, venue);
      expect(opened).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
      expect(JSON.stringify(opened)).not.toContain(secret.slice(2, 20));
    }
    const { gateway, log } = new TestWallets();
    const resolved = await gateway.resolveName(secret, never);
    expect(resolved).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(JSON.stringify([resolved, log.lines])).not.toContain(secret.slice(2, 20));
  });

  it('refuses what it cannot open, in words', () => {
    expect(open('  ')).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(open(ADDRESS, 'evm7')).toMatchObject({
      ok: false,
      failure: { code: 'unsupported', message: 'Portolan does not know the chain "evm7".' },
    });
    for (const endpoint of ['https://node.example', 'http://me@127.0.0.1:1', 'nonsense'])
      expect(open(ADDRESS, 'ethereum', endpoint)).toMatchObject({
        ok: false,
        failure: { code: 'refused' },
      });
    expect(open(ADDRESS, 'ethereum', 'http://127.0.0.1:8545')).toMatchObject({ ok: true });
  });

  it('says on probing that an address belongs to no chain of that kind', async () => {
    const opened = open('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4');
    if (!opened.ok) throw new Error(opened.failure.message);
    expect(await opened.value.probe()).toMatchObject({
      ok: false,
      failure: {
        code: 'invalid-input',
        message:
          'Portolan cannot watch this wallet on Ethereum: an address there is 0x and 40 hexadecimal digits.',
      },
    });
  });

  it('asks nobody any more once it is closed', async () => {
    const wallets = new TestWallets();
    const session = wallets.open(ADDRESS, { venue: 'ethereum', endpoint: 'http://127.0.0.1:1' });
    await wallets.gateway.close();
    expect(failureIn(await session.read('wallet', never)).code).toBe('cancelled');
    expect(await wallets.gateway.resolveName('vitalik.eth', never)).toMatchObject({
      ok: false,
      failure: { code: 'cancelled' },
    });
  });

  it.each([
    ['Cyrillic among Latin letters', 'vit\u0430lik.eth'],
    ['Cyrillic among Latin letters', 'bonfid\u0430.sol'],
    ['letters of one alphabet that look like another', '\u0430\u0440\u0440\u04CF\u0435.sol'],
    ['nothing to see', 'bonfida\u200B.sns'],
    ['another way of writing', '\uFF42onfida.sol'],
    ['control characters', 'bon\u0000fida.sol'],
  ])('asks nobody for a name with %s: %j', async (_, name) => {
    const { gateway } = new TestWallets();
    expect(await gateway.resolveName(name, never)).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input' },
    });
  });
});
