import { describe, expect, it } from 'vitest';
import type { CrossCheckView, TotalsView } from '../../../shared/contract/portfolio-view';
import { formatRoughMoney } from '../../../shared/assets/format';
import type { CoverageCell, CoverageState } from '../../../shared/portfolio/coverage';
import { failure } from '../../../shared/base/failure';
import { readingProgress } from '../../../shared/portfolio/reading-progress';
import { confidenceLine, type ConfidenceInput } from './confidence';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const SILENT = failure('timeout', 'No answer.');

function cell(coverage: CoverageState): CoverageCell {
  return { connectionId: 'one', venue: 'kraken', accountType: 'spot', source: '', coverage };
}

function lineOf(
  totalUsd: string,
  quality: Partial<TotalsView['quality']>,
  more: Partial<ConfidenceInput> = {},
): string[] {
  return partsOf(totalUsd, quality, more).map(({ money, text }) =>
    money === undefined ? text : `${money} ${text}`,
  );
}

function partsOf(
  totalUsd: string,
  quality: Partial<TotalsView['quality']>,
  more: Partial<ConfidenceInput> = {},
) {
  const { coverage = [] } = more;
  return confidenceLine({
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
        balances: balancesOf(quality),
        overlaps: [],
        ...quality,
      },
    },
    coverage,
    progress: readingProgress(coverage),
    crossChecks: [],
    origin: 'live',
    at: NOW,
    now: NOW,
    pricesStaleSince: { live: undefined, carried: undefined },
    lackingPrices: 0,
    records: { mayChange: 0 },
    oldRate: undefined,
    money: (usd) => formatRoughMoney(usd, 'USD'),
    ...more,
  });
}

/** One balance in each part that has a value. */
function balancesOf(quality: Partial<TotalsView['quality']>): TotalsView['quality']['balances'] {
  const one = (usd: string | undefined): number => (usd === undefined ? 0 : 1);
  return {
    live: one(quality.liveUsd),
    stalePrice: one(quality.stalePriceUsd),
    carried: one(quality.carriedUsd),
    pegAssumed: one(quality.pegAssumedUsd),
    manual: one(quality.manualUsd),
  };
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
      '$100 live',
      '$1,200 more at venues than is read',
    ]);
  });

  it('names each part that is not live, and how old the carried one is', () => {
    const line = lineOf(
      '43000',
      { liveUsd: '41708', carriedUsd: '1204', pegAssumedUsd: '88', unpricedBalances: 3 },
      {
        coverage: [
          cell({ state: 'stale', at: NOW - 12 * MINUTE, failure: SILENT }),
          cell({ state: 'stale', at: NOW - 2 * MINUTE, failure: SILENT }),
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
    const more = { pricesStaleSince: { live: NOW - 12 * MINUTE, carried: undefined } };
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

  it('leads with how many accounts are read until each has an outcome, without share or green', () => {
    const coverage = [
      cell({ state: 'ok', at: NOW, balances: 1 }),
      cell({ state: 'failed', failure: SILENT }),
      cell({ state: 'no-permission', failure: failure('permission', 'Not allowed.') }),
      cell({ state: 'pending' }),
    ];
    expect(lineOf('100', { liveUsd: '100' }, { coverage })).toEqual([
      '1 of 4 accounts read',
      '$100 live',
      '2 accounts not read',
    ]);
    const [lead, live] = partsOf('100', { liveUsd: '100' }, { coverage });
    expect([lead?.kind, live?.kind]).toEqual(['pending', 'live-part']);
    const progress = readingProgress([], ['one']);
    expect(lineOf('0', {}, { progress })).toEqual(['1 connection being read']);
  });

  const part = { name: 'ETH staking', failure: SILENT };
  it.each<[string, Partial<ConfidenceInput>]>([
    ['an account failed', { coverage: [cell({ state: 'failed', failure: SILENT })] }],
    [
      'an account is partly read',
      { coverage: [cell({ state: 'partly', at: NOW, balances: 1, parts: [part] })] },
    ],
    [
      'an empty account is carried on',
      { coverage: [cell({ state: 'stale', at: NOW, failure: SILENT })] },
    ],
    ['a price is lost, in dispute or not told yet', { lackingPrices: 1 }],
    ['a record may change it', { records: { mayChange: 1 } }],
    ['what the user made is not known', { records: 'unknown' }],
    ['an account is awaited', { coverage: [cell({ state: 'stale', at: NOW })] }],
  ])('is neither 100 %% nor green while %s', (_words, more) => {
    const parts = partsOf('100', { liveUsd: '100' }, more);
    expect(parts.map(({ text }) => text).join()).not.toContain('%');
    expect(parts.some(({ kind }) => kind === 'live')).toBe(false);
  });

  it('says every mark of a part, so that none hides another', () => {
    const quality = {
      liveUsd: '100',
      carriedUsd: '122768',
      stalePriceUsd: '50',
      balances: { live: 1, carried: 3, stalePrice: 1, pegAssumed: 0, manual: 0 },
      overlaps: [
        { of: 'carried', also: 'stale-price', usd: '122768', balances: 3 },
        { of: 'carried', also: 'peg-assumed', usd: '4012', balances: 1 },
        { of: 'stale-price', also: 'peg-assumed', usd: '50', balances: 1 },
      ],
    } as const;
    const more = {
      coverage: [cell({ state: 'stale', at: NOW - 2 * MINUTE, failure: SILENT })],
      pricesStaleSince: { live: NOW - 5 * MINUTE, carried: NOW - 180 * MINUTE },
    };
    // The page tells them apart by these.
    const names = partsOf('122918', quality, more).map(({ of, kind }) => `${of ?? ''} ${kind}`);
    expect(new Set(names).size).toBe(names.length);
    expect(lineOf('122918', quality, more).slice(1)).toEqual([
      '$50 at prices 5 min old',
      'all of it at an assumed peg',
      '$122,768 carried 2 min',
      'all of it at prices 3 h old',
      '$4,012 of it at an assumed peg',
    ]);
    const stored = { ...more, origin: 'stored', at: NOW - 60 * MINUTE } as const;
    expect(lineOf('122918', quality, stored)).toEqual([
      'Last known portfolio, read 1 h ago',
      'all of it at prices 3 h old',
      '$4,012 of it at an assumed peg',
    ]);
  });

  it('says what debts balance to nothing, too', () => {
    const balances = { live: 1, carried: 0, stalePrice: 0, pegAssumed: 2, manual: 0 };
    expect(lineOf('100', { liveUsd: '100', balances })[1]).toBe('$0.00 peg assumed');
  });

  it('says that an account which is carried on was partly read before', () => {
    const coverage = [
      cell({
        state: 'stale',
        at: NOW - 2 * MINUTE,
        failure: SILENT,
        parts: [{ ...part, since: NOW - 9 * MINUTE }],
      }),
    ];
    expect(lineOf('100', { liveUsd: '60', carriedUsd: '40' }, { coverage }).slice(1)).toEqual([
      '$40 carried 9 min',
      '1 account partly read',
    ]);
  });

  it('says how old the rate is that all is shown at', () => {
    const oldRate = { currency: 'EUR', since: NOW - 180 * MINUTE };
    expect(lineOf('100', { liveUsd: '100' }, { oldRate })[1]).toBe('at a rate of EUR 3 h old');
  });

  it('says what the user made that may change it but is not counted, and where it is told', () => {
    const quality = { liveUsd: '100' };
    expect(lineOf('100', quality, { records: { mayChange: 1 } })).toEqual([
      '$100 live',
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
