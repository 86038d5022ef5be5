import { ONE, decimal, type Decimal } from '../../../../shared/base/decimal';
import type { FailureCode } from '../../../../shared/base/failure';
import type { TakerFee } from '../../../../shared/pricing/spot-market';
import { amountOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import type { VenueCalls } from '../definition/calls';
import type { OrderTerms } from '../definition/order-terms';

/** The key may not ask, which is no reason to know nothing. Any other failure is one. */
const MAY_NOT_ASK = new Set<FailureCode>(['permission', 'account-not-enabled', 'unsupported']);

/**
 * What an account pays as a taker: its own rate, else the one that the venue publishes.
 * @throws VenueFailure, `unsupported` for a venue without spot markets
 */
export async function takerFee(
  terms: OrderTerms | undefined,
  venue: VenueCalls,
): Promise<TakerFee> {
  if (terms === undefined) throw new VenueFailure('unsupported', 'it has no spot markets');
  if (terms.takerFee !== undefined)
    try {
      return { rate: checked(await terms.takerFee(venue)), source: 'account' };
    } catch (error) {
      if (!(error instanceof VenueFailure) || !MAY_NOT_ASK.has(error.code)) throw error;
    }
  const { publishedTakerFee: published } = terms;
  const rate = typeof published === 'string' ? decimal(published) : await published(venue);
  return { rate: checked(rate), source: 'published' };
}

/** A rate that the venue writes in per cent. @throws VenueFailure `bad-response` */
export function percentOf(row: Row, field: string): Decimal {
  return amountOf(row, field).dividedBy(100);
}

/** A share is far from the whole: a rate in other units than documented must not be reckoned with. */
function checked(rate: Decimal): Decimal {
  if (rate.abs().times(10).lessThan(ONE)) return rate;
  throw new VenueFailure('bad-response', 'the fee was not as documented');
}
