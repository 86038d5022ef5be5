import { AccountsTree } from './harness/accounts-tree';
import { startAnsweringVenue, type CannedAnswer } from './harness/answering-venue';
import { connect } from './harness/connect';
import { Connections } from './harness/connections';
import { expectedPrice, expectedTotal, expectedWorth, netOf } from './harness/expected';
import { press } from './harness/focus';
import { Overview } from './harness/overview';
import { BINANCE, KRAKEN } from './harness/opened-app';
import { expect, test } from './harness/test';

const STAKING = { venue: 'binance', path: '/sapi/v2/eth-staking/account' } as const;
const SAVINGS = { venue: 'binance', path: '/sapi/v1/simple-earn/flexible/position' } as const;
const UNAVAILABLE = { kind: 'status', status: 503 } as const;

const FUTURES = 'GET /api/v1/private/account/assets';
const POSITIONS = 'GET /api/v1/private/position/open_positions';
// https://www.mexc.com/api-docs/futures/error-code
const forbidden: CannedAnswer = {
  status: 401,
  body: '{"success":false,"code":701,"message":"No permission to read account information"}',
};
/** A key that may read MEXC's spot account alone: https://www.mexc.com/api-docs/spot-v3/introduction */
const mexc: Readonly<Record<string, CannedAnswer>> = {
  'GET /api/v3/time': `{"serverTime":${Date.now()}}`,
  'GET /api/v3/exchangeInfo': '{"timezone":"CST","serverTime":1700000000000,"symbols":[]}',
  'GET /api/v3/ticker/24hr': '[]',
  'GET /api/v3/apiKeyInfo': '{"permissions":"SPOT_ACCOUNT_READ","ipWhiteList":""}',
  'GET /api/v3/account':
    '{"canTrade":true,"accountType":"SPOT","balances":[{"asset":"BTC","free":"0.75","locked":"0.005"}]}',
  [FUTURES]: forbidden,
  [POSITIONS]: forbidden,
};

