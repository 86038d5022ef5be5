import { createBase58check } from '@scure/base';
import { sha256 } from '@noble/hashes/sha2';
import { startEsplora } from '../electron/simulator/esplora/esplora-server';
import { makeKey } from '../electron/simulator/roster/make-key';
import { parseWatched } from '../electron/venues/chains/bitcoin/watched';
import { startLocalEvmNode } from '../electron/venues/chains/testing/local-evm-node';
import { connect, watch } from './harness/connect';
import { Connections } from './harness/connections';
import { filesHolding } from './harness/data-folder';
import { binanceKeys, smallWorld } from './harness/small-world';
import { expect, test } from './harness/test';
import { WalletForm } from './harness/wallet-form';

// https://github.com/bitcoin/bips/blob/master/bip-0084.mediawiki#test-vectors (the zpub: SLIP-132)
const ZPUB =
  'zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs';
const FIRST = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
// The first example of https://eips.ethereum.org/EIPS/eip-55
const EVM = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const base58check = createBase58check(sha256);
/** The same key with the version bytes that do not say what for. */
const XPUB = base58check.encode(
  Uint8Array.of(0x04, 0x88, 0xb2, 0x1e, ...base58check.decode(ZPUB).slice(4)),
);

test('the same account is connected once, however its key or address is written', async ({
  keep,
  launch,
  startVenues,
}) => {
  const world = smallWorld();
  const { binance } = world.venues;
  if (binance === undefined) throw new Error('the small world has no Binance');
  const again = { ...makeKey('binance', 9, 'Again', []), sameAccountAs: binanceKeys.main };
  const venues = await startVenues({
    world: {
      ...world,
      venues: { ...world.venues, binance: { ...binance, keys: [...binance.keys, again] } },
    },
  });
  const [esplora, ethereum] = await Promise.all([keep(startEsplora()), keep(startLocalEvmNode())]);
  esplora.setAddress(FIRST, { confirmed: { funded: '25000000' } });
  await ethereum.setBalance(EVM, 1_000_000_000_000_000_000n);
  const app = await launch({
    endpoints: { ...venues.endpoints, bitcoin: esplora.url, ethereum: ethereum.url },
  });

  await test.step('another key of an exchange account is refused, and the first one is named', async () => {
    await connect(app, venues, 'binance', binanceKeys.main);
    await connect(app, venues, 'binance', binanceKeys.second);
    await expect(connect(app, venues, 'binance', binance.keys.length)).rejects.toThrow(
      'This key opens the account that is connected already, as "Main".',
    );
    // No file has the id that the venue gives the account.
    expect(await filesHolding(app.dataFolder, ['354937868'])).toEqual([]);
  });

  await test.step('an address in capitals, an extended key of it, and what is part of one', async () => {
    await watch(app, 'bitcoin', 'Cold', FIRST);
    await expect(watch(app, 'bitcoin', 'Twice', FIRST.toUpperCase())).rejects.toThrow(
      'This address is connected already, as "Cold".',
    );
    await expect(watch(app, 'bitcoin', 'Key', ZPUB)).rejects.toThrow(
      'This has the address in it that is connected as "Cold".',
    );
    const { id } = (await app.call('listConnections')).find(({ label }) => label === 'Cold') ?? {};
    await app.call('removeConnection', { id: id ?? '' });
    await watch(app, 'bitcoin', 'Key', ZPUB);
    for (const [written, message] of [
      [FIRST, '"Key" watches this already, and counts it.'],
      [`wpkh(${XPUB}/<0;1>/*)`, 'This address is connected already, as "Key".'],
      [`wpkh(${XPUB}/1/*)`, '"Key" watches this already, and counts it.'],
      [XPUB, 'This has the address in it that is connected as "Key".'],
    ] as const)
      await expect(watch(app, 'bitcoin', 'Twice', written)).rejects.toThrow(message);
    await watch(app, 'ethereum', 'Hot', EVM);
    await expect(watch(app, 'ethereum', 'Twice', EVM.toLowerCase())).rejects.toThrow(
      'This address is connected already, as "Hot".',
    );
  });

  await test.step('each coin counts once', async () => {
    await app.settled();
    const { balances } = await app.call('getPortfolio');
    const held = (venue: string) =>
      Object.values(balances).filter((balance) => balance.venue === venue);
    expect(held('bitcoin').map(({ total }) => total)).toEqual(['0.25']);
    expect(held('ethereum').map(({ total }) => total)).toEqual(['1']);
    expect(await app.call('listConnections')).toHaveLength(4);
  });
});

test('coins behind a longer gap are found once it is set, and it is said how far was looked', async ({
  keep,
  launch,
}) => {
  const esplora = await keep(startEsplora());
  const behind = parseWatched(ZPUB).groups[0]?.chains[0]?.addressAt(25) ?? '';
  esplora.setAddress(behind, { confirmed: { funded: '500000000' } });
  let app = await launch({ endpoints: { bitcoin: esplora.url } });
  const { page } = app;
  const bitcoin = async () => {
    await app.settled();
    const { balances } = await app.call('getPortfolio');
    return Object.values(balances).map(({ total }) => total);
  };
  const connections = new Connections(page);

  await test.step('as usual they are not, and the account says where the search ended', async () => {
    const form = await WalletForm.open(page);
    await form.send(ZPUB);
    await expect(form.dialog).toBeHidden();
    expect(await bitcoin()).toEqual([]);
    await connections.openCoverage();
    const words = await connections.explain('Bitcoin wallet', 'Wallet');
    await expect(words).toContainText(
      '40 addresses. The search ends after 20 unused ones in a row',
    );
    await page.keyboard.press('Escape');
  });

  await test.step('a longer gap is set, and they are there', async () => {
    await connections.act('Bitcoin wallet', 'How far to look');
    const dialog = page.getByRole('dialog', { name: 'How far to look in Bitcoin wallet' });
    await expect(dialog).toContainText('The search ends after 20 unused ones');
    await dialog.getByLabel('Unused addresses in a row').fill('30');
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(bitcoin).toEqual(['5']);
    const words = await connections.explain('Bitcoin wallet', 'Wallet');
    await expect(words).toContainText('The search ends after 30 unused ones in a row');
    await page.keyboard.press('Escape');
  });

  await test.step('it holds after a restart', async () => {
    await app.quit();
    app = await launch({ endpoints: { bitcoin: esplora.url } });
    await expect.poll(bitcoin).toEqual(['5']);
  });

  await test.step('it can be set when a wallet is added', async () => {
    const [{ id } = { id: '' }] = await app.call('listConnections');
    await app.call('removeConnection', { id });
    const form = await WalletForm.open(app.page);
    await form.dialog.getByText('How far to look').click();
    await form.dialog.getByLabel('Unused addresses in a row').fill('26');
    await form.send(ZPUB);
    await expect(form.dialog).toBeHidden();
    expect(await bitcoin()).toEqual(['5']);
  });
});
