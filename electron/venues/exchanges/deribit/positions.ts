import type { Decimal } from '../../../../shared/base/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { PositionKind } from '../../../../shared/portfolio/position';
import type { VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRows, textOf, type Row } from '../../reading/shape';
import type { VenueCalls } from '../definition/calls';
import { deribitResult } from './result';

/**
 * Open positions in all currencies. A closed one may still be listed, with direction `zero`.
 * https://docs.deribit.com/api-reference/account-management/private-get_positions
 *
 * @throws VenueFailure
 */
export async function readDeribitPositions(venue: VenueCalls): Promise<VenuePosition[]> {
  const answer = await venue.call('privateGetGetPositions', { currency: 'any' });
  return positionsOf(answer, venue, { accountType: 'unified' });
}

/** The positions of an answer of `get_positions`. @throws VenueFailure `bad-response` */
export function positionsOf(
  answer: unknown,
  venue: VenueCalls,
  account: { readonly accountType: AccountType; readonly subaccount?: string },
): VenuePosition[] {
  return asRows(deribitResult(answer), 'result')
    .filter((row) => !amountOf(row, 'size').isZero())
    .map((row) => {
      const market = textOf(row, 'instrument_name');
      const { baseId, settledInCoin } = instrument(market);
      const kind = kindOf(row, market);
      return {
        ...account,
        market,
        kind,
        code: venue.code(baseId),
        delta: kind === 'option' && settledInCoin ? netDelta(row) : amountOf(row, 'delta'),
      };
    });
}

/** `BTC-PERPETUAL` and `BTC-27MAR26-100000-C` settle in the coin, `BTC_USDC-PERPETUAL` in dollars. */
function instrument(name: string): { readonly baseId: string; readonly settledInCoin: boolean } {
  const underlying = name.split('-')[0] ?? name;
  const [baseId = underlying, quoteId] = underlying.split('_');
  return { baseId, settledInCoin: quoteId === undefined };
}

function kindOf(row: Row, market: string): PositionKind {
  const kind = textOf(row, 'kind');
  if (kind === 'option') return 'option';
  // Combinations are held as their legs: no other kind is a position.
  if (kind !== 'future') throw new VenueFailure('bad-response', '"kind" was not as documented');
  return market.endsWith('-PERPETUAL') ? 'perpetual' : 'future';
}

/**
 * The delta of an option position beyond the coins that its value is already counted as in the equity:
 * what Deribit calls net transaction delta, and sums to `delta_total`.
 * https://support.deribit.com/hc/en-us/articles/25944751433757-Delta-decay-during-settlement
 */
function netDelta(row: Row): Decimal {
  const size = amountOf(row, 'size').abs();
  const signed = row['direction'] === 'sell' ? size.negated() : size;
  return amountOf(row, 'delta').minus(signed.times(amountOf(row, 'mark_price')));
}