/** Connection, account, and what its explanation says. */
const explanations: readonly (readonly [string, string, ...(string | RegExp)[]])[] = [
  ['Main', 'Spot', 'GET /api/v3/account', /6 balances, (just now|\d+ (s|min) ago) \(/],
  ['Main', 'Futures', 'GET /fapi/v3/account', /nothing in it, (just now|\d+ (s|min) ago)/],
  [
    'Main',
    'Cross margin',
    'GET /sapi/v1/margin/account',
    /The last good answer came (just now|\d+ (s|min) ago) \(.+\)\. Its balances are carried on/,
    'Binance was not available for the cross margin account',
    'it is tried again',
  ],
  [
    'Main',
    'Inverse futures',
    'GET /dapi/v1/account',
    'It has never been read, so nothing of it is in the total',
    'an answer for the coin-margined futures account that cannot be trusted (it was a web page)',
    'Open any page in the browser: the network may want you to sign in first.',
  ],
  [
    'Third',
    'Futures',
    'GET /api/v1/private/account/assets',
    'The key may not read it, so nothing of it is in the total',
    'The key lacks the permission that MEXC asks for the futures account',
    "Grant the key “View Account Details (Futures)” on the venue's page for keys",
  ],
  [
    'Third',
    'Earn',
    'MEXC offers keys no call that tells what is in MEXC Earn',
    'can be added as a manual account',
  ],
];

test('every state of an account is in sight and explained, none bends the total, and a refused product hides no other', async ({
  keep,
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const third = await keep(startAnsweringVenue(mexc));
  const app = await launch({ endpoints: { ...venues.endpoints, mexc: third.url } });
  const { page } = app;
  const overview = new Overview(page);
  const connections = new Connections(page);
  const tree = new AccountsTree(page);

  venues.faults.set({ venue: 'binance', path: '/dapi/v1/account' }, { kind: 'html' });
  // The receipts of savings lie in spot.
  venues.world.setBalance('binance', 0, 'earn-flexible', 'USDT', { available: '321.5' });
  await connect(app, venues, 'binance', 0);
  await app.settled();
  await overview.showsTotal(expectedTotal(venues, [BINANCE]));

  await test.step('staking is named, and what it held is carried on', async () => {
    const heal = venues.faults.set(STAKING, UNAVAILABLE);
    await app.refresh();
    await overview.showsTotal(expectedTotal(venues, [BINANCE]));
    await expect(overview.confidence).toContainText('1 account partly read');
    await connections.openCoverage();
    await expect(connections.cell('Main', 'Earn')).toHaveAccessibleName(/: Partly read$/);
    const explanation = await connections.explain('Main', 'Earn');
    await expect(explanation).toContainText('ETH staking: Binance was not available');
    await expect(explanation).toContainText('is carried on');
    await expect(explanation).toContainText('Dual investment');
    await page.keyboard.press('Escape');
    await connections.open();
    await expect(page.getByText(/partly read/).first()).toBeVisible();
    heal();
    await app.refresh();
    await page.getByRole('button', { name: 'Overview' }).click();
    await expect(overview.confidence).not.toContainText('partly read');
  });

  await test.step('savings that do not answer are there once, by their receipts or carried on', async () => {
    const heal = venues.faults.set(SAVINGS, UNAVAILABLE);
    await app.refresh();
    await expect(overview.confidence).toContainText('1 account partly read');
    await overview.showsTotal(expectedTotal(venues, [BINANCE]));
    heal();
    await app.refresh();
    await expect(overview.confidence).not.toContainText('partly read');
    await overview.showsTotal(expectedTotal(venues, [BINANCE]));
  });

  // There are coins in it, but it fails before it was ever read.
  venues.world.setBalance('binance', 0, 'inverse-futures', 'BTC', { available: '0.05' });
  await connect(app, venues, 'kraken', 0);
  await app.call('renameConnection', {
    id: (await app.call('listConnections')).find(({ venue }) => venue === 'kraken')?.id ?? '',
    label: 'Second',
  });
  await app.call('addConnection', {
    venue: 'mexc',
    label: 'Third',
    credentials: { apiKey: 'mx0reader', secret: 'secret-of-the-third-key' },
    secretStorage: 'keychain',
    acceptWithdrawalKey: false,
    acceptOldRuntime: true,
  });
  await app.settled();
  const heal = venues.faults.set(
    { venue: 'binance', path: '/sapi/v1/margin/account' },
    { kind: 'status', status: 503 },
  );
  await app.refresh();
  const unread = expectedPrice(venues, 'binance', 'BTC')?.times('0.05') ?? '';
  const atThird = expectedWorth(venues, { BTC: '0.755' });
  const atMain = expectedTotal(venues, [BINANCE]).minus(unread);
  const total = expectedTotal(venues, [KRAKEN]).plus(atMain).plus(atThird);

  await test.step('the matrix shows all six', async () => {
    await connections.openCoverage();
    for (const [label, accountType, state, text] of [
      ['Main', 'Spot', 'Read', '6'],
      ['Main', 'Futures', 'Empty', 'empty'],
      ['Main', 'Cross margin', 'Carried on', /^(now|\d+ (s|min))$/],
      ['Main', 'Inverse futures', 'Failed', 'failed'],
      ['Third', 'Futures', 'No permission', 'no access'],
      ['Third', 'Earn', 'Not supported', 'n/a'],
    ] as const) {
      const cell = connections.cell(label, accountType);
      await expect(cell).toHaveAccessibleName(new RegExp(`: ${state}`));
      await expect(cell).toHaveText(text);
    }
  });

  await test.step('each says what was called, when, what came back, and what to do', async () => {
    for (const [label, accountType, ...words] of explanations) {
      const explanation = await connections.explain(label, accountType);
      for (const text of words) await expect(explanation).toContainText(text);
      await page.keyboard.press('Escape');
      await expect(explanation).toBeHidden();
    }
  });

  await test.step('an explanation and its buttons are reached by keyboard, and give the focus back', async () => {
    const place = 'button "Third, Futures: No permission"';
    await connections.cell('Third', 'Futures').focus();
    await press(page, 'Enter', 'button "Open MEXC’s key page"');
    await press(page, 'Escape', place);
    await press(page, 'Space', 'button "Open MEXC’s key page"');
    await press(page, 'Tab', 'button "Read again"');
    await press(page, 'Enter', 'button "Read again"');
    await press(page, 'Tab', 'button "Replace the key"');
    await press(page, 'Enter', 'textbox "API key"');
    await press(page, 'Escape', place);
    // What no venue can tell leads to what can be entered, and Escape back.
    await connections.cell('Third', 'Earn').focus();
    await press(page, 'Enter', 'button "Add a manual account"');
    await press(page, 'Enter', 'textbox "Name"');
    await press(page, 'Escape', 'button "Third, Earn: Not supported"');
  });

  await test.step('the tree of accounts says the same, and what each is worth', async () => {
    await tree.open();
    for (const label of ['Main', 'Third']) await tree.expand(label);
    for (const [label, accountType, text] of [
      ['Main', 'Spot', '6 balances'],
      ['Main', 'Futures', 'empty'],
      ['Main', 'Cross margin', /carried on, (now|\d+ (s|min)) old/],
      ['Main', 'Inverse futures', 'failed'],
      ['Third', 'Futures', 'no permission'],
      ['Third', 'Earn', 'not supported'],
    ] as const)
      await expect(tree.account(label, accountType)).toContainText(text);
    const margin = [...venues.world.holdings('binance', 0, 'cross-margin')].reduce(
      (sum, [code, holding]) =>
        sum.plus(netOf(holding).times(expectedPrice(venues, 'binance', code) ?? 0)),
      total.minus(total),
    );
    await tree.isWorth(tree.account('Main', 'Cross margin'), margin);
    await tree.isWorth(tree.account('Third', 'Spot'), atThird);
    await tree.isWorth(tree.connection('Main'), atMain);
    await tree.isWorth(tree.venue('MEXC'), atThird);
    for (const [label, accountType] of [
      ['Main', 'Inverse futures'],
      ['Third', 'Futures'],
    ] as const)
      await tree.hasNoValue(tree.account(label, accountType), 'Not read: nothing of it is in');
  });

  await test.step('the total is what is known, and says what is missing', async () => {
    await page.getByRole('button', { name: 'Overview' }).click();
    await overview.showsTotal(total);
    await expect(overview.confidence).toContainText(/carried (now|\d+ (s|min))/);
    await expect(overview.confidence).toContainText('2 accounts not read');
  });

  await test.step('the fix is a button: once the key may read the futures, they count', async () => {
    heal();
    // https://www.mexc.com/api-docs/futures/account-and-trading-endpoints/get-all-account-assets
    third.answer(
      FUTURES,
      '{"success":true,"code":0,"data":[{"currency":"USDT","equity":250.75,"availableBalance":200}]}',
    );
    third.answer(POSITIONS, '{"success":true,"code":0,"data":[]}');
    await connections.openCoverage();
    const explanation = await connections.explain('Third', 'Futures');
    for (const fix of ['Open MEXC’s key page', 'Replace the key'])
      await expect(explanation.getByRole('button', { name: fix })).toBeVisible();
    // It is refused as long as the last reading was only a moment ago.
    await expect(async () => {
      await explanation.getByRole('button', { name: 'Read again' }).click();
      await expect(explanation).toContainText('1 balance, ', { timeout: 1_000 });
    }).toPass();
    await page.keyboard.press('Escape');
    await expect(connections.cell('Main', 'Cross margin')).toHaveAccessibleName(/: Read$/);
    await page.getByRole('button', { name: 'Overview' }).click();
    await overview.showsTotal(total.plus(expectedWorth(venues, { USDT: '250.75' })));
    await expect(overview.confidence).toContainText('1 account not read');
  });
});
