import {
  countOtherwise,
  levelsThen,
  stepThen,
  tellsGap,
  totalThen,
  withoutGaps,
  type HistoryPoint,
  type HistorySeries,
  type HistoryStep,
  type RecordedScope,
  type StepKind,
} from '../../../shared/history/series';
import { stepWords } from '../../charts/step-words';
import { Decimal, sum, ZERO } from '../../../shared/base/decimal';
import type { Instant } from '../../../shared/base/failure';

/** The portfolio of now: its total in the currency of the series, and what counts in it (`countedBasis`). */
export interface LiveTotal {
  readonly value: Decimal;
  /** The same total as dollars divided by the rate, whatever of it is held of that currency itself. */
  readonly valueAtPrices: Decimal;
  readonly basis: string;
}

/** What steps that are called the same come to. */
export interface StepSum {
  /** What happened: `joined`, `counted no longer`. */
  readonly words: string;
  readonly value: Decimal;
  readonly steps: readonly HistoryStep[];
}

export type RangeChange =
  | {
      readonly known: true;
      /** In the currency of the series, without steps. */
      readonly change: Decimal;
      readonly ratio: Decimal | undefined;
      readonly steps: readonly StepSum[];
    }
  | { readonly known: false; readonly why: WhyUnknown };

export type WhyUnknown =
  /** Nothing is recorded in the range. */
  | { readonly code: 'nothing-recorded' }
  /** Accounts were missing in all that is. */
  | { readonly code: 'all-partial' }
  /** The rate at the first record, or at a step, is not known. */
  | { readonly code: 'no-rate'; readonly since: Instant | undefined }
  /** Accounts that counted could not be read since. */
  | { readonly code: 'accounts-missing'; readonly missing: RecordedScope['missing'] };

/**
 * The total now against the first recorded one of a series, each at its own rate: exact, with deposits and
 * withdrawals, and without what joined, left or was entered by hand in between. Points that lack accounts would
 * make those look like gains, so they are passed over. While something else counts than in the last recorded
 * point, that one is the end: the next tells what joined.
 *
 * The ratio is chained over the steps: what the total before each made of the total after the one before it.
 * There is none where one of those totals is not above zero, or where it would contradict the change.
 *
 * Where the first point does not tell what was held of the currency itself, that counts at its venues' prices at the
 * end and at steps, too: else the difference between those and the rate would be a gain.
 */
export function rangeChange(given: HistorySeries, total: LiveTotal): RangeChange {
  const first = given.points.find(({ status }) => status !== 'partial');
  if (first === undefined)
    return unknown({ code: given.points.length === 0 ? 'nothing-recorded' : 'all-partial' });
  return tellsGap(first, given.currency)
    ? changeSince(first, given, total)
    : changeSince(first, withoutGaps(given), { ...total, value: total.valueAtPrices });
}

function changeSince(first: HistoryPoint, series: HistorySeries, live: LiveTotal): RangeChange {
  const { currency, points, scope } = series;
  if (scope !== undefined && scope.missing.length > 0)
    return unknown({ code: 'accounts-missing', missing: scope.missing });
  const last = points.at(-1) ?? first;
  const end =
    scope === undefined || scope.basis === live.basis ? live.value : totalThen(last, currency);
  const start = totalThen(first, currency);
  if (start === undefined || end === undefined) return noRate(series);
  const valued: { readonly step: HistoryStep; readonly value: Decimal }[] = [];
  const links: Decimal[] = [start];
  for (const together of byInstant(series.steps.filter(({ at }) => at > first.at))) {
    const levels = levelsThen(together, currency);
    if (levels === undefined) return noRate(series);
    for (const step of together) valued.push({ step, value: stepThen(step, currency) ?? ZERO });
    links.push(levels.before, levels.after);
  }
  links.push(end);
  const change = withoutRounding(
    end.minus(start).minus(sum(valued.map(({ value }) => value))),
    Decimal.max(...links.map((link) => link.abs())),
  );
  return { known: true, change, ratio: chainGrowth(links, change), steps: addUp(valued) };
}

/** When the first rate of the series' currency was recorded in it, where earlier points have none. */
export function ratesSince({ currency, points }: HistorySeries): Instant | undefined {
  const first = points.findIndex(({ usdPerUnit }) => usdPerUnit !== undefined);
  return currency === 'USD' || first <= 0 ? undefined : points[first]?.at;
}

/** From when on what is held of the series' currency counts by its amount, where earlier points have it otherwise. */
export function amountsSince({ currency, points }: HistorySeries): Instant | undefined {
  const firstWithGap = points.findIndex((point) => tellsGap(point, currency));
  const [before, first] = [points[firstWithGap - 1], points[firstWithGap]];
  return before !== undefined &&
    first !== undefined &&
    before.usdPerUnit !== undefined &&
    countOtherwise(before, first, currency)
    ? first.at
    : undefined;
}

function unknown(why: WhyUnknown): RangeChange {
  return { known: false, why };
}

function noRate(series: HistorySeries): RangeChange {
  return unknown({ code: 'no-rate', since: ratesSince(series) });
}

function byInstant(steps: readonly HistoryStep[]): HistoryStep[][] {
  const groups = new Map<Instant, HistoryStep[]>();
  for (const step of steps) groups.set(step.at, [...(groups.get(step.at) ?? []), step]);
  return [...groups.values()];
}

/** Totals in pairs: what each second one is of the first one before it, all multiplied, less one. */
function chainGrowth(links: readonly Decimal[], change: Decimal): Decimal | undefined {
  let growth = new Decimal(1);
  for (let index = 0; index < links.length; index += 2) {
    const [from, to] = [links[index], links[index + 1]];
    if (from === undefined || to === undefined || !from.greaterThan(0)) return undefined;
    growth = growth.times(to).dividedBy(from);
  }
  const ratio = withoutRounding(growth.minus(1), growth);
  const isSameWay = ratio.isNegative() === change.isNegative();
  return ratio.isZero() === change.isZero() && (ratio.isZero() || isSameWay) ? ratio : undefined;
}

/** Converted totals have 34 digits (`fromUsd`). What is left where they should cancel out is no change. */
const ROUNDING = new Decimal('1e-30');

function withoutRounding(change: Decimal, size: Decimal): Decimal {
  return change.abs().lessThan(size.abs().times(ROUNDING)) ? ZERO : change;
}

const KINDS: readonly StepKind[] = ['joined', 'left', 'entered', 'counted', 'priced'];
const rankOf = ({ step }: { readonly step: HistoryStep }): number => KINDS.indexOf(step.kind);

function addUp(
  valued: readonly { readonly step: HistoryStep; readonly value: Decimal }[],
): StepSum[] {
  const inOrder = [...valued].sort((one, other) => rankOf(one) - rankOf(other));
  return [...new Set(inOrder.map(({ step }) => stepWords(step)))].map((words) => {
    const called = inOrder.filter(({ step }) => stepWords(step) === words);
    const value = sum(called.map((one) => one.value));
    return { words, value, steps: called.map(({ step }) => step) };
  });
}
