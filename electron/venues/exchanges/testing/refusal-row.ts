import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueId } from '../../../../shared/base/ids';
import type { FailureCode } from '../../../../shared/base/failure';
import type { Refusal } from './refusing-venue';

/** A refusal, and what its sentence and its advice must say together, and must not. */
export type Told = readonly [
  cause: string,
  refusal: Refusal,
  code: FailureCode,
  says: readonly RegExp[],
  never?: readonly RegExp[],
];

/** A venue, the account that is asked for, and its refusals as it writes them. */
export type VenueRefusals = readonly [
  venue: VenueId,
  account: AccountType,
  told: readonly Told[],
  credentials?: Readonly<Record<string, string>>,
];

export const COPIED = /copied whole/;

export const json = (status: number, body: unknown): Refusal => ({
  status,
  body: JSON.stringify(body),
});
/** Of venues whose codes are text. */
export const coded = (status: number, code: string, msg: string): Refusal =>
  json(status, { code, msg });
