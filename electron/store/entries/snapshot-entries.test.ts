import { expect, test } from 'vitest';
import { decimal } from '../../../shared/base/decimal';
import type { Balance } from '../../../shared/portfolio/balance';
import type { CoverageCell } from '../../../shared/portfolio/coverage';
import { failure } from '../../../shared/base/failure';
import type { Price } from '../../../shared/pricing/price';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import { valueOf } from '../../../shared/portfolio/valuation';
import type { RecordedSnapshot } from '../../engine/ports/history';
import { HOUR, MINUTE, sampleBalance, sampleSnapshot, START } from '../testing/samples';
import type { SnapshotEntry } from './entry';
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
        ...{ asset: 'DOT', code: 'DOT', last_usd: '1', last_amount: '1' },
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

/** A recorded snapshot of balances at prices: by hand where a price ends in `!`, none where it is not given. */
function pricedSnapshot(
  minute: number,
  balances: readonly Balance[],
  prices: Readonly<Record<string, string>>,
): RecordedSnapshot['snapshot'] {
  const at = START + minute * MINUTE;
  const valued = balances.map((balance): ValuedBalance => {
    const text = prices[balance.asset];
    if (text === undefined) return { ...balance, price: { kind: 'unpriced', reason: 'no-market' } };
    const usd = decimal(text.replace('!', ''));
    const price: Price = text.endsWith('!')
      ? { kind: 'manual', usd, at }
      : { kind: 'market', usd, path: [], at };
    return { ...balance, price, valueUsd: valueOf(balance, price) ?? usd };
  });
  const coverage = [cell({ state: 'ok', at, balances: balances.length })];
  return { ...sampleSnapshot(at, balances, { coverage }), balances: valued };
}

function pricedEntry(
  entries: SnapshotEntries,
  minute: number,
  balances: readonly Balance[],
  prices: Readonly<Record<string, string>>,
  more: Partial<RecordedSnapshot> = {},
): SnapshotEntry {
  return entries.next({
    ...{ portfolio: 'main', status: 'complete', quarantined: [], rates: {} },
    snapshot: pricedSnapshot(minute, balances, prices),
    ...more,
  });
}

test('says by how much more what is held of a currency itself counts in it', () => {
  const balances = [
    sampleBalance('BTC', '2'),
    sampleBalance('EUR', '100', { borrowed: decimal('40') }),
    sampleBalance('EUR', '5', { accountType: 'earn' }),
    sampleBalance('ETH', '1'),
    sampleBalance('CHF', '7'),
  ];
  const entry = pricedEntry(
    new SnapshotEntries(),
    0,
    balances,
    { BTC: '100', EUR: '1.1', ETH: '10' },
    { rates: { BTC: '100', EUR: '1.2', CHF: '1.1', GBP: '1.3' } },
  );
  // Bitcoin's price is its rate, and francs have no price: they are in no total.
  expect(entry.gaps).toEqual({ EUR: '6.5' });
  expect(entry.accounts?.map(({ gaps }) => gaps)).toEqual([{ EUR: '6' }]);
  const atRates = pricedEntry(new SnapshotEntries(), 0, balances, { BTC: '100', EUR: '1.2' });
  expect(atRates.gaps).toEqual({});
});

test('names the parts of an account that were never read, and not those that were', () => {
  const part = (name: string, since?: number) => ({
    ...{ name, failure: failure('timeout', 'late') },
    ...(since === undefined ? {} : { since }),
  });
  const parts = [part('loans'), part('earn', START), part('staking')];
  const coverage = [cell({ state: 'partly', at: START, balances: 1, parts })];
  const [account] = nextOf(new SnapshotEntries(), START, [], { coverage }).accounts ?? [];
  expect(account).toMatchObject({ standing: 'partly', lacks: ['loans', 'staking'] });
});

