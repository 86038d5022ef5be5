import { sum, type Decimal } from '../base/decimal';
import type { Instant } from '../base/failure';
import { measured, unmeasured, type CashFlow, type Measured } from './measured';

/** One asset, or one venue, in a period; what it is called is the caller's. */
export interface MemberPeriod {
  readonly member: string;
  readonly startValue: Decimal;
  readonly endValue: Decimal;
  /** Into the member above zero, valued when it came: deposits, and what trades and moves brought or took. */
  readonly flows: readonly CashFlow[];
}

export interface Contribution {
  readonly member: string;
  /** `end - start - flows`. */
  readonly profit: Decimal;
  /** Its part of the return of the whole, a fraction. */
  readonly contribution: Decimal;
}

export interface Contributions {
  /** The largest gain first. */
  readonly members: readonly Contribution[];
  /** The return of the whole by modified Dietz: the sum of the contributions. */
  readonly total: Decimal;
}

/**
 * What each member added to the return of a period: its profit over the capital that was at work in the
 * whole, each flow weighed by the time that it was there. Trades between members cancel out in that.
 * Source: C. R. Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed. 2008, chapter 2
 * (modified Dietz, P. Dietz 1966).
 */
export function contributions(
  { from, to }: { readonly from: Instant; readonly to: Instant },
  members: readonly MemberPeriod[],
): Measured<Contributions> {
  if (to <= from) return unmeasured('no-length');
  const weighted = members
    .flatMap(({ flows }) => flows)
    .map(({ at, amount }) => amount.times(to - at).dividedBy(to - from));
  const capital = sum([...members.map(({ startValue }) => startValue), ...weighted]);
  if (!capital.greaterThan(0)) return unmeasured('no-capital');
  const parts = members.map(({ member, startValue, endValue, flows }): Contribution => {
    const profit = endValue.minus(startValue).minus(sum(flows.map(({ amount }) => amount)));
    return { member, profit, contribution: profit.dividedBy(capital) };
  });
  return measured({
    members: parts.sort(
      (one, other) => other.profit.comparedTo(one.profit) || (one.member < other.member ? -1 : 1),
    ),
    total: sum(parts.map(({ contribution }) => contribution)),
  });
}
