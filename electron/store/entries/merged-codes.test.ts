import { describe, expect, it } from 'vitest';
import { addUp } from '../../engine/portfolio/account-balances';
import { Decimal, decimal, sum } from '../../../shared/base/decimal';
import type { AccountType, Balance } from '../../../shared/portfolio/balance';
import type { CoverageState } from '../../../shared/portfolio/coverage';
import { failure } from '../../../shared/base/failure';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import { valueOf } from '../../../shared/portfolio/valuation';
import type { Price } from '../../../shared/pricing/price';
import { MINUTE, sampleBalance, sampleSnapshot, START } from '../testing/samples';
import { followScope, type Scope } from './scope';
import { SnapshotEntries } from './snapshot-entries';

/** What a venue has, by code; codes whose asset the user named; prices by asset. */
interface Moment {
  readonly held: Readonly<Record<string, string>>;
  readonly is?: Readonly<Record<string, string>>;
  readonly prices: Readonly<Record<string, string>>;
  readonly rates?: Readonly<Record<string, string>>;
  readonly coverage?: CoverageState;
}

interface Way {
  /** Which of two rows of one asset comes later, and so gives its code. */
  readonly isReversed?: boolean;
  readonly accountType?: AccountType;
}

function balancesOf({ held, is = {}, prices }: Moment, { isReversed, accountType }: Way) {
  const merged = new Map<string, Balance>();
  const rows = Object.entries(held);
  for (const [code, amount] of isReversed === true ? rows.reverse() : rows) {
    const asset = is[code] ?? code;
    const balance = sampleBalance(asset, amount, {
      code,
      ...(accountType === undefined ? {} : { accountType }),
    });
    const other = merged.get(asset);
    merged.set(asset, other === undefined ? balance : addUp(other, balance));
  }
  return [...merged.values()].map((balance): ValuedBalance => {
    const usd = prices[balance.asset];
    const price: Price =
      usd === undefined
        ? { kind: 'unpriced', reason: 'no-market' }
        : { kind: 'market', usd: decimal(usd), path: [], at: START };
    const valueUsd = valueOf(balance, price);
    return { ...balance, price, ...(valueUsd === undefined ? {} : { valueUsd }) };
  });
}

/** For each moment after the first: its steps, and what is left of the total's change without them. */
function told(way: Way, ...moments: readonly Moment[]) {
  const entries = new SnapshotEntries();
  let scope: Scope | undefined;
  let before = new Decimal(0);
  const found = moments.map((moment, minute) => {
    const at = START + minute * MINUTE;
    const balances = balancesOf(moment, way);
    const totalUsd = sum(balances.map(({ valueUsd }) => valueUsd ?? new Decimal(0)));
    const coverage = [
      {
        ...{ connectionId: 'one', venue: 'kraken', source: 'GET /x' },
        accountType: way.accountType ?? ('spot' as const),
        coverage: moment.coverage ?? { state: 'ok' as const, at, balances: balances.length },
      },
    ];
    const entry = entries.next({
      ...{ portfolio: 'main', status: 'complete', quarantined: [], rates: moment.rates ?? {} },
      snapshot: { ...sampleSnapshot(at, [], { coverage }), balances, totalUsd },
      assetOverrides: Object.entries(moment.is ?? {}).map(([code, asset]) => ({
        ...{ venue: 'kraken', code, asset },
      })),
    });
    const next = followScope(scope, entry);
    scope = next.scope && (JSON.parse(JSON.stringify(next.scope)) as Scope);
    const steps = next.steps.map(({ kind, worth }) => `${kind} ${worth.usd.toFixed()}`);
    const gain = totalUsd.minus(before).minus(sum(next.steps.map(({ worth }) => worth.usd)));
    before = totalUsd;
    return [...steps, `gain ${gain.toFixed()}`].join(', ');
  });
  return found.slice(1);
}

describe.each([
  ['the asset’s own row comes first', {}],
  ['the asset’s own row comes later', { isReversed: true }],
])('a code that is told to be an asset of the same account: %s', (_, way: Way) => {
  const held = { BTC: '1', GEM: '3' };
  const apart = (gem?: string): Moment => ({
    ...{ held, prices: { BTC: '100', ...(gem === undefined ? {} : { GEM: gem }) } },
  });
  const asOne: Moment = { ...apart(), is: { GEM: 'BTC' } };

  it('is a step of what it was priced at before, and the same back when that is taken back', () => {
    expect(told(way, apart('10'), asOne, apart('10'))).toEqual([
      'priced 270, gain 0',
      'priced -270, gain 0',
    ]);
  });

  it('comes to count with what it had no price for before, and counts no longer', () => {
    expect(told(way, apart(), asOne, apart())).toEqual([
      'counted 300, gain 0',
      'counted -300, gain 0',
    ]);
  });

  it('has what is deposited, and what prices do in the same minute to the rest, as a gain', () => {
    const more = { ...asOne, held: { BTC: '2', GEM: '4' }, prices: { BTC: '110' } };
    // 3 gems of 30 are worth 330; a bitcoin and a gem came, and the first bitcoin rose by 10.
    expect(told(way, apart('10'), more)).toEqual(['priced 300, gain 230']);
    const less = { ...apart('10'), held: { BTC: '1' } };
    expect(told(way, asOne, less)).toEqual(['gain -300']);
    expect(told(way, asOne, { ...asOne, held: { GEM: '3' } })).toEqual(['gain -100']);
    expect(told(way, asOne, { ...asOne, held: {} })).toEqual(['gain -400']);
  });

  it('is a step of both when neither has a price as one', () => {
    const lost: Moment = { held, is: { GEM: 'ODD', BTC: 'ODD' }, prices: {} };
    expect(told(way, apart('10'), lost, apart('10'))).toEqual([
      'counted -130, gain 0',
      'counted 130, gain 0',
    ]);
  });

  it('is told the same where the account is kept by hand', () => {
    const manual = { ...way, accountType: 'manual' } as const;
    expect(told(manual, apart('10'), asOne, apart('10'))).toEqual([
      'priced 270, gain 0',
      'priced -270, gain 0',
    ]);
    expect(told(manual, apart(), asOne, { ...asOne, held: { BTC: '1' } })).toEqual([
      'counted 300, gain 0',
      'entered -300, gain 0',
    ]);
    expect(told(manual, asOne, { ...asOne, held: {} })).toEqual(['entered -400, gain 0']);
  });

  it('is told the same where the account is partly read and read whole in that minute', () => {
    const parts = [{ name: 'earn', failure: failure('timeout', 'late') }];
    const coverage: CoverageState = { state: 'partly', at: START, balances: 2, parts };
    expect(told(way, { ...apart('10'), coverage }, asOne)).toEqual(['priced 270, gain 0']);
    expect(told(way, { ...asOne, coverage }, { ...asOne, held: { BTC: '1', GEM: '5' } })).toEqual([
      'joined 200, gain 0',
    ]);
  });
});
