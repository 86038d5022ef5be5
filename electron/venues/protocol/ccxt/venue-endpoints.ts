import type { VenueId } from '../../../../shared/base/ids';
import { fail, succeed, type Result } from '../../../../shared/base/failure';

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for `http:` addresses that cannot leave this machine, with no credentials in them. */
export function isLoopbackEndpoint(address: string): boolean {
  try {
    const url = new URL(address);
    const loopback = LOOPBACK_HOSTS.has(url.hostname) || /^127(\.\d{1,3}){3}$/.test(url.hostname);
    return (
      loopback &&
      ['http:', 'https:'].includes(url.protocol) &&
      `${url.username}${url.password}` === ''
    );
  } catch {
    return false;
  }
}

/**
 * Reads the setting that points venues at local servers: JSON of venue id to loopback base URL, as
 * `{"binance":"http://127.0.0.1:8080/binance"}`. Failures: `invalid-input` for text that is not such
 * JSON, `refused` for an address that is not this machine's own.
 */
export function parseVenueEndpoints(
  text: string | undefined,
): Result<Readonly<Record<VenueId, string>>> {
  if (text === undefined || text.trim() === '') return succeed({});
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return fail('invalid-input', 'The venue endpoints are not JSON.', { hint: ENDPOINTS_HINT });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return fail('invalid-input', 'The venue endpoints are not a JSON object.', {
      hint: ENDPOINTS_HINT,
    });
  for (const [venue, address] of Object.entries(parsed)) {
    if (typeof address !== 'string' || !isLoopbackEndpoint(address))
      return fail('refused', `The endpoint given for ${venue} is not an address of this machine.`, {
        hint: ENDPOINTS_HINT,
      });
  }
  return succeed(parsed as Readonly<Record<VenueId, string>>);
}

const ENDPOINTS_HINT = 'Use JSON like {"binance":"http://127.0.0.1:8080/binance"}.';
