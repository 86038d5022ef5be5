import { startEsplora } from '../electron/simulator/esplora/esplora-server';
import { startSolana } from '../electron/simulator/solana/solana-server';
import { AccountsTree } from './harness/accounts-tree';
import { connect, watch } from './harness/connect';
import { Connections } from './harness/connections';
import { pointsOf } from './harness/demo-past';
import { expectedTotal, expectedWorth } from './harness/expected';
import { hasFocus, press } from './harness/focus';
import { Overview } from './harness/overview';
import { expect, test } from './harness/test';
import { WalletForm } from './harness/wallet-form';

// https://github.com/bitcoin/bips/blob/master/bip-0084.mediawiki#test-vectors
const BITCOIN_ADDRESS = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
// https://solana.com/docs/rpc/http
const SOLANA_ADDRESS = '83astBRguLMdt2h5U1Tpdq5tjFoJ6noeGwaY3mDLVcri';

const kraken = [{ venue: 'kraken', keyIndex: 0 }] as const;

test('a chain whose server goes down is carried on, bends neither total nor history, and comes back', async ({
  keep,
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const [esplora, spare, solana] = await Promise.all([
    keep(startEsplora()),
    keep(startEsplora()),
    keep(startSolana()),
  ]);
  esplora.setAddress(BITCOIN_ADDRESS, { confirmed: { funded: '123456789' } });
  // It will be asked later, when more has arrived.
  spare.setAddress(BITCOIN_ADDRESS, { confirmed: { funded: '200000000' } });
  solana.setBalance(SOLANA_ADDRESS, '42000000001');
  // Bitcoin's servers are the user's own, as the settings have them.
  const endpoints = { ...venues.endpoints, solana: solana.url };
  const first = await launch({ endpoints });
  await first.call('setChainEndpoints', { venue: 'bitcoin', urls: [esplora.url] });
  await connect(first, venues, 'kraken', 0);
  await test.step('a wallet whose server cannot be reached is not watched as if it were: the form stays', async () => {
    esplora.fail({ kind: 'delay', ms: 1_500 }, { count: 1 });
    const healing = esplora.fail({ kind: 'cut' });
    const form = await WalletForm.open(first.page);
    await form.dialog.getByLabel('Name').fill('Cold');
    await form.send(BITCOIN_ADDRESS);
    await hasFocus(first.page, 'button "Reading…"');
    // What comes of it while the servers are looked at is said there.
    await form.dialog.getByRole('button', { name: 'Choose servers' }).focus();
    await press(first.page, 'Enter', 'button "Back to the wallet"');
    await expect(form.alert).toBeVisible();
    await expect(form.alert).toContainText('Bitcoin could not be reached for the wallet');
    await press(first.page, 'Enter', 'button "Choose servers"');
    await press(first.page, 'Tab', 'button "Try again"');
    await expect(form.alert).toBeVisible();
    await press(first.page, 'Enter', 'button "Try again"');
    await expect(form.alert).toContainText('Bitcoin could not be reached for the wallet');
    await expect(form.alert).toContainText('add another server for Bitcoin in Settings');
    await expect(form.address).toHaveValue(BITCOIN_ADDRESS);
    await hasFocus(first.page, 'button "Try again"');
    expect((await first.call('listConnections')).map(({ venue }) => venue)).toEqual(['kraken']);
    // The servers are looked at where the wallet is entered, and nothing that was typed is lost.
    await form.dialog.getByRole('button', { name: 'Choose servers' }).focus();
    await press(first.page, 'Enter', 'button "Back to the wallet"');
    const servers = form.dialog.getByRole('region', { name: 'Servers for Bitcoin' });
    await expect(servers.getByRole('listitem')).toHaveText(esplora.url);
    await press(first.page, 'Shift+Tab', 'button "Add server"');
    await press(first.page, 'Shift+Tab', 'textbox "Esplora address"');
    await press(first.page, 'Enter', 'textbox "Esplora address"');
    await press(first.page, 'Tab', 'button "Add server"');
    await press(first.page, 'Tab', 'button "Back to the wallet"');
    await press(first.page, 'Enter', 'button "Choose servers"');
    await expect(form.address).toHaveValue(BITCOIN_ADDRESS);
    await expect(form.dialog.getByLabel('Name')).toHaveValue('Cold');
    await press(first.page, 'Tab', 'button "Try again"');
    healing();
    await press(first.page, 'Enter', /Connections|Accounts|Add an account/);
    await expect(form.dialog).toBeHidden();
    await first.page.getByRole('button', { name: 'Overview' }).click();
  });
  await watch(first, 'solana', 'Hot', SOLANA_ADDRESS);
  await first.settled();
  const totalWith = (sol: string) =>
    expectedTotal(venues, kraken).plus(expectedWorth(venues, { BTC: '1.23456789', SOL: sol }));
  const before = totalWith('42.000000001');
  await new Overview(first.page).showsTotal(before);
  await first.quit();

  // From here on its server cuts every connection; what the other wallet gets meanwhile counts.
  const heal = esplora.fail({ kind: 'cut' });
  solana.setBalance(SOLANA_ADDRESS, '50000000000');
  const meanwhile = totalWith('50');
  const second = await launch({ endpoints });
  const { page } = second;
  const overview = new Overview(page);
  const connections = new Connections(page);
  await second.settled();

  await test.step('its balances are carried on with their age, and the others are live', async () => {
    await expect(overview.confidence).toContainText(/carried (now|\d+ (s|min))/);
    await overview.showsTotal(meanwhile);
    const tree = new AccountsTree(page);
    await tree.open();
    await expect(tree.connection('Cold')).toContainText('1 account carried on');
    await expect(tree.connection('Hot')).toContainText('1 account read');
    await tree.isWorth(tree.connection('Cold'), expectedWorth(venues, { BTC: '1.23456789' }));
  });

  await test.step('the history has no fall, and says what was carried on', async () => {
    const lastTwo = async () =>
      (await pointsOf(second, '1D'))
        .slice(-2)
        .map(({ status, lowUsd, highUsd }) => [status, lowUsd, highUsd]);
    await expect.poll(lastTwo).toEqual([
      ['complete', before.toFixed(), before.toFixed()],
      ['carried', meanwhile.toFixed(), meanwhile.toFixed()],
    ]);
  });

  await test.step('a second server that is added in Settings takes over', async () => {
    await connections.openCoverage();
    const explanation = await connections.explain('Cold', 'Wallet');
    await expect(explanation).toContainText('Bitcoin could not be reached for the wallet');
    await expect(explanation).toContainText('The last good answer came');
    await explanation.getByRole('button', { name: 'Choose servers' }).click();
    await page.getByRole('button', { name: /^Bitcoin/, expanded: false }).click();
    const servers = page.getByRole('region', { name: 'Servers for Bitcoin' });
    await servers.getByLabel('Esplora address').fill(spare.url);
    await servers.getByRole('button', { name: 'Add server' }).click();
    await expect(servers.getByRole('listitem')).toHaveCount(2);
    await page.getByRole('button', { name: 'Overview' }).click();
    await expect(overview.confidence).toContainText('100.0 % live');
    await overview.showsTotal(
      expectedTotal(venues, kraken).plus(expectedWorth(venues, { BTC: '2', SOL: '50' })),
    );
    expect(spare.requests).toContain(`/address/${BITCOIN_ADDRESS}`);
  });

  await test.step('a server that comes back is read again by itself', async () => {
    heal();
    const answering = solana.fail({ kind: 'status', status: 503 });
    await second.refresh();
    await expect(overview.confidence).toContainText(/carried (now|\d+ (s|min))/);
    solana.setBalance(SOLANA_ADDRESS, '51000000000');
    answering();
    await expect(overview.confidence).toContainText('100.0 % live');
    await overview.showsTotal(
      expectedTotal(venues, kraken).plus(expectedWorth(venues, { BTC: '2', SOL: '51' })),
    );
  });
});
