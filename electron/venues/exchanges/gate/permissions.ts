import type { FailureCode } from '../../../../shared/base/failure';
import type { Answer } from '../../../../shared/portfolio/venue';
import { VenueFailure } from '../../reading/venue-failure';
import { asRow, asRows, textOf, type Row } from '../../reading/shape';
import type { KeyPermissions } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';

const UNKNOWN: KeyPermissions = {
  permissions: { read: 'unknown', trade: 'unknown', withdraw: 'unknown' },
  ipRestricted: 'unknown',
};
/** Keys of sub-accounts, and those without “Account information”, are not told. */
const UNANSWERED = new Set<FailureCode>(['permission', 'bad-response', 'account-not-enabled']);

const TRADING = new Set([
  ...['spot', 'margin', 'futures', 'delivery', 'options', 'unified', 'earn', 'loan', 'copy'],
  ...['otc', 'alpha', 'crossx', 'pilot'],
]);

/**
 * What the key may do. Gate lists all keys of the user and hides letters of each: of those that may be
 * this one, only what they have in common is known.
 * https://www.gate.com/docs/developers/apiv4/en/#query-all-main-account-key-information
 */
export async function gatePermissions(venue: VenueCalls): Promise<KeyPermissions> {
  let answer: unknown;
  try {
    answer = await venue.call('privateAccountGetMainKeys');
  } catch (error) {
    if (error instanceof VenueFailure && UNANSWERED.has(error.code)) return UNKNOWN;
    throw error;
  }
  const listed = asRows(Array.isArray(answer) ? answer : [answer], 'keys');
  const alike = listed.filter((key) => mayBe(key, venue.keyId));
  const keys = (alike.length > 0 ? alike : listed).map((key) => {
    const writable = asRows(key['perms'], 'perms')
      .filter((permission) => permission['read_only'] !== true)
      .map((permission) => String(permission['name']));
    return {
      trade: yesNo(writable.some((name) => TRADING.has(name))),
      withdraw: withdrawing(writable),
      ipRestricted: boundTo(key),
    };
  });
  const common = (values: readonly Answer[]): Answer => {
    const [first = 'unknown'] = values;
    return values.every((value) => value === first) ? first : 'unknown';
  };
  return {
    permissions: {
      read: 'unknown',
      trade: common(keys.map(({ trade }) => trade)),
      withdraw: common(keys.map(({ withdraw }) => withdraw)),
    },
    ipRestricted: common(keys.map(({ ipRestricted }) => ipRestricted)),
  };
}

/** Whether the letters that are shown are those of this key: `c5dcfbf1f3a7*****`. */
function mayBe(key: Row, keyId: string): boolean {
  const [shown = ''] = String(key['key'] ?? '').split('*');
  return shown !== '' && keyId.startsWith(shown);
}

/** Withdrawing belongs to the wallet, but that may also be had for transfers alone. */
function withdrawing(writable: readonly string[]): Answer {
  if (writable.some((name) => name.startsWith('withdraw'))) return 'yes';
  return writable.includes('wallet') ? 'unknown' : 'no';
}

function boundTo(key: Row): Answer {
  const addresses: unknown = key['ip_whitelist'];
  return Array.isArray(addresses) ? yesNo(addresses.length > 0) : 'unknown';
}

function yesNo(value: boolean): Answer {
  return value ? 'yes' : 'no';
}

/**
 * The user or sub-user that a key is of. Keys without “Account information” are told it with their fees.
 * https://www.gate.com/docs/developers/apiv4/en/#retrieve-user-account-information
 */
export async function gateUser(venue: VenueCalls): Promise<string> {
  const userOf = (answer: unknown): string => textOf(asRow(answer, 'user'), 'user_id');
  try {
    return userOf(await venue.call('privateAccountGetDetail'));
  } catch (error) {
    if (!(error instanceof VenueFailure) || !UNANSWERED.has(error.code)) throw error;
    return userOf(await venue.call('privateSpotGetFee'));
  }
}
