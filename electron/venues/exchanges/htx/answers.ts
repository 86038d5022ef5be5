import { codeOf, isCause } from '../../reading/causes';
import { redactDetail } from '../../reading/redact';
import { asRow, asRows, entryOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import type { ErrorRules, VenueError } from '../../protocol/failures/classify-failure';

/**
 * How HTX says that something is wrong, with HTTP status 200: `status` is `error`, or, in its newer calls,
 * `code` is not 200. https://www.htx.com/en-us/opend/newApiPages/,
 * https://huobiapi.github.io/docs/coin_margined_swap/v1/en/#error-code-details
 */
export const htxErrors: ErrorRules = {
  errorOf,
  codes: {
    // Names of ours, see `preciseCode`.
    'no-permission': 'permission',
    'wrong-time': 'clock-skew',
    'wrong-address': 'ip-restricted',
    'unknown-key': 'key-unknown',
    'wrong-signature': 'bad-signature',
    'expired-key': 'key-expired',

    'api-signature-not-valid': 'authentication',
    'api-signature-check-failed': 'bad-signature',
    'login-required': 'authentication',
    'account-get-balance-account-inexistent-error': 'account-not-enabled',
    'account-get-accounts-inexistent-error': 'account-not-enabled',
    'base-not-found': 'account-not-enabled',
    'base-request-exceed-frequency-limit': 'rate-limited',
    'rate-too-many-requests': 'rate-limited',
    'gateway-internal-error': 'venue-unavailable',
    'system-maintenance': 'maintenance',
    timeout: 'venue-unavailable',

    // The newer spot calls.
    '429': 'rate-limited',
    '500': 'venue-unavailable',
    '1002': 'authentication',
    '1003': 'authentication',

    // Contracts.
    '403': 'authentication',
    '1000': 'venue-unavailable',
    '1004': 'venue-unavailable',
    '1010': 'account-not-enabled',
    '1030': 'venue-unavailable',
    '1032': 'rate-limited',
    '1220': 'account-not-enabled',
    '12001': 'clock-skew',
    '12004': 'key-expired',
    '12005': 'ip-restricted',
    '12007': 'key-unknown',
    '12008': 'bad-signature',
    '12009': 'authentication',
  },
};

function errorOf(json: unknown): VenueError | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const row = json as Row;
  if (row['status'] === 'error') {
    const message = row['err-msg'] ?? row['err_msg'];
    return preciseError(row['err-code'] ?? row['err_code'], message);
  }
  const { code } = row;
  if (row['status'] === 'ok' || code === undefined || String(code) === '200') return undefined;
  return preciseError(code, row['message'] ?? row['msg']);
}

/** HTX has one code for all that is wrong with a signature, and tells them apart in words. */
function preciseError(code: unknown, words: unknown): VenueError {
  const error = { code: String(code), message: String(words ?? '') };
  if (error.code !== 'api-signature-not-valid') return error;
  return { ...error, code: preciseCode(error.message) ?? error.code };
}

function preciseCode(message: string): string | undefined {
  if (/no permission/i.test(message)) return 'no-permission';
  if (/submission time|time format/i.test(message)) return 'wrong-time';
  if (/\bIP\b/.test(message)) return 'wrong-address';
  if (/access key/i.test(message)) return 'unknown-key';
  if (/expired/i.test(message)) return 'expired-key';
  if (/verification failure|incorrect signature|signature not valid: *signature/i.test(message))
    return 'wrong-signature';
  return undefined;
}

/**
 * The `data` of an answer that says it is one. ccxt lets pass some that are errors.
 * @throws VenueFailure for an answer that says what is wrong, or `bad-response`
 */
export function dataOf(answer: unknown): unknown {
  const row = asRow(answer, 'answer');
  const error = errorOf(row);
  if (error !== undefined) {
    const meaning = entryOf(htxErrors.codes, error.code) ?? 'bad-response';
    throw new VenueFailure(codeOf(meaning), redactDetail(`${error.message} [${error.code}]`), {
      isRefusal: true,
      ...(isCause(meaning) ? { cause: meaning } : {}),
    });
  }
  if (row['status'] !== 'ok' && String(row['code']) !== '200')
    throw new VenueFailure('bad-response', '"status" was not as documented');
  return row['data'];
}

/** {@link dataOf} of an answer with a list. @throws VenueFailure */
export function listOf(answer: unknown): readonly Row[] {
  return asRows(dataOf(answer), 'data');
}
