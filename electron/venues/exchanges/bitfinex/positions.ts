import type { Decimal } from '../../../../shared/base/decimal';
import type { VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, textOf, type Row } from '../../reading/shape';
import type { VenueCalls } from '../definition/calls';
import { coinId, currenciesOf, isDerivative, namedRows } from './rows';

export type PositionAccount = 'margin' | 'futures';

/** A margin or derivatives position. */
export interface BitfinexPosition {
  readonly account: PositionAccount;
  readonly market: string;
  readonly baseId: string;
  readonly quoteId: string;
  /** In the base currency, negative when short. */
  readonly amount: Decimal;
  /** Unrealised, in the quote currency. */
  readonly profit: Decimal;
}

/** https://docs.bitfinex.com/reference/rest-auth-positions */
const POSITION = ['symbol', 'status', 'amount', 'basePrice', '', '', 'profit'] as const;
/** https://docs.bitfinex.com/reference/rest-public-tickers */
export const TICKER = [
  ...['symbol', 'bid', 'bidSize', 'ask', 'askSize', 'change', 'relativeChange', 'last', 'volume'],
] as const;

/**
 * All open positions of margin and derivatives. Bitfinex settles profit and loss in the last currency of
 * the pair (https://support.bitfinex.com/hc/en-us/articles/115003283629) and states it with the fee for
 * closing taken off. Where it has not worked it out (null), it follows from the last price.
 *
 * @throws VenueFailure
 */
export async function openPositions(venue: VenueCalls): Promise<readonly BitfinexPosition[]> {
  const rows = namedRows(
    await venue.call('privatePostAuthRPositions'),
    POSITION,
    'positions',
  ).filter((row) => row['status'] !== 'CLOSED' && !amountOf(row, 'amount').isZero());
  const prices = await lastPrices(
    venue,
    rows.filter((row) => isMissing(row['profit'])).map((row) => textOf(row, 'symbol')),
  );
  return rows.map((row) => {
    const market = textOf(row, 'symbol');
    const [baseId, quoteId] = currenciesOf(market.replace(/^t/, ''));
    return {
      account: isDerivative(quoteId) ? 'futures' : 'margin',
      market,
      baseId: coinId(baseId),
      quoteId: coinId(quoteId),
      amount: amountOf(row, 'amount'),
      profit: profitOf(row, prices.get(market)),
    };
  });
}

function profitOf(row: Row, price: Decimal | undefined): Decimal {
  if (!isMissing(row['profit'])) return amountOf(row, 'profit');
  if (price === undefined) throw new VenueFailure('bad-response', 'a position had no price');
  return price.minus(amountOf(row, 'basePrice')).times(amountOf(row, 'amount'));
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

async function lastPrices(
  venue: VenueCalls,
  symbols: readonly string[],
): Promise<ReadonlyMap<string, Decimal>> {
  if (symbols.length === 0) return new Map();
  const answer = await venue.call('publicGetTickers', { symbols: symbols.join(',') });
  return new Map(
    namedRows(answer, TICKER, 'tickers').map((row) => [
      textOf(row, 'symbol'),
      amountOf(row, 'last'),
    ]),
  );
}

/**
 * What a position is like to hold of its base coin. A margin position has no end either, and no balance
 * shows what it bought or sold with borrowed funds.
 */
export function asVenuePosition(position: BitfinexPosition, venue: VenueCalls): VenuePosition {
  return {
    accountType: position.account,
    market: position.market,
    kind: 'perpetual',
    code: venue.code(position.baseId),
    delta: position.amount,
  };
}
