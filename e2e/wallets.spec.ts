import { startEsplora } from '../electron/simulator/esplora/esplora-server';
import { parseWatched } from '../electron/venues/chains/bitcoin/watched';
import { startLocalEvmNode } from '../electron/venues/chains/testing/local-evm-node';
import { AccountsTree } from './harness/accounts-tree';
import { connect } from './harness/connect';
import { filesHolding } from './harness/data-folder';
import { expectedTotal, expectedWorth } from './harness/expected';
import { keychainSecret } from './harness/keychain';
import { Overview } from './harness/overview';
import { recordCalls } from './harness/recorded-calls';
import { binanceKeys } from './harness/small-world';
import { expect, test } from './harness/test';
import { WalletForm } from './harness/wallet-form';

// https://github.com/bitcoin/bips/blob/master/bip-0084.mediawiki#test-vectors (the zpub: SLIP-132)
const ZPUB =
  'zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs';
const RECEIVING = [
  'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
  'bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g',
] as const;
const CHANGE = 'bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el';
// The first example of https://eips.ethereum.org/EIPS/eip-55
const ADDRESS = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
// https://etherscan.io/token/0xdac17f958d2ee523a2206206994597c13d831ec7, https://docs.usdt0.to
const USDT = '0xdAC17F958D2ee523a2206206994597C13D831ec7';
const USDT_ON_ARBITRUM = '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9';
// https://github.com/trezor/python-mnemonic/blob/master/vectors.json
const SEED_PHRASE =
  'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';

