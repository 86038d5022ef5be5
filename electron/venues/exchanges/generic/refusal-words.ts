import { VenueFailure } from '../../reading/venue-failure';
import type { Row } from '../../reading/shape';

/** Names under which venues say that something went wrong, without what parts their words. */
const ERRORS = new Set([
  ...['error', 'errors', 'err', 'errno', 'errorcode', 'errcode', 'exception', 'failure'],
  ...['errormessage', 'errormsg', 'errmessage', 'errmsg'],
]);
const YES_OR_NO = new Set(['success', 'succeeded', 'issuccess', 'ok']);
const STATES = new Set(['status', 'state', 'result', 'code', 'retcode', 'statuscode', 'ret', 'rc']);
const WORDS = new Set(['message', 'msg', 'retmsg', 'description', 'statusdescription']);

/** What means that there is no error, or that all went well. */
const NOTHING = /^(?:|0+|false|null|none|no|ok|success|no error)$/i;
const YES = /^(?:true|1|yes|ok|success)$/i;
/** A state that is a number: nought, one, and what HTTP and others have for success. */
const GOOD_NUMBER = /^(?:0+|1|2\d\d(?:000)?)$/;
const NUMBER = /^-?\d+$/;
const BAD_WORDS =
  /\b(?:error|fail(?:ed|ure|s)?|maintenance|unavailable|denied|forbidden|unauthori[sz]ed|expired|invalid|rejected|refused|suspended|busy|too many|try again|time(?:d ?)?out)\b/i;

/** As long as any name of a coin: at places where coins have names, it may be one. */
const SHORT = 3;

/**
 * Refuses an answer that says beside its balances that it is none: with HTTP 200 many venues send an error
 * in one of the usual ways, and an empty list with it.
 * @param knownFields fields whose words the venue's own shape knows
 * @param mayBeCoins whether names of the answer may be coins
 * @throws VenueFailure `bad-response`
 */
export function refuseRefusals(
  answer: Row,
  knownFields: readonly string[] = [],
  mayBeCoins = false,
): void {
  for (const [name, value] of Object.entries(answer)) {
    if (knownFields.includes(name) || (mayBeCoins && name.length <= SHORT)) continue;
    if (isRefusal(name.toLowerCase().replace(/[-_]/g, ''), value))
      throw new VenueFailure('bad-response', `"${name}" says that something went wrong`);
  }
}

function isRefusal(name: string, value: unknown): boolean {
  if (ERRORS.has(name)) return !isNothing(value);
  if (typeof value === 'object') return false;
  const said = String(value).trim();
  if (YES_OR_NO.has(name)) return !YES.test(said);
  if (STATES.has(name))
    return NUMBER.test(said) ? !GOOD_NUMBER.test(said) : value === false || BAD_WORDS.test(said);
  return WORDS.has(name) && !/\bno error/i.test(said) && BAD_WORDS.test(said);
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'object') return Object.keys(value).length === 0;
  return NOTHING.test(String(value).trim());
}
