import { beforeEach, describe, expect, it } from 'vitest';
import { ChainSettings, walletSettings } from './chain-settings';
import { SettingsService } from './settings-service';
import { FakeHistory } from './testing/fake-adapters';
import { fail } from '../../shared/portfolio/failure';

const CONTRACT = '0xdAC17F958D2ee523a2206206994597C13D831ec7';
const gnosis = {
  name: 'Gnosis',
  chainId: 100,
  nativeCode: 'XDAI',
  endpoints: ['https://rpc.example/gnosis'],
};

let settings: SettingsService;
let chains: ChainSettings;
let watched: readonly string[];

beforeEach(() => {
  settings = new SettingsService(new FakeHistory(), undefined);
  watched = [];
  chains = new ChainSettings({
    settings,
    wallets: { resolveName: async () => fail('not-found', 'no such name') },
    isWatched: (venue) => watched.includes(venue),
  });
});

describe('the settings of chains', () => {
  it('look for a token from now on and vouch for it', async () => {
    expect(await chains.addToken('base', CONTRACT)).toMatchObject({ ok: true });
    expect(settings.current.tokenDecisions).toEqual([
      { asset: `eip155:8453/erc20:${CONTRACT.toLowerCase()}`, decision: 'accepted' },
    ]);
    expect(walletSettings(settings.current).addedTokens).toEqual({ base: [CONTRACT] });
    await chains.addToken('base', CONTRACT.toLowerCase());
    expect(settings.current.addedTokens).toHaveLength(1);
    await settings.removeToken('base', CONTRACT);
    expect(settings.current.addedTokens).toEqual([]);
  });

  it('look for what was accepted out of quarantine, and not for spam', async () => {
    const [token, spam] = ['aa', 'bb'].map((end) => `0x${'0'.repeat(38)}${end}`);
    await settings.decideToken(`eip155:1/erc20:${token}`, 'accepted');
    await settings.decideToken(`eip155:1/erc20:${spam}`, 'spam');
    const mint = 'JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN';
    await settings.decideToken(`solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:${mint}`, 'accepted');
    expect(walletSettings(settings.current).addedTokens).toEqual({
      ethereum: [token],
      solana: [mint],
    });
  });

  it.each([
    ['bitcoin', CONTRACT],
    ['ethereum', '0x1234'],
    ['solana', CONTRACT],
    ['narnia', CONTRACT],
  ])('refuse a token at %s that is none: %s', async (venue, contract) => {
    expect(await chains.addToken(venue, contract)).toMatchObject({ ok: false });
    expect(settings.current.addedTokens).toEqual([]);
  });

  it('add a chain and change it by its chain id', async () => {
    await chains.setCustomChain(gnosis);
    await chains.setCustomChain({ ...gnosis, name: 'Gnosis Chain' });
    expect(walletSettings(settings.current).customChains).toMatchObject([
      { id: 'evm100', name: 'Gnosis Chain', caip2: 'eip155:100', nativeCode: 'XDAI' },
    ]);
  });

  it('refuse a chain that is built in', async () => {
    expect(await chains.setCustomChain({ ...gnosis, chainId: 1 })).toMatchObject({
      ok: false,
      failure: { message: 'Chain 1 is Ethereum, which is built in.' },
    });
  });

  it('keep a chain as long as a wallet is watched on it', async () => {
    await chains.setCustomChain(gnosis);
    watched = ['evm100'];
    expect(await chains.removeCustomChain('evm100')).toMatchObject({ ok: false });
    expect(settings.current.customChains).toHaveLength(1);
    watched = [];
    expect(await chains.removeCustomChain('evm100')).toMatchObject({ ok: true });
    expect(settings.current.customChains).toEqual([]);
  });

  it('name the servers of a chain, and go back to the public ones', async () => {
    const own = ['http://192.168.1.5:8332'];
    await chains.setEndpoints('bitcoin', own);
    expect(walletSettings(settings.current).endpoints).toEqual({ bitcoin: own });
    await chains.setEndpoints('bitcoin', []);
    expect(settings.current.chainEndpoints).toEqual([]);
    expect(await chains.setEndpoints('narnia', own)).toMatchObject({ ok: false });
  });
});
