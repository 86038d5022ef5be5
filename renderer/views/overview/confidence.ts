import type { CrossCheckView, TotalsView } from '../../../shared/ipc/portfolio-view';
import { Decimal, ZERO } from '../../../shared/money/decimal';
import { formatPercent } from '../../../shared/money/format';
import type { CoverageCell } from '../../../shared/portfolio/coverage';
import type { Instant } from '../../../shared/portfolio/failure';
import { ageText, agoText } from '../../components/time';
import { isNotOpened } from '../../stores/accounts-tree';
import type { BalanceState } from '../../stores/holdings-filter';
import type { SettingsPart } from '../../stores/navigation-store';

/** Where a part of the line leads. */
export type ConfidenceTarget =
  | { readonly to: 'holdings'; readonly state: BalanceState }
  | { readonly to: 'connections' }
  | { readonly to: 'settings'; readonly part: SettingsPart };

export interface ConfidencePart {
  readonly kind: BalanceState | 'stored' | 'failed' | 'partly' | 'unseen' | 'pending' | 'records';
  /** Money in it is set apart so that privacy can hide it. */
  readonly money?: string;
  readonly text: string;
  readonly target: ConfidenceTarget;
}

export interface ConfidenceInput {
  readonly totals: TotalsView;
  readonly coverage: readonly CoverageCell[];
  /** What venues say themselves that accounts are worth. */
  readonly crossChecks: readonly CrossCheckView[];
  readonly origin: 'live' | 'stored';
  readonly at: Instant;
  readonly now: Instant;
  /** Since when the longest silent market of a stale price cannot be asked. */
  readonly pricesStaleSince: Instant | undefined;
  /** What the user made: rows of a newer version that may change the total, or that all is unknown. */
  readonly records: { readonly mayChange: number } | 'unknown';
  /** Writes dollars in the chosen currency. */
  readonly money: (usd: Decimal) => string;
}

/**
 * How far the total can be trusted, part by part: what is live, what is at old prices and what is
 * carried on, with the age of the oldest part of each, what rests on an assumed peg or the user's own price, what is missing from it, and
 * what the user made that may change it but cannot be counted.
 * The live share is rounded down: only a wholly live total reads 100 %.
 */
export function confidenceLine(input: ConfidenceInput): readonly ConfidencePart[] {
  const { totals, coverage, crossChecks, origin, at, now, pricesStaleSince, records, money } =
    input;
  const { quality } = totals;
  const parts: ConfidencePart[] = [];
  if (origin === 'stored')
    parts.push({
      kind: 'stored',
      text: `Last known portfolio, read ${agoText(at, now)}`,
      target: { to: 'connections' },
    });
  else parts.push(livePart(totals, money));

  if (origin === 'live' && !new Decimal(quality.stalePriceUsd).isZero())
    parts.push({
      kind: 'stale-price',
      money: money(new Decimal(quality.stalePriceUsd)),
      text: stalePriceText(pricesStaleSince, now),
      target: { to: 'holdings', state: 'stale-price' },
    });
  if (origin === 'live' && !new Decimal(quality.carriedUsd).isZero())
    parts.push({
      kind: 'carried',
      money: money(new Decimal(quality.carriedUsd)),
      text: `carried${carriedAge(coverage, now)}`,
      target: { to: 'holdings', state: 'carried' },
    });
  for (const [kind, usd, text] of [
    ['peg-assumed', quality.pegAssumedUsd, 'peg assumed'],
    ['manual', quality.manualUsd, 'priced by you'],
  ] as const)
    if (!new Decimal(usd).isZero())
      parts.push({
        kind,
        money: money(new Decimal(usd)),
        text,
        target: { to: 'holdings', state: kind },
      });
  if (quality.unpricedBalances > 0)
    parts.push({
      kind: 'unpriced',
      text: `${quality.unpricedBalances} unpriced`,
      target: { to: 'holdings', state: 'unpriced' },
    });

  const failed = coverage.filter(
    (cell) =>
      cell.coverage.state === 'failed' ||
      (cell.coverage.state === 'no-permission' && !isNotOpened(cell)),
  ).length;
  if (failed > 0)
    parts.push({
      kind: 'failed',
      text: `${failed} ${failed === 1 ? 'account' : 'accounts'} not read`,
      target: { to: 'connections' },
    });
  const partly = coverage.filter(({ coverage: { state } }) => state === 'partly').length;
  if (partly > 0)
    parts.push({
      kind: 'partly',
      text: `${partly} ${partly === 1 ? 'account' : 'accounts'} partly read`,
      target: { to: 'connections' },
    });
  const unseen = unseenUsd(crossChecks);
  if (unseen.greaterThan(0))
    parts.push({
      kind: 'unseen',
      money: money(unseen),
      text: 'more at venues than is read',
      target: { to: 'connections' },
    });
  const pending = coverage.filter(({ coverage: { state } }) => state === 'pending').length;
  if (pending > 0)
    parts.push({
      kind: 'pending',
      text: `${pending} ${pending === 1 ? 'account' : 'accounts'} being read`,
      target: { to: 'connections' },
    });
  const text = recordsText(records);
  if (text !== undefined)
    parts.push({
      kind: 'records',
      text,
      target: { to: 'settings', part: records === 'unknown' ? 'system' : 'kept' },
    });
  return parts;
}

/** What venues' own totals have beyond what is read there, where they say more than prices explain. */
function unseenUsd(crossChecks: readonly CrossCheckView[]): Decimal {
  return crossChecks.reduce((sum, { outcome }) => {
    if (outcome.kind !== 'compared' || !outcome.differs) return sum;
    const more = new Decimal(outcome.theirsUsd).minus(outcome.oursUsd);
    return more.greaterThan(0) ? sum.plus(more) : sum;
  }, ZERO);
}

function recordsText(records: ConfidenceInput['records']): string | undefined {
  if (records === 'unknown') return 'what you entered and decided is not known';
  const { mayChange } = records;
  if (mayChange === 0) return undefined;
  return `${mayChange} ${mayChange === 1 ? 'record' : 'records'} of a newer version may change it`;
}

/** A share of the total where that means something: all parts and the total above zero. */
function livePart(totals: TotalsView, money: (usd: Decimal) => string): ConfidencePart {
  const target: ConfidenceTarget = { to: 'holdings', state: 'live' };
  const { liveUsd, stalePriceUsd, carriedUsd, pegAssumedUsd, manualUsd } = totals.quality;
  const total = new Decimal(totals.totalUsd);
  const live = new Decimal(liveUsd);
  const shares = [liveUsd, stalePriceUsd, carriedUsd, pegAssumedUsd, manualUsd].map(
    (usd) => new Decimal(usd),
  );
  if (total.greaterThan(0) && shares.every((usd) => !usd.isNegative()))
    return {
      kind: 'live',
      text: `${formatPercent(live.dividedBy(total), { roundDown: true })} live`,
      target,
    };
  return { kind: 'live', money: money(live), text: 'live', target };
}

function stalePriceText(since: Instant | undefined, now: Instant): string {
  return since === undefined ? 'at old prices' : `at prices ${ageText(since, now)} old`;
}

function carriedAge(coverage: readonly CoverageCell[], now: Instant): string {
  const times = coverage.flatMap(({ coverage: cell }) => {
    if (cell.state === 'stale') return [cell.at];
    return cell.state === 'partly' ? cell.parts.flatMap(({ since }) => since ?? []) : [];
  });
  return times.length === 0 ? '' : ` ${ageText(Math.min(...times), now)}`;
}
