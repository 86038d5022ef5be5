import { describe, expect, it } from 'vitest';
import type { CoverageCell, CoverageState } from '../../shared/portfolio/coverage';
import { failure } from '../../shared/base/failure';
import type { Connection } from '../../shared/portfolio/venue';
import { aBalance, aPortfolio, type BalanceRecipe } from '../dev/fixtures/portfolio-fixture';
import { accountsTree, type AccountsInput } from './accounts-tree';
import { DOLLARS } from './quote';

const connection = (id: string, venue: string, change: Partial<Connection> = {}): Connection => ({
  id,
  venue,
  label: id,
  enabled: true,
  demo: false,
  createdAt: 0,
  secretStorage: 'keychain',
  ...change,
});
const cell = (
  connectionId: string,
  accountType: CoverageCell['accountType'],
  coverage: CoverageState,
): CoverageCell => ({ connectionId, venue: 'kraken', accountType, source: 'GET /', coverage });
const ok: CoverageState = { state: 'ok', at: 0, balances: 1 };
const closed = failure('account-not-enabled', 'Options are not opened.');
const silent = failure('timeout', 'No answer.');

function tree(
  connections: readonly Connection[],
  balances: readonly BalanceRecipe[],
  coverage: readonly CoverageCell[],
  more: Partial<AccountsInput> = {},
) {
  const state = aPortfolio({ balances: balances.map(aBalance), coverage });
  return accountsTree({
    connections,
    // Read once only, as the values of a map.
    balances: new Map(Object.entries(state.balances)).values(),
    coverage,
    crossChecks: [],
    totals: state.totals,
    caps: [],
    origin: 'live',
    quote: DOLLARS,
    ...more,
  });
}
const worth = (
  connectionId: string,
  venue: string,
  accountType: BalanceRecipe['accountType'],
  asset: string,
  valueUsd?: string,
): BalanceRecipe => ({
  connectionId,
  venue,
  ...(accountType === undefined ? {} : { accountType }),
  asset,
  total: '1',
  ...(valueUsd === undefined ? {} : { valueUsd }),
});

