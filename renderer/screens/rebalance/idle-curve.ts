import { decimal, type Decimal } from '../../../shared/base/decimal';
import type { RebalanceInput } from '../../../shared/rebalancing/rebalance-input';
import { toleranceCurve, type TolerancePoint } from '../../../shared/rebalancing/tolerance-curve';

/** Half the widths that are compared, in percentage points. */
const BANDS: readonly Decimal[] = ['0.5', '1', '2', '3', '4', '5', '7', '10'].map(decimal);

/** The widths to compare, with the one in use among them. */
export function bandsAround(current: Decimal): readonly Decimal[] {
  if (BANDS.some((band) => band.equals(current))) return BANDS;
  return [...BANDS, current].sort((one, other) => one.cmp(other));
}

/** Runs a task when there is nothing else to do; answers what stops it. */
export type Idle = (task: () => void) => () => void;

/**
 * Makes the curve, one plan whenever there is time: with many coins a plan takes long enough to be felt, and
 * nobody waits for the curve. Tells when all of it is there; answers the stop.
 */
export function curveWhenIdle(
  input: RebalanceInput,
  idle: Idle,
  tell: (points: readonly TolerancePoint[]) => void,
): () => void {
  const waiting = [...bandsAround(decimal(input.targets.bandPoints))];
  const points: TolerancePoint[] = [];
  let stop: () => void = () => undefined;
  const next = (): void => {
    const band = waiting.shift();
    if (band === undefined) {
      tell(points);
      return;
    }
    points.push(...toleranceCurve(input, [band]));
    stop = idle(next);
  };
  stop = idle(next);
  return () => stop();
}