test('a misspelt address and a seed phrase are refused; an extended key and an address on two chains are watched, exactly', async ({
  dataFolder,
  keep,
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const [esplora, ethereum, arbitrum] = await Promise.all([
    keep(startEsplora()),
    keep(startLocalEvmNode()),
    keep(startLocalEvmNode({ venue: 'arbitrum' })),
  ]);
  // Nineteen addresses that were never used lie before it.
  const behindGap = parseWatched(ZPUB).groups[0]?.chains[0]?.addressAt(21) ?? '';
  esplora.setAddress(RECEIVING[0], { confirmed: { funded: '25000000' } });
  esplora.setAddress(RECEIVING[1], { confirmed: { funded: '70000000', spent: '69999999' } });
  esplora.setAddress(behindGap, { confirmed: { funded: '150000000' } });
  esplora.setAddress(CHANGE, { unconfirmed: { funded: '1000000' } });
  await ethereum.setBalance(ADDRESS, 1_234_567_890_123_456_789n);
  await ethereum.setTokenBalance(USDT, ADDRESS, 5_250_000_001n);
  await arbitrum.setBalance(ADDRESS, 500_000_000_000_000_000n);
  await arbitrum.setTokenBalance(USDT_ON_ARBITRUM, ADDRESS, 12_500_000n);
  const app = await launch({
    endpoints: {
      ...venues.endpoints,
      bitcoin: esplora.url,
      ethereum: ethereum.url,
      arbitrum: arbitrum.url,
    },
  });
  const { page } = app;

  const form = await WalletForm.open(page);
  await test.step('a wrong checksum', async () => {
    await form.send(`${ZPUB.slice(0, -1)}t`);
    await expect(form.alert).toContainText('Portolan cannot watch this wallet on Bitcoin');
    await expect(form.alert).toContainText('a typing mistake or was not copied whole');
    await form.choose('Ethereum and EVM');
    await form.send(ADDRESS.replace('aA', 'AA'));
    await expect(form.alert).toContainText('its checksum is wrong, so a character of it is');
    expect(esplora.requests).toEqual([]);
    expect(await app.call('listConnections')).toEqual([]);
  });

  await test.step('a seed phrase, typed or pasted, for any kind of chain', async () => {
    const calls = await recordCalls(app);
    await page.evaluate(() => window.portolan.call.getSettings());
    for (const family of ['Ethereum and EVM', 'Solana', 'Bitcoin'] as const) {
      await form.choose(family);
      await form.address.fill(SEED_PHRASE);
      await expect(form.address).toHaveValue('');
      await expect(form.dialog).toContainText('That looked like a seed phrase, and was wiped.');
    }
    await app.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), SEED_PHRASE);
    await form.choose('Solana');
    await expect(form.dialog).not.toContainText('and was wiped');
    await form.address.press('Control+V');
    await expect(form.dialog).toContainText('That looked like a seed phrase, and was wiped.');
    await expect(form.address).toHaveValue('');
    await app.electron.evaluate(({ clipboard }) => clipboard.clear());
    await form.submit.click();
    await form.address.press('Control+Z');
    await expect(form.address).toHaveValue('');

    const reached = await calls();
    expect(reached).toContainEqual(expect.stringContaining('getSettings'));
    expect(
      reached.filter((call) => /addConnection|resolveName|testCredentials/.test(call)),
    ).toEqual([]);
    expect(`${reached.join('\n')}${await app.log()}${app.output}`).not.toContain('abandon');
    expect(await filesHolding(dataFolder, ['abandon abandon'])).toEqual([]);
    expect(esplora.requests).toEqual([]);
    expect(await app.call('listConnections')).toEqual([]);
  });

  await page.keyboard.press('Escape');
  await expect(form.dialog).toBeHidden();
  // Ether has its price from there.
  await connect(app, venues, 'binance', binanceKeys.second);

  const bitcoinForm = await WalletForm.open(page);
  await bitcoinForm.send(ZPUB);
  await expect(bitcoinForm.dialog).toBeHidden();
  const evmForm = await WalletForm.open(page);
  await evmForm.choose('Ethereum and EVM');
  await evmForm.dialog.getByLabel('Arbitrum').check();
  await evmForm.dialog.getByLabel('Name', { exact: true }).fill('Ledger');
  await evmForm.send(ADDRESS);
  await expect(evmForm.dialog).toBeHidden();
  await app.settled();

  const held = {
    'Bitcoin wallet': { BTC: '1.76000001' },
    'Ledger · Ethereum': { ETH: '1.234567890123456789', USDT: '5250.000001' },
    'Ledger · Arbitrum': { ETH: '0.5', USDT: '12.5' },
  } as const;
  const connections = await app.call('listConnections');

  await test.step('every balance is there to the last digit, and nothing else', async () => {
    const { balances, quarantine } = await app.call('getPortfolio');
    for (const [label, amounts] of Object.entries(held)) {
      const id = connections.find((one) => one.label === label)?.id;
      const rows = Object.values(balances).filter(({ connectionId }) => connectionId === id);
      expect(rows.every(({ accountType }) => accountType === 'wallet')).toBe(true);
      expect(Object.fromEntries(rows.map(({ code, total }) => [code, total]))).toEqual(amounts);
    }
    const bitcoin = Object.values(balances).find(({ venue }) => venue === 'bitcoin');
    expect(bitcoin).toMatchObject({ available: '1.75000001', locked: '0.01' });
    expect(quarantine).toEqual([]);
  });

  await test.step('the totals are exact, of each and of all', async () => {
    const tree = new AccountsTree(page);
    await tree.open();
    let total = expectedTotal(venues, [{ venue: 'binance', keyIndex: binanceKeys.second }]);
    for (const [label, amounts] of Object.entries(held)) {
      const worth = expectedWorth(venues, amounts);
      await tree.isWorth(tree.connection(label), worth);
      total = total.plus(worth);
    }
    await expect(tree.connection('Ledger · Arbitrum')).toContainText('0x5aAe…eAed');
    await page.getByRole('button', { name: 'Overview' }).click();
    await new Overview(page).showsTotal(total);
  });

  await test.step('the extended key is in the keychain and was sent to nobody', async () => {
    const id = connections.find(({ venue }) => venue === 'bitcoin')?.id ?? '';
    expect(await keychainSecret(id)).toContain(ZPUB);
    expect(await filesHolding(app.dataFolder, [ZPUB])).toEqual([]);
    expect(esplora.requests.length).toBeGreaterThan(0);
    expect(esplora.requests.filter((request) => request.includes('pub'))).toEqual([]);
  });
});
