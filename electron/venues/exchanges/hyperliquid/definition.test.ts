import { describe, expect, it } from 'vitest';
import type { Recorded } from '../testing/recorded-venue';
import { balancesOf, failureOf, positionsOf, table, unreadOf } from '../testing/test-gateway';
import { ADDRESS, NO_STATE, Hyperliquid, spot, state, bound } from './testing/recorded-hyperliquid';

// Shapes: https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint and its pages
// /spot and /perpetuals.

describe('the address', () => {
  it('is sent as it is, in lower case, with every question about the account', async () => {
    const { asked, read } = bound(new Hyperliquid({}));
    expect(await read('spot')).toEqual({});
    const own = asked.filter(({ type }) => type !== 'perpDexs');
    expect(own.length).toBeGreaterThan(2);
    for (const { user } of own) expect(user).toBe(ADDRESS.toLowerCase());
  });

  it.each([
    ['a private key', `0x${'ab'.repeat(32)}`],
    ['a key without its prefix', 'ab'.repeat(32)],
    ['half an address', '0x31ca8395cf837de08b24'],
    ['a name', 'someone.eth'],
  ])('%s is refused before anything is sent', async (_what, address) => {
    const { asked, reading } = bound(new Hyperliquid({}, address));
    const failure = failureOf(await reading('spot'));
    expect(failure.code).toBe('invalid-input');
    expect(failure.hint).toContain('Never paste a private key');
    expect(failure.message).not.toContain(address);
    expect(asked).toEqual([]);
  });

  it('of an API wallet is refused, which would look empty', async () => {
    const { reading } = bound(
      new Hyperliquid({ userRole: `{"role":"agent","data":{"user":"${ADDRESS}"}}` }),
    );
    expect(failureOf(await reading('futures')).code).toBe('invalid-input');
  });

  it('that no account has is a failure, not an empty account', async () => {
    const { reading } = bound(new Hyperliquid({ userRole: '{"role":"missing"}' }));
    expect(failureOf(await reading('spot')).code).toBe('not-found');
  });
});

describe('the mode of the account', () => {
  it.each([
    ['default', ['spot', 'futures', 'earn']],
    ['disabled', ['spot', 'futures', 'earn']],
    ['dexAbstraction', ['spot', 'futures', 'earn']],
    ['unifiedAccount', ['unified', 'earn']],
    ['portfolioMargin', ['unified', 'earn']],
  ])('%s: %j', async (mode, expected) => {
    const { accountTypes } = bound(new Hyperliquid({ userAbstraction: `"${mode}"` }));
    expect(await accountTypes()).toEqual(expected);
  });

  it.each(['null', '"somethingNew"', '{}'])('%s is a failure, not a guess', async (answer) => {
    const { reading } = bound(new Hyperliquid({ userAbstraction: answer }));
    expect(failureOf(await reading('spot')).code).toBe('bad-response');
  });

  it('that changed since, so that spot holds the equity of positions, is never counted twice', async () => {
    const answers: Record<string, Recorded> = {
      clearinghouseState: state('100.0', '80.0'),
      spotClearinghouseState: spot({ coin: 'USDC', token: 0, total: '150.0', hold: '100.0' }),
    };
    const account = new Hyperliquid(answers);
    expect(await account.accountTypes()).toEqual(['spot', 'futures', 'earn']);
    const pooled = new Hyperliquid({
      ...answers,
      spotClearinghouseState: JSON.stringify({
        balances: [{ coin: 'USDC', token: 0, total: '150.0', hold: '100.0', entryNtl: '0.0' }],
        tokenToAvailableAfterMaintenance: [[0, '50.0']],
      }),
    });
    expect(failureOf(await pooled.reading('spot')).code).toBe('bad-response');
  });

  it('is asked for at each reading, for balances that do not show that it has changed', async () => {
    const account = new Hyperliquid({ clearinghouseState: state('100.0', '80.0') });
    expect(await account.read('futures')).toEqual({ USDC: '80+20-0' });
    account.now('userAbstraction', '"unifiedAccount"');
    for (const type of ['futures', 'spot'] as const)
      expect(failureOf(await account.reading(type)).code).toBe('bad-response');
  });
});

