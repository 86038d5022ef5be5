import type { Instant } from '../base/failure';
import type { ClassDrift, ClassDrifts, ClassId } from './rebalance-plan-types';
import { ratio } from './ratio';

/** What is remembered of one class between looks. */
export interface DriftAlertState {
  readonly classId: ClassId;
  readonly outside: boolean;
  readonly toldAt?: Instant;
}

export interface DriftAlerts {
  readonly states: readonly DriftAlertState[];
  /** Classes to tell of now. */
  readonly alerts: readonly ClassDrift[];
}

const DAY_MS = 24 * 3_600_000;

/** A class counts as back only this deep inside its band, as a share of half its width. */
const HYSTERESIS = '0.9';

/**
 * Which classes have left their band since the last look. One that wavers about the edge is reported once:
 * it must come back well inside before it can leave again, and none is reported twice within 24 hours.
 */
export function driftAlerts(
  board: ClassDrifts,
  before: readonly DriftAlertState[],
  now: Instant,
): DriftAlerts {
  // Targets that do not add up say nothing about drift.
  if (board.problems.length > 0) return { states: before, alerts: [] };
  const known = new Map(before.map((state) => [state.classId, state]));
  const alerts: ClassDrift[] = [];
  const states = board.rows
    .filter(({ state }) => state !== 'left-alone')
    .map((row): DriftAlertState => {
      const last = known.get(row.id);
      const outside = last?.outside === true ? !isWellInside(row) : row.state !== 'in-band';
      const isNews = outside && last?.outside !== true;
      const isQuiet = last?.toldAt !== undefined && now - last.toldAt < DAY_MS;
      const tells = isNews && !isQuiet;
      if (tells) alerts.push(row);
      const toldAt = tells ? now : last?.toldAt;
      return { classId: row.id, outside, ...(toldAt === undefined ? {} : { toldAt }) };
    });
  return { states, alerts };
}

function isWellInside({ drift, target, band, state }: ClassDrift): boolean {
  if (state !== 'in-band') return false;
  const half = drift.isNegative() ? target.minus(band.low) : band.high.minus(target);
  return half.isZero() || ratio(drift.abs(), half).lessThanOrEqualTo(HYSTERESIS);
}
