import type { Decimal } from '../../base/decimal';
import type { InternalRate } from '../money-weighted-return';

/** The value of a figure that must have one: a test fails with the reason why it has none. */
export function valueOf(figure: InternalRate): Decimal {
  if (figure.kind !== 'value')
    throw new Error(
      `${figure.kind}: ${figure.kind === 'undefined' ? figure.reason : figure.values.join(' ')}`,
    );
  return figure.value;
}
