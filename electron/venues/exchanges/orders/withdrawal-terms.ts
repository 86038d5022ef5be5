import type { Decimal } from '../../../../shared/base/decimal';
import type { WithdrawalTerms } from '../../../../shared/pricing/spot-market';
import { amountOf, asRows, textOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import type { VenueCalls } from '../definition/calls';

/** Where one way out of a venue is told, by the names of a row's fields. */
export interface TermsFields {
  readonly network: string;
  readonly fee: string;
  readonly minAmount: string;
  /** The venue's estimate in minutes, where it gives one. */
  readonly minutes?: string;
  /** A share that is kept besides: with one the fee depends on the amount, and is not told. */
  readonly share?: string;
}

/** @throws VenueFailure `bad-response` for an amount that is none, or below zero */
export function termsOf(code: string, row: Row, fields: TermsFields): WithdrawalTerms {
  const share = fields.share === undefined ? undefined : amountIfAny(row, fields.share);
  const fee = share === undefined || share.isZero() ? amountIfAny(row, fields.fee) : undefined;
  const minAmount = amountIfAny(row, fields.minAmount);
  const minutes = fields.minutes === undefined ? Number.NaN : Number(row[fields.minutes]);
  return {
    code,
    network: textOf(row, fields.network),
    ...(fee === undefined ? {} : { fee }),
    ...(minAmount === undefined ? {} : { minAmount }),
    ...(Number.isFinite(minutes) && minutes > 0 ? { minutes } : {}),
  };
}

/**
 * Open networks of coins that each list theirs as `networkList`, as Binance and who speaks its protocol do.
 * @throws VenueFailure `bad-response`
 */
export function termsOfCoins(
  venue: VenueCalls,
  answer: unknown,
  codes: ReadonlySet<string>,
  fields: TermsFields,
): readonly WithdrawalTerms[] {
  return asRows(answer, 'coins')
    .map((row) => ({ row, code: venue.code(textOf(row, 'coin')) }))
    .filter(({ code }) => codes.has(code))
    .flatMap(({ row, code }) =>
      asRows(row['networkList'], 'networkList')
        .filter((network) => network['withdrawEnable'] === true)
        .map((network) => termsOf(code, network, fields)),
    );
}

/** An amount that is left out or empty where the venue does not say. */
function amountIfAny(row: Row, field: string): Decimal | undefined {
  const value = row[field];
  if (value === undefined || value === null || value === '') return undefined;
  const amount = amountOf(row, field);
  if (amount.isNegative()) throw new VenueFailure('bad-response', `"${field}" was below zero`);
  return amount;
}