test('says what a price by hand made of what was held before, when it is set, changed and taken back', () => {
  const entries = new SnapshotEntries();
  const held = (amount: string) => [sampleBalance('GEM', amount), sampleBalance('ETH', '1')];
  const repricedOf = ({ balances }: SnapshotEntry) =>
    balances.changed.map(({ asset, repriced }) => [asset, repriced]);
  pricedEntry(entries, 0, held('3'), { GEM: '10', ETH: '1' });
  const repriced = (amount: string, from_usd: string, to_usd: string) => ({
    ...{ asset: 'GEM', amount, from_usd, to_usd },
  });
  const set = pricedEntry(entries, 1, held('3'), { GEM: '30!', ETH: '2' });
  expect(repricedOf(set)).toEqual([['GEM', repriced('3', '30', '90')]]);
  expect(set.comparedWith).toBe(START);
  // A coin more came in the same minute.
  const changed = pricedEntry(entries, 2, held('4'), { GEM: '20!', ETH: '3' });
  expect(repricedOf(changed)).toEqual([['GEM', repriced('3', '90', '60')]]);
  const same = pricedEntry(entries, 3, held('5'), { GEM: '20.0!', ETH: '3' });
  expect(repricedOf(same)).toEqual([['GEM', undefined]]);
  const taken = pricedEntry(entries, 4, held('5'), { GEM: '11', ETH: '3' });
  expect(repricedOf(taken)).toEqual([['GEM', repriced('5', '100', '55')]]);
  const lost = pricedEntry(entries, 5, held('5'), { ETH: '3' });
  expect(lost.balances.changed).toEqual([
    expect.objectContaining({ asset: 'GEM', last_usd: '55', last_amount: '5' }),
  ]);
  expect(lost.balances.changed[0]).not.toHaveProperty('repriced');
});

test('follows a balance that turns out to be another asset', () => {
  const entries = new SnapshotEntries();
  pricedEntry(entries, 0, [sampleBalance('GEM', '3')], { GEM: '10' });
  const other = sampleBalance('gemini-coin', '3', { code: 'GEM' });
  const assetOverrides = [{ venue: 'kraken', code: 'GEM', asset: 'gemini-coin' }];
  const { balances } = pricedEntry(entries, 1, [other], { 'gemini-coin': '4' }, { assetOverrides });
  expect(balances.changed).toEqual([
    expect.objectContaining({
      asset: 'gemini-coin',
      repriced: { asset: 'GEM', amount: '3', from_usd: '30', to_usd: '12' },
    }),
  ]);
  expect(balances.gone).toEqual([expect.objectContaining({ asset: 'GEM', code: 'GEM' })]);
});

test('does not take for a word of the user what a new version takes a code for', () => {
  const gem = sampleBalance('GEM', '3');
  const other = sampleBalance('gemini-coin', '3', { code: 'GEM' });
  const earlier = pricedSnapshot(0, [gem], { GEM: '10' });
  const first = pricedEntry(new SnapshotEntries(), 9, [other], { 'gemini-coin': '4' }, { earlier });
  expect(first.balances.changed).toEqual([expect.objectContaining({ code: 'GEM', usd: '12' })]);
  expect(first.balances.changed[0]).not.toHaveProperty('repriced');
  // The user's word is the same as before the restart, for another code of that name.
  const assetOverrides = [{ venue: 'binance', code: 'GEM', asset: 'gemini-coin' }];
  const again = pricedEntry(
    new SnapshotEntries(),
    9,
    [other],
    { 'gemini-coin': '4' },
    {
      ...{ earlier: { ...earlier, assetOverrides }, assetOverrides },
    },
  );
  expect(again.balances.changed[0]).not.toHaveProperty('repriced');
});

test('compares the first of a run with what the run before left', () => {
  const gem = sampleBalance('GEM', '3');
  const dot = sampleBalance('DOT', '1');
  const earlier = pricedSnapshot(0, [gem, dot], { GEM: '10', DOT: '5' });
  const first = pricedEntry(new SnapshotEntries(), 9, [gem], {}, { earlier });
  expect(first).toMatchObject({
    comparedWith: START,
    balances: {
      full: true,
      changed: [{ asset: 'GEM', last_usd: '30' }],
      gone: [{ asset: 'DOT', last_usd: '5' }],
    },
  });
  const entries = new SnapshotEntries();
  expect(pricedEntry(entries, 9, [gem], {})).not.toHaveProperty('comparedWith');
});

test('compares with what arrived last, however often what came after it did not', () => {
  const entries = new SnapshotEntries();
  const gem = [sampleBalance('GEM', '3')];
  pricedEntry(entries, 0, gem, { GEM: '10' });
  for (const minute of [1, 2, 3]) {
    const entry = pricedEntry(entries, minute, gem, { GEM: '20!' });
    expect(entry).toMatchObject({
      comparedWith: START,
      balances: { full: minute > 1, changed: [{ repriced: { from_usd: '30', to_usd: '60' } }] },
    });
    entries.forget('main');
  }
  entries.remove('main');
  expect(pricedEntry(entries, 4, gem, { GEM: '10' })).not.toHaveProperty('comparedWith');
});
