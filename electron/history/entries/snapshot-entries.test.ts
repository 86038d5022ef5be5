import { expect, test } from 'vitest';
import { decimal } from '../../../shared/money/decimal';
import type { CoverageCell } from '../../../shared/portfolio/coverage';
import { failure } from '../../../shared/portfolio/failure';
import { HOUR, MINUTE, sampleBalance, sampleSnapshot, START } from '../testing/samples';
import { SnapshotEntries } from './snapshot-entries';

function cell(coverage: CoverageCell['coverage']): CoverageCell {
  return { connectionId: 'one', venue: 'kraken', accountType: 'spot', source: 'GET /x', coverage };
}

function nextOf(entries: SnapshotEntries, ...snapshot: Parameters<typeof sampleSnapshot>) {
  return entries.next({
    portfolio: 'main',
    snapshot: sampleSnapshot(...snapshot),
    status: 'complete',
    quarantined: [],
    rates: {},
  });
}

test('the first entry holds everything, the next only what changed', () => {
  const entries = new SnapshotEntries();
  const [btc, eth, dot] = ['BTC', 'ETH', 'DOT'].map((asset) => sampleBalance(asset, '1'));
  if (btc === undefined || eth === undefined || dot === undefined) throw new Error('no samples');
  const first = nextOf(entries, START, [btc, eth, dot]);
  expect(first.balances).toMatchObject({ full: true, gone: [] });
  expect(first.balances.changed.map(({ asset }) => asset)).toEqual(['BTC', 'ETH', 'DOT']);

  const same = { ...btc, available: decimal('1.000') };
  const second = nextOf(entries, START + MINUTE, [same, sampleBalance('ETH', '2')]);
  expect(second.balances).toEqual({
    full: false,
    changed: [expect.objectContaining({ asset: 'ETH', total: '2', subaccount: '' })],
    gone: [
      {
        ...{ connection: 'one', account_type: 'spot', subaccount: '' },
        ...{ asset: 'DOT', code: 'DOT', last_usd: '1' },
      },
    ],
  });
  entries.forget('main');
  expect(nextOf(entries, START + 2 * MINUTE, [btc]).balances.full).toBe(true);
});

test('the breakdown goes along once an hour; what has no price has an amount and no value', () => {
  const entries = new SnapshotEntries();
  const balances = [
    sampleBalance('BTC', '2', { borrowed: decimal('0.5') }),
    sampleBalance('BTC', '1', { accountType: 'funding' }),
    sampleBalance('SCAM', '1000000'),
  ];
  const first = nextOf(entries, START, balances, { unpriced: 'SCAM' });
  expect(first.breakdown).toContainEqual({
    dimension: 'asset',
    member: 'BTC',
    amount: '2.5',
    value_usd: '3',
  });
  expect(first.breakdown).toContainEqual({ dimension: 'asset', member: 'SCAM', amount: '1000000' });
  expect(first.unpricedBalances).toBe(1);
  expect(nextOf(entries, START + 59 * MINUTE, balances).breakdown).toBeUndefined();
  expect(nextOf(entries, START + HOUR, balances).breakdown).toBeDefined();
});

test('coverage goes along when a state changed, not when an answer is merely newer', () => {
  const entries = new SnapshotEntries();
  const coverage = (state: CoverageCell['coverage']) => ({ coverage: [cell(state)] });
  const ok = (at: number) => coverage({ state: 'ok', at, balances: 3 });
  expect(nextOf(entries, START, [], ok(START)).coverage).toEqual([
    { connection: 'one', venue: 'kraken', account_type: 'spot', state: 'ok', balances: 3 },
  ]);
  expect(nextOf(entries, START + MINUTE, [], ok(START + MINUTE)).coverage).toBeUndefined();
  const stale = coverage({ state: 'stale', at: START, failure: failure('timeout', 'no answer') });
  expect(nextOf(entries, START + 2 * MINUTE, [], stale).coverage).toEqual([
    expect.objectContaining({ state: 'stale', at: START, failure: 'timeout' }),
  ]);
});

test('amounts travel with all their digits', () => {
  const amount = '12345678901234567890123456789012345678.1234567890123456789012345678901234567891';
  const entry = nextOf(new SnapshotEntries(), START, [sampleBalance('BTC', amount)]);
  expect(entry.totalUsd).toBe(amount);
  expect(entry.balances.changed[0]?.total).toBe(amount);
});

test('says what each account is worth, and what is held without counting', () => {
  const entries = new SnapshotEntries();
  const coverage = [
    cell({ state: 'ok', at: START, balances: 2 }),
    {
      ...cell({ state: 'failed', failure: failure('timeout', 'late') }),
      accountType: 'earn' as const,
    },
  ];
  const balances = [sampleBalance('BTC', '2'), sampleBalance('GEM', '5')];
  const first = nextOf(entries, START, balances, { coverage, unpriced: 'GEM' });
  expect(first.accounts).toEqual([
    { connection: 'one', venue: 'kraken', account_type: 'spot', standing: 'whole', usd: '2' },
    { connection: 'one', venue: 'kraken', account_type: 'earn', standing: 'missing', usd: '0' },
  ]);
  expect(first.uncounted).toEqual([JSON.stringify(['one', 'spot', '', 'GEM'])]);

  const same = nextOf(entries, START + MINUTE, balances, { coverage, unpriced: 'GEM' });
  expect(same.uncounted).toBeUndefined();
  expect(same.basis).toBe(first.basis);

  // Found a price: it is told again, although its amount is the same.
  const priced = nextOf(entries, START + 2 * MINUTE, balances, { coverage });
  expect(priced.uncounted).toEqual([]);
  expect(priced.basis).not.toBe(first.basis);
  expect(priced.balances.changed).toEqual([expect.objectContaining({ asset: 'GEM', usd: '5' })]);

  const lost = nextOf(entries, START + 3 * MINUTE, balances, { coverage, unpriced: 'GEM' });
  expect(lost.balances.changed).toEqual([expect.objectContaining({ asset: 'GEM', last_usd: '5' })]);
});
