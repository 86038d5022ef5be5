import { describe, expect, it } from 'vitest';
import type { CrossCheckView, TotalsView } from '../../../shared/ipc/portfolio-view';
import { formatRoughMoney } from '../../../shared/money/format';
import type { CoverageCell, CoverageState } from '../../../shared/portfolio/coverage';
import { failure } from '../../../shared/portfolio/failure';
import { confidenceLine, type ConfidenceInput } from './confidence';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

function cell(coverage: CoverageState): CoverageCell {
  return { connectionId: 'one', venue: 'kraken', accountType: 'spot', source: '', coverage };
}

function lineOf(
  totalUsd: string,
  quality: Partial<TotalsView['quality']>,
  more: Partial<ConfidenceInput> = {},
): string[] {
  const parts = confidenceLine({
    totals: {
      totalUsd,
      byVenue: {},
      byAsset: {},
      byAccountType: {},
      quality: {
        liveUsd: '0',
        stalePriceUsd: '0',
        carriedUsd: '0',
        pegAssumedUsd: '0',
        manualUsd: '0',
        unpricedBalances: 0,
        balances: { live: 0, stalePrice: 0, carried: 0, pegAssumed: 0, manual: 0 },
        overlaps: [],
        ...quality,
      },
    },
    coverage: [],
    crossChecks: [],
    origin: 'live',
    at: NOW,
    now: NOW,
    pricesStaleSince: undefined,
    records: { mayChange: 0 },
    money: (usd) => formatRoughMoney(usd, 'USD'),
    ...more,
  });
  return parts.map(({ money, text }) => (money === undefined ? text : `${money} ${text}`));
}

describe('the confidence line', () => {
  it('names accounts that were partly read, and how old what is carried of them is', () => {
    const silent = failure('timeout', 'No answer.');
    const parts = [
      { name: 'ETH staking', failure: silent, since: NOW - 12 * MINUTE },
      { name: 'SOL staking', failure: silent },
    ];
    const line = lineOf(
      '100',
      { liveUsd: '90', carriedUsd: '10' },
      { coverage: [cell({ state: 'partly', at: NOW, balances: 2, parts })] },
    );
    expect(line).toEqual(['90.0\u202f% live', '$10 carried 12 min', '1 account partly read']);
  });

  it('knows of what venues have beyond what is read, and not of what they have less', () => {
    const check = (theirsUsd: string, differs: boolean): CrossCheckView => ({
      connectionId: 'one',
      source: 'GET /total',
      covers: ['spot'],
      at: NOW,
      outcome: { kind: 'compared', theirsUsd, oursUsd: '100', differs },
    });
    const crossChecks = [check('1300', true), check('60', true), check('100.2', false)];
    expect(lineOf('100', { liveUsd: '100' }, { crossChecks })).toEqual([
      '100.0\u202f% live',
      '$1,200 more at venues than is read',
    ]);
  });

  it('names each part that is not live, and how old the carried one is', () => {
    const line = lineOf(
      '43000',
      { liveUsd: '41708', carriedUsd: '1204', pegAssumedUsd: '88', unpricedBalances: 3 },
      {
        coverage: [
          cell({ state: 'stale', at: NOW - 12 * MINUTE }),
          cell({ state: 'stale', at: NOW - 2 * MINUTE }),
        ],
      },
    );
    expect(line).toEqual([
      '96.9\u202f% live',
      '$1,204 carried 12 min',
      '$88 peg assumed',
      '3 unpriced',
    ]);
  });

  it('sets apart what is valued at the last price of a market that cannot be asked', () => {
    const quality = { liveUsd: '8796', stalePriceUsd: '1204' };
    const more = { pricesStaleSince: NOW - 12 * MINUTE };
    expect(lineOf('10000', quality, more)).toEqual([
      '87.9\u202f% live',
      '$1,204 at prices 12 min old',
    ]);
    expect(lineOf('10000', { liveUsd: '10100', stalePriceUsd: '-100' })).toEqual([
      '$10,100 live',
      '−$100 at old prices',
    ]);
  });

  it('says 100 % only when every cent is live', () => {
    expect(lineOf('100', { liveUsd: '100' })).toEqual(['100.0\u202f% live']);
    expect(lineOf('100000', { liveUsd: '99999.99', manualUsd: '0.01' })[0]).toBe(
      '99.9\u202f% live',
    );
  });

  it('gives an amount where a share would mean nothing', () => {
    expect(lineOf('-5', { liveUsd: '-5' })[0]).toBe('−$5.00 live');
    expect(lineOf('0', {})[0]).toBe('$0.00 live');
  });

  it('never passes over accounts that were not read or are awaited', () => {
    const coverage = [
      cell({ state: 'failed', failure: failure('network', 'No answer.') }),
      cell({ state: 'no-permission', failure: failure('permission', 'Not allowed.') }),
      cell({ state: 'pending' }),
    ];
    expect(lineOf('100', { liveUsd: '100' }, { coverage })).toEqual([
      '100.0\u202f% live',
      '2 accounts not read',
      '1 account being read',
    ]);
  });

  it('says what the user made that may change it but is not counted, and where it is told', () => {
    const quality = { liveUsd: '100' };
    expect(lineOf('100', quality, { records: { mayChange: 1 } })).toEqual([
      '100.0\u202f% live',
      '1 record of a newer version may change it',
    ]);
    expect(lineOf('100', quality, { records: { mayChange: 3 } })[1]).toBe(
      '3 records of a newer version may change it',
    );
    expect(lineOf('100', quality, { records: 'unknown' })[1]).toBe(
      'what you entered and decided is not known',
    );
  });

  it('calls nothing live that was painted from the last run', () => {
    const line = lineOf('100', { carriedUsd: '100' }, { origin: 'stored', at: NOW - 180 * MINUTE });
    expect(line).toEqual(['Last known portfolio, read 3 h ago']);
  });
});
