import type { Decimal } from '../../../shared/base/decimal';
import { decimal } from '../../../shared/base/decimal';
import type { VenueId } from '../../../shared/base/ids';

export interface TradeRequest {
  readonly venue: VenueId;
  readonly keyIndex: number;
  readonly side: 'buy' | 'sell';
  readonly base: string;
  readonly quote: string;
  /** Of the base coin, as decimal text. */
  readonly amount: string;
  /** What one of the base costs in the quote, as decimal text; the price of now unless said otherwise. */
  readonly price?: string;
}

/** What every taker pays at a venue: a share, of what an order brings or always in the quote coin. */
export interface FeeSchedule {
  readonly rate: string;
  readonly from: 'received' | 'quote';
}

/** What the world knows of a venue's ways. */
export interface VenueTerms {
  readonly fee: FeeSchedule;
  /** The coin that dollars are held in there. */
  readonly dollars: 'USD' | 'USDT';
}

/** A rate in per cent, as some venues write it: `0.4000`. */
export function percentText({ rate }: FeeSchedule): string {
  return decimal(rate).times(100).toFixed(4);
}

export interface Fill {
  readonly fee: Decimal;
  readonly feeCode: string;
  /** What the account has more or less of each coin, the fee deducted. */
  readonly base: Decimal;
  readonly quote: Decimal;
}

/** What an order that is filled at a price does to the account of who placed it. */
export function fill(request: TradeRequest, price: Decimal, schedule: FeeSchedule): Fill {
  const { rate, from } = schedule;
  const amount = decimal(request.amount);
  const cost = amount.times(price).toDecimalPlaces(8);
  const [base, quote] =
    request.side === 'buy' ? [amount, cost.negated()] : [amount.negated(), cost];
  if (from === 'received' && request.side === 'buy') {
    const fee = amount.times(rate).toDecimalPlaces(8);
    return { fee, feeCode: request.base, base: base.minus(fee), quote };
  }
  const fee = cost.times(rate).toDecimalPlaces(8);
  return { fee, feeCode: request.quote, base, quote: quote.minus(fee) };
}
