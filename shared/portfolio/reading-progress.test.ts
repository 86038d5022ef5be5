import { describe, expect, it } from 'vitest';
import type { CoverageCell, CoverageState } from './coverage';
import { failure } from '../base/failure';
import { hasAllOutcomes, isWhollyRead, progressWords, readingProgress } from './reading-progress';

const cell = (coverage: CoverageState, connectionId = 'one'): CoverageCell => ({
  ...{ connectionId, venue: 'kraken', accountType: 'spot', source: '', coverage },
});
const silent = failure('timeout', 'No answer.');
const ok = cell({ state: 'ok', at: 0, balances: 1 });
const part = { name: 'ETH staking', failure: silent };

describe('how far accounts are read', () => {
  it('counts what has no outcome yet, of this run or at all', () => {
    const progress = readingProgress([
      ok,
      cell({ state: 'empty', at: 0 }),
      cell({ state: 'pending' }),
      cell({ state: 'stale', at: 0 }),
    ]);
    expect(progress).toMatchObject({ accounts: 4, read: 2, awaited: 2, carriedOn: 0 });
    expect(progressWords(progress)).toBe('2 of 4 accounts read');
  });

  it('waits for connections whose accounts are not known yet', () => {
    expect(progressWords(readingProgress([], ['one']))).toBe('1 connection being read');
    expect(progressWords(readingProgress([ok], ['one', 'two', 'three']))).toBe(
      '1 of 1 account read, 2 connections to come',
    );
    expect(progressWords(readingProgress([ok], ['one']))).toBeUndefined();
  });

  it('leaves out what Portolan does not read, and what was never opened', () => {
    const closed = failure('account-not-enabled', 'Options are not opened.');
    const cells = [
      ok,
      cell({ state: 'unsupported', reason: 'Not read.' }),
      cell({ state: 'no-permission', failure: closed }),
    ];
    expect(readingProgress(cells)).toMatchObject({ accounts: 1, read: 1, notRead: 0 });
    expect(isWhollyRead(readingProgress(cells))).toBe(true);
  });

  it.each<[string, CoverageState, object]>([
    ['failed', { state: 'failed', failure: silent }, { notRead: 1 }],
    ['may not be read', { state: 'no-permission', failure: silent }, { notRead: 1 }],
    ['is carried on', { state: 'stale', at: 0, failure: silent }, { carriedOn: 1 }],
    ['is partly read', { state: 'partly', at: 0, balances: 0, parts: [part] }, { partly: 1 }],
    [
      'is carried on and was partly read',
      { state: 'stale', at: 0, failure: silent, parts: [part] },
      { carriedOn: 1, partly: 1 },
    ],
  ])('has an outcome, but is not wholly read where an account %s', (_words, coverage, counts) => {
    const progress = readingProgress([ok, cell(coverage)]);
    expect(progress).toMatchObject(counts);
    expect(hasAllOutcomes(progress)).toBe(true);
    expect(isWhollyRead(progress)).toBe(false);
  });
});
