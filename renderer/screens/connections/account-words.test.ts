import { describe, expect, it } from 'vitest';
import type { CrossCheckView } from '../../../shared/contract/portfolio-view';
import { failure } from '../../../shared/base/failure';
import { untilText } from '../../../shared/base/until-text';
import {
  accountStateWords,
  coveredWords,
  crossCheckWords,
  positionsWords,
  worstCrossCheck,
} from './account-words';

const check = (outcome: CrossCheckView['outcome']): CrossCheckView => ({
  connectionId: 'a',
  source: 'GET /',
  covers: ['spot'],
  at: 0,
  outcome,
});
const compared = (difference: string | undefined, differs: boolean) =>
  check({
    kind: 'compared',
    theirsUsd: '100',
    oursUsd: '100',
    differs,
    ...(difference === undefined ? {} : { difference }),
  });

describe('words for a cross-check', () => {
  it('give the difference with its sign', () => {
    expect(crossCheckWords(compared('-0.04533', true))).toEqual({
      tone: 'differs',
      text: '\u22124.53\u202f%',
    });
    expect(crossCheckWords(compared('0.0004', false)).text).toBe('+0.04\u202f%');
    expect(crossCheckWords(compared('0', false)).text).toBe('the same');
    expect(crossCheckWords(compared(undefined, true)).text).toBe('differs');
  });

  it('do not call agreed what was not compared', () => {
    expect(crossCheckWords(check({ kind: 'not-compared', reason: 'No price.' }))).toEqual({
      tone: 'not-compared',
      text: 'not compared',
    });
  });

  it('name the accounts that both figures are of', () => {
    const covers = ['spot', 'funding', 'futures'] as const;
    expect(coveredWords({ covers }, ['spot', 'funding', 'futures', 'earn'])).toBe(
      'Spot, funding and futures',
    );
    expect(coveredWords({ covers }, ['spot', 'futures'])).toBe('all accounts');
  });

  it('are those of the worst of several', () => {
    const bad = compared('0.1', true);
    expect(worstCrossCheck([compared('0', false), bad])).toBe(bad);
    expect(worstCrossCheck([])).toBeUndefined();
  });
});

describe('words for an account', () => {
  it('tell empty, carried, failed and not supported apart', () => {
    const why = failure('timeout', 'No answer.');
    expect(accountStateWords({ state: 'empty', at: 0 }, 0)).toBe('empty');
    expect(accountStateWords({ state: 'ok', at: 0, balances: 1 }, 0)).toBe('1 balance');
    expect(accountStateWords({ state: 'stale', at: 0 }, 720_000)).toBe('carried on, 12 min old');
    expect(accountStateWords({ state: 'failed', failure: why }, 0)).toBe('failed');
    const closed = failure('account-not-enabled', 'Not opened.');
    expect(accountStateWords({ state: 'no-permission', failure: why }, 0)).toBe('no permission');
    expect(accountStateWords({ state: 'no-permission', failure: closed }, 0)).toBe('not opened');
    expect(accountStateWords({ state: 'unsupported', reason: '' }, 0)).toBe('not supported');
  });

  it('name the time until which a venue is left alone', () => {
    const at = 600_000;
    const late = failure('rate-limited', 'Too many.', { retryAt: at });
    const until = `waits until ${untilText(at)}`;
    expect(accountStateWords({ state: 'failed', failure: late }, 0)).toBe(until);
    expect(accountStateWords({ state: 'stale', at: 0, failure: late }, 120_000)).toBe(
      `carried on, 2 min old, ${until}`,
    );
    expect(accountStateWords({ state: 'failed', failure: late }, at)).toBe('failed');
  });

  it('tell no positions from positions that were not read', () => {
    const why = failure('timeout', 'No answer.');
    expect(positionsWords({})).toBeUndefined();
    expect(positionsWords({ positions: { state: 'ok', at: 0, open: 0 } })?.text).toBe(
      'no positions',
    );
    expect(positionsWords({ positions: { state: 'failed', failure: why } })).toEqual({
      text: 'positions not read',
      failed: true,
    });
  });
});