describe('accounts that are kept apart', () => {
  it('spot: what orders hold is locked, and a name is a coin only with its index', async () => {
    const { read } = bound(
      new Hyperliquid({
        spotClearinghouseState: spot(
          { coin: 'USDC', token: 0, hold: '20.0', total: '1481.844', entryNtl: '0.0' },
          { coin: 'HYPE', token: 150, hold: '0.0', total: '2.10613124', entryNtl: '149.93' },
          { coin: 'UBTC', token: 197, hold: '0.0', total: '0.5', entryNtl: '30000.0' },
          { coin: 'BTC', token: 999, hold: '0.0', total: '3.0', entryNtl: '1.0' },
          { coin: 'CAT', token: 512, hold: '0.0', total: '1.0', entryNtl: '1.0' },
          { coin: 'CAT', token: 733, hold: '0.0', total: '2.0', entryNtl: '1.0' },
          { coin: 'PURR', token: 1, hold: '0.0', total: '0.0', entryNtl: '0.0' },
        ),
      }),
    );
    expect(await read('spot')).toEqual({
      USDC: '1461.844+20-0',
      HYPE: '2.10613124+0-0',
      UBTC: '0.5+0-0',
      'BTC#999': '3+0-0',
      'CAT#512': '1+0-0',
      'CAT#733': '2+0-0',
    });
  });

  it('keeps all digits, also of a number literal', async () => {
    const { read } = bound(
      new Hyperliquid({
        spotClearinghouseState:
          '{"balances":[{"coin":"HYPE","token":150,"hold":0,"total":123456789012.345678901234,"entryNtl":"0"}]}',
      }),
    );
    expect(await read('spot')).toEqual({ HYPE: '123456789012.345678901234+0-0' });
  });

  it('futures: the equity of each dex in what it is margined in', async () => {
    const { read } = bound(
      new Hyperliquid({
        perpDexs: '[null,{"name":"xyz","fullName":"XYZ"},{"name":"cash","fullName":"cash"}]',
        clearinghouseState: state('106.720442', '6.5'),
        'clearinghouseState xyz': NO_STATE,
        'clearinghouseState cash': state('50.0', '50.0'),
        'meta cash': '{"universe":[],"marginTables":[],"collateralToken":268}',
        spotMeta: '{"universe":[],"tokens":[{"name":"USDT0","index":268}]}',
      }),
    );
    expect(await read('futures')).toEqual({
      USDC: '6.5+100.220442-0',
      'USDT0 cash': '50+0-0',
    });
  });

  it('a dex that does not answer is named: its equity is missing', async () => {
    const { reading } = bound(
      new Hyperliquid({
        perpDexs: '[null,{"name":"xyz"}]',
        clearinghouseState: state('1.0', '1.0'),
      }),
    );
    const read = await reading('futures');
    expect(table(balancesOf(read))).toEqual({ USDC: '1+0-0' });
    expect(unreadOf(read)).toEqual({ 'the dex xyz': 'venue-unavailable' });
  });

  it('a negative equity stays negative', async () => {
    const { read } = bound(new Hyperliquid({ clearinghouseState: state('-3.5', '0.0') }));
    expect(await read('futures')).toEqual({ USDC: '0+-3.5-0' });
  });
});

describe('a unified account', () => {
  // Recorded shape: the hold of USDC is the account value of the dex, which has the unrealised loss.
  const unified = {
    userAbstraction: '"unifiedAccount"',
    clearinghouseState: state('2193.808086', '0.6975', {
      coin: 'MEGA',
      szi: '75000.0',
      unrealizedPnl: '-1364.860533',
    }),
    spotClearinghouseState: JSON.stringify({
      balances: [
        { coin: 'USDC', token: 0, total: '2296.35783828', hold: '2193.808086', entryNtl: '0.0' },
        { coin: 'HYPE', token: 150, total: '2.10613124', hold: '0.0', entryNtl: '149.93' },
        { coin: '+92260', total: '4.0', hold: '0.0', entryNtl: '0.0' },
      ],
      tokenToAvailableAfterMaintenance: [[0, '172.99725228']],
    }),
  };

  it('is read once, in spot: USDC that backs positions is not counted again', async () => {
    const { read, reading, asked } = bound(new Hyperliquid(unified));
    expect(await read('unified')).toEqual({
      USDC: '102.54975228+2193.808086-0',
      HYPE: '2.10613124+0-0',
      '+92260': '4+0-0',
    });
    for (const type of ['spot', 'futures', 'margin'] as const)
      expect((await reading(type)).outcome).toBe('unsupported');
    expect(asked.filter(({ type }) => type === 'spotClearinghouseState')).toHaveLength(1);
  });

  it('has the positions of every dex', async () => {
    const { reading } = bound(
      new Hyperliquid({
        ...unified,
        perpDexs: '[null,{"name":"xyz"}]',
        'clearinghouseState xyz': state('0.0', '0.0', { coin: 'xyz:GOLD', szi: '-2.5' }),
      }),
    );
    expect(positionsOf(await reading('unified'))).toEqual({
      MEGA: 'MEGA 75000',
      'xyz:GOLD': 'xyz:GOLD -2.5',
    });
  });

  it('shows a loan as borrowed and deducts it once: the total is what remains after it', async () => {
    const { read } = bound(
      new Hyperliquid({
        userAbstraction: '"portfolioMargin"',
        spotClearinghouseState: JSON.stringify({
          portfolioMarginEnabled: true,
          balances: [
            { coin: 'USDC', token: 0, total: '-188.4', hold: '0.0', borrowed: '188.4' },
            { coin: 'HYPE', token: 150, total: '3.3', hold: '0.0', supplied: '3.3', ltv: '0.65' },
          ],
        }),
      }),
    );
    expect(await read('unified')).toEqual({ USDC: '0+0-188.4', HYPE: '3.3+0-0' });
  });
});

