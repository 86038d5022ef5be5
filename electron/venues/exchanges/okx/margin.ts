import type { Decimal } from '../../../../shared/base/decimal';
import type { VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, positivePrice, textOf, type Row } from '../../reading/shape';
import type { VenueCalls } from '../definition/calls';

/**
 * A position on margin: isolated, or across in futures mode. What it bought and what it owes is in no
 * balance; the equity of its margin currency has only what is left of both
 * (https://www.okx.com/support/hc/en-us/articles/10822133944717). Across in the multi-currency modes
 * OKX lists no such positions: there the coins and debts are balances.
 *
 * `pos` is always positive, a long one counted in the base currency and a short one in the quote.
 * https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-positions
 *
 * @throws VenueFailure `bad-response`
 */
export function marginPosition(venue: VenueCalls, row: Row): VenuePosition {
  const market = textOf(row, 'instId');
  const [base, quote] = market.split('-');
  const currency = textOf(row, 'posCcy');
  if (base === undefined || (currency !== base && currency !== quote))
    throw new VenueFailure('bad-response', `"posCcy" was ${currency}`);
  return {
    accountType: 'unified',
    market,
    // It does not expire: of the kinds there are it is most like a perpetual.
    kind: 'perpetual',
    code: venue.code(base),
    delta: deltaOf(row, currency === base, textOf(row, 'ccy') === base),
  };
}

/**
 * Coins of the base on top of the equity, which is itself an amount of the base where that is the margin
 * currency: then the coins bought less those that the equity has for them are what the debt is worth, and
 * of a short position what was got for it.
 */
function deltaOf(row: Row, isLong: boolean, isInBase: boolean): Decimal {
  const inQuoteAtMark = (field: string): Decimal =>
    amountOf(row, field).abs().dividedBy(positivePrice(row, 'markPx'));
  if (isLong) return isInBase ? inQuoteAtMark('liab') : amountOf(row, 'pos').abs();
  return (isInBase ? inQuoteAtMark('pos') : amountOf(row, 'liab').abs()).negated();
}
