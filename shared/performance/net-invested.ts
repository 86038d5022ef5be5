import type { Instant } from '../base/failure';
import type { CashFlow, ValuePoint } from './measured';

/**
 * What was put in, less what was taken out, at each of some instants: the value that a history starts with
 * and every flow after that, up to and with the instant. Drawn beside the value, the gap is the gain.
 * @param instants in the order of time
 */
export function netInvested(
  start: ValuePoint,
  flows: readonly CashFlow[],
  instants: readonly Instant[],
): readonly ValuePoint[] {
  const later = flows.filter(({ at }) => at > start.at).sort((one, other) => one.at - other.at);
  let { value } = start;
  let next = 0;
  return instants.map((at) => {
    for (let flow = later[next]; flow !== undefined && flow.at <= at; flow = later[next]) {
      value = value.plus(flow.amount);
      next += 1;
    }
    return { at, value };
  });
}
