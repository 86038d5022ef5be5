import type { Decimal } from '../../../shared/base/decimal';
import { decimal } from '../../../shared/base/decimal';
import type { VenueId } from './world-definition';

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
interface FeeSchedule {
  readonly rate: string;
  readonly from: 'received' | 'quote';
}

export const feeSchedules: Readonly<Record<VenueId, FeeSchedule>> = {
  binance: { rate: '0.001', from: 'received' },
  bybit: { rate: '0.001', from: 'received' },
  okx: { rate: '0.001', from: 'received' },
  kraken: { rate: '0.004', from: 'quote' },
  coinbase: { rate: '0.012', from: 'quote' },
};

/** A venue's rate in per cent, as some write it: `0.4000`. */
export function percentText(venue: VenueId): string {
  return decimal(feeSchedules[venue].rate).times(100).toFixed(4);
}

export interface Fill {
  readonly fee: Decimal;
  readonly feeCode: string;
  /** What the account has more or less of each coin, the fee deducted. */
  readonly base: Decimal;
  readonly quote: Decimal;
}

/** What an order that is filled at a price does to the account of who placed it. */
export function fill(request: TradeRequest, price: Decimal): Fill {
  const { rate, from } = feeSchedules[request.venue];
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