describe('the tree of accounts', () => {
  it('adds up exactly, from account types to connections to venues, and says each share', () => {
    const [kraken, binance] = tree(
      [connection('a', 'binance'), connection('b', 'kraken'), connection('c', 'kraken')],
      [
        worth('a', 'binance', 'spot', 'BTC', '100'),
        worth('b', 'kraken', 'spot', 'BTC', '200.000000000000000000000001'),
        worth('b', 'kraken', 'earn', 'ETH', '50'),
        worth('c', 'kraken', 'spot', 'BTC', '49.999999999999999999999999'),
      ],
      ['a', 'b', 'c'].flatMap((id) => [cell(id, 'spot', ok), cell(id, 'earn', ok)]),
    );
    expect(kraken?.venue).toBe('kraken');
    expect(kraken?.sums.value?.toFixed()).toBe('300');
    expect(kraken?.share?.toFixed()).toBe('0.75');
    expect(kraken?.connections.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(kraken?.connections[0]?.sums.value?.toFixed()).toBe('250.000000000000000000000001');
    expect(kraken?.connections[0]?.accounts.map(({ accountType }) => accountType)).toEqual([
      'spot',
      'earn',
    ]);
    expect(binance?.share?.toFixed()).toBe('0.25');
  });

  it('gives what was read and is empty a zero, and what was never read no value at all', () => {
    const [venue] = tree(
      [connection('a', 'kraken')],
      [],
      [
        cell('a', 'spot', { state: 'empty', at: 0 }),
        cell('a', 'earn', { state: 'failed', failure: silent }),
        cell('a', 'margin', { state: 'no-permission', failure: silent }),
        cell('a', 'funding', { state: 'pending' }),
        cell('a', 'options', { state: 'no-permission', failure: closed }),
      ],
    );
    const values = new Map(
      venue?.connections[0]?.accounts.map(({ accountType, sums }) => [
        accountType,
        sums.value?.toFixed(),
      ]),
    );
    expect(values).toEqual(
      new Map([
        ['spot', '0'],
        ['funding', undefined],
        ['margin', undefined],
        ['options', undefined],
        ['earn', undefined],
      ]),
    );
    expect(venue?.sums.progress).toMatchObject({ accounts: 4, read: 1, awaited: 1, notRead: 2 });
  });

  it('counts what has no price, and never as zero dollars', () => {
    const [venue] = tree(
      [connection('a', 'kraken')],
      [worth('a', 'kraken', 'spot', 'FOO'), worth('a', 'kraken', 'spot', 'BAR')],
      [cell('a', 'spot', ok)],
    );
    expect(venue?.sums).toMatchObject({ value: undefined, unpriced: 2, balances: 2 });
    expect(venue?.share).toBeUndefined();
  });

  it('says how much is carried on: of accounts that did not answer, and of a stored portfolio', () => {
    const balances = [
      worth('a', 'kraken', 'spot', 'BTC', '10'),
      worth('a', 'kraken', 'earn', 'BTC', '5'),
    ];
    const coverage = [
      cell('a', 'spot', ok),
      cell('a', 'earn', { state: 'stale', at: 0, failure: silent }),
    ];
    const one = [connection('a', 'kraken')];
    expect(tree(one, balances, coverage)[0]?.sums.carried.toFixed()).toBe('5');
    expect(tree(one, balances, coverage, { origin: 'stored' })[0]?.sums.carried.toFixed()).toBe(
      '15',
    );
  });

  it('takes debts from the value, and puts a negative account after the others', () => {
    const [kraken] = tree(
      [connection('owes', 'kraken'), connection('owns', 'kraken')],
      [
        worth('owes', 'kraken', 'margin', 'USDT', '-40'),
        worth('owns', 'kraken', 'spot', 'BTC', '100'),
      ],
      [cell('owes', 'margin', ok), cell('owns', 'spot', ok)],
    );
    expect(kraken?.sums.value?.toFixed()).toBe('60');
    expect(kraken?.connections.map(({ id }) => id)).toEqual(['owns', 'owes']);
  });

  it('lists a disabled connection without accounts, after all that have a value', () => {
    const nodes = tree(
      [connection('off', 'binance', { enabled: false }), connection('a', 'kraken')],
      [worth('a', 'kraken', 'spot', 'BTC', '1')],
      [cell('off', 'spot', { state: 'pending' }), cell('a', 'spot', ok)],
    );
    expect(nodes.map(({ venue }) => venue)).toEqual(['kraken', 'binance']);
    expect(nodes[1]?.connections[0]?.accounts).toEqual([]);
    expect(nodes[1]?.sums.value).toBeUndefined();
  });

  it('keeps balances whose connection has just gone, so that the sums are those of the total', () => {
    const [venue] = tree([], [worth('gone', 'kraken', 'spot', 'BTC', '7')], []);
    expect(venue?.sums.value?.toFixed()).toBe('7');
    expect(venue?.connections[0]).toMatchObject({ id: 'gone', connection: undefined });
  });

  it('has no shares while the total is not positive', () => {
    const [venue] = tree(
      [connection('a', 'kraken')],
      [worth('a', 'kraken', 'margin', 'USDT', '-3')],
      [cell('a', 'margin', ok)],
      { caps: [{ venue: 'kraken', percent: '10' }] },
    );
    expect(venue?.share).toBeUndefined();
    expect(venue?.cap).toBeUndefined();
  });

  it('says where a venue stands against its cap', () => {
    const [kraken, binance] = tree(
      [connection('a', 'kraken'), connection('b', 'binance')],
      [worth('a', 'kraken', 'spot', 'BTC', '60'), worth('b', 'binance', 'spot', 'BTC', '40')],
      [cell('a', 'spot', ok), cell('b', 'spot', ok)],
      { caps: [{ venue: 'kraken', percent: '50' }] },
    );
    expect(kraken?.cap?.crossed).toBe(true);
    expect(kraken?.cap?.percent.toFixed()).toBe('60');
    expect(binance?.cap).toBeUndefined();
  });
});
