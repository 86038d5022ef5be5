import { beforeEach, describe, expect, it } from 'vitest';
import { ChainSettings, walletSettings } from './chain-settings';
import { RecordsService } from '../records/records-service';
import { SettingsService } from '../settings/settings-service';
import { FakeClock } from '../testing/fake-clock';
import { UserRecords } from '../records/user-records';
import { FakeHistory } from '../testing/fake-adapters';
import { fail } from '../../../shared/base/failure';

const CONTRACT = '0xdAC17F958D2ee523a2206206994597C13D831ec7';
const gnosis = {
  name: 'Gnosis',
  chainId: 100,
  nativeCode: 'XDAI',
  endpoints: ['https://rpc.example/gnosis'],
};

let records: RecordsService;
let userRecords: UserRecords;
let chains: ChainSettings;
let watched: readonly string[];

beforeEach(async () => {
  const history = new FakeHistory();
  records = new RecordsService(history);
  await records.load();
  userRecords = new UserRecords({
    records,
    settings: new SettingsService(history),
    clock: new FakeClock(),
  });
  watched = [];
  chains = new ChainSettings({
    records,
    userRecords,
    wallets: { resolveName: async () => fail('not-found', 'no such name') },
    venueOf: (id) => (id === 'ledger' ? 'bitcoin' : id === 'hot' ? 'ethereum' : undefined),
    isWatched: (venue) => watched.includes(venue),
  });
});

describe('the settings of chains', () => {
  it('look for a token from now on and vouch for it', async () => {
    expect(await chains.addToken('base', CONTRACT)).toMatchObject({ ok: true });
    expect(records.current['token-decision']).toEqual([
      { asset: `eip155:8453/erc20:${CONTRACT.toLowerCase()}`, decision: 'accepted' },
    ]);
    expect(walletSettings(records.current).addedTokens).toEqual({ base: [CONTRACT] });
    await chains.addToken('base', CONTRACT.toLowerCase());
    expect(records.current['added-token']).toHaveLength(1);
    await userRecords.removeToken('base', CONTRACT);
    expect(records.current['added-token']).toEqual([]);
  });

  it('look for what was accepted out of quarantine, and not for spam', async () => {
    const [token, spam] = ['aa', 'bb'].map((end) => `0x${'0'.repeat(38)}${end}`);
    await userRecords.decideToken(`eip155:1/erc20:${token}`, 'accepted');
    await userRecords.decideToken(`eip155:1/erc20:${spam}`, 'spam');
    const mint = 'JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN';
    await userRecords.decideToken(
      `solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:${mint}`,
      'accepted',
    );
    expect(walletSettings(records.current).addedTokens).toEqual({
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
    expect(records.current['added-token']).toEqual([]);
  });

  it('add a chain and change it by its chain id', async () => {
    await chains.setCustomChain(gnosis);
    await chains.setCustomChain({ ...gnosis, name: 'Gnosis Chain' });
    expect(walletSettings(records.current).customChains).toMatchObject([
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
    expect(records.current['custom-chain']).toHaveLength(1);
    watched = [];
    expect(await chains.removeCustomChain('evm100')).toMatchObject({ ok: true });
    expect(records.current['custom-chain']).toEqual([]);
  });

  it('name the servers of a chain, and go back to the public ones', async () => {
    const own = ['http://192.168.1.5:8332'];
    await chains.setEndpoints('bitcoin', own);
    expect(walletSettings(records.current).endpoints).toEqual({ bitcoin: own });
    await chains.setEndpoints('bitcoin', []);
    expect(records.current['chain-endpoint']).toEqual([]);
    expect(await chains.setEndpoints('narnia', own)).toMatchObject({ ok: false });
  });
});