describe('positions', () => {
  it('are signed sizes in coins; closed ones are left out', async () => {
    const { reading } = bound(
      new Hyperliquid({
        clearinghouseState: state(
          '100.0',
          '10.0',
          { coin: 'HYPE', szi: '-15.0' },
          { coin: 'kPEPE', szi: '2000.0' },
          { coin: 'ETH', szi: '0.0' },
        ),
      }),
    );
    expect(positionsOf(await reading('futures'))).toEqual({
      HYPE: 'HYPE -15',
      kPEPE: 'PEPE 2000000',
    });
  });
});

describe('earn', () => {
  it('is vaults by address and HYPE in all states of staking', async () => {
    const { read } = bound(
      new Hyperliquid({
        userVaultEquities:
          '[{"vaultAddress":"0xDfc24b077bc1425AD1DEA75bCB6f8158E10Df303","equity":"742500.082809","lockedUntilTimestamp":1741132800000}]',
        delegatorSummary:
          '{"delegated":"12060.16529862","undelegated":"1.5","totalPendingWithdrawal":"2.25","nPendingWithdrawals":1}',
      }),
    );
    expect(await read('earn')).toEqual({
      'USDC vault 0xdfc24b077bc1425ad1dea75bcb6f8158e10df303': '0+742500.082809-0',
      'HYPE staking': '0+12063.91529862-0',
    });
  });

  it.each([
    ['vaults that are no list', { userVaultEquities: 'null' }],
    ['staking without an amount', { delegatorSummary: '{"delegated":"1.0"}' }],
  ])('is never empty because of %s', async (_what, answers) => {
    const { reading } = bound(new Hyperliquid(answers));
    expect(failureOf(await reading('earn')).code).toBe('bad-response');
  });

  it('names the product that is a web page, and is not empty either', async () => {
    const { reading } = bound(new Hyperliquid({ delegatorSummary: '<html></html>' }));
    expect(await reading('earn')).toMatchObject({
      outcome: 'read',
      unread: [{ name: 'HYPE staking', failure: { code: 'bad-response' } }],
    });
  });
});

describe("Hyperliquid's answers", () => {
  it.each([
    ['a web page', '<html></html>'],
    ['nothing', ''],
    ['null', 'null'],
    ['rows that are no list', '{"balances":null}'],
    ['a coin without a token', spot({ coin: 'USDC', total: '1.0', hold: '0.0' })],
    ['a coin without a hold', spot({ coin: 'USDC', token: 0, total: '1.0' })],
  ])('are never empty because of %s', async (_what, body) => {
    const { reading } = bound(new Hyperliquid({ spotClearinghouseState: body }));
    expect(failureOf(await reading('spot')).code).toBe('bad-response');
  });

  it('too many requests are told as such', async () => {
    const { reading } = bound(
      new Hyperliquid({ spotClearinghouseState: { status: 429, body: 'null' } }),
    );
    expect(failureOf(await reading('spot')).code).toBe('rate-limited');
  });
});

it('an address may read and nothing else', async () => {
  const probe = await new Hyperliquid({}).venue.session.probe();
  expect(probe).toMatchObject({
    value: { permissions: { read: 'yes', trade: 'no', withdraw: 'no' }, ipRestricted: 'no' },
  });
});
