import type { FailureCode, Instant } from '../../../shared/portfolio/failure';
import { askedWait } from '../../reading/http/retry-after';
import { redactDetail } from '../../reading/redact';
import { entryOf } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';

/** An HTTP answer as it came, before ccxt made anything of it. */
export interface VenueAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** The body as JSON; `undefined` if it is not JSON. */
  readonly json: unknown;
}

/** A venue's own error: its code and words. */
export interface VenueError {
  readonly code: string;
  readonly message: string;
}

/** How a venue says what is wrong, and which failure each of its codes is. */
export interface ErrorRules {
  errorOf(json: unknown): VenueError | undefined;
  readonly codes: Readonly<Record<string, FailureCode>>;
}

/** ccxt's errors, most of them by their parents' meaning; those absent are the venue's refusals. */
const CCXT_ERRORS: Readonly<Record<string, FailureCode>> = {
  AuthenticationError: 'authentication',
  PermissionDenied: 'permission',
  AccountNotEnabled: 'account-not-enabled',
  AccountSuspended: 'permission',
  RestrictedLocation: 'ip-restricted',
  NotSupported: 'unsupported',
  ArgumentsRequired: 'invalid-input',
  NetworkError: 'network',
  DDoSProtection: 'rate-limited',
  RateLimitExceeded: 'rate-limited',
  ExchangeNotAvailable: 'venue-unavailable',
  OnMaintenance: 'venue-unavailable',
  InvalidNonce: 'clock-skew',
  ChecksumError: 'bad-response',
  RequestTimeout: 'timeout',
  OperationFailed: 'venue-unavailable',
  BadResponse: 'bad-response',
  NullResponse: 'bad-response',
  BadRequest: 'bad-response',
  ExchangeError: 'bad-response',
  ExchangeClosedByUser: 'cancelled',
};

const STATUS_CODES: Readonly<Record<number, FailureCode>> = {
  401: 'authentication',
  407: 'network',
  418: 'rate-limited',
  429: 'rate-limited',
  451: 'ip-restricted',
};

/** ccxt's own words come first; what follows is the venue's answer, however long. */
const LONGEST_MESSAGE = 4096;
const BODY_BEGINS = /[{<]/;
const ADDRESS = /(?<!\S)\S+:\/\/\S+/g;
const FORBIDDEN_PLACE = 'The venue does not serve the country this network address is in.';

/**
 * Finds what a venue's answer means. The venue's own code decides first, since ccxt dresses some of
 * them as something else (Binance's -2015 for a revoked key becomes `DDoSProtection` once the key has
 * worked); then the HTTP status; then ccxt's error.
 */
export function classifyAnswer(
  answer: VenueAnswer,
  error: unknown,
  rules: ErrorRules | undefined,
  now: Instant,
  secrets: Iterable<string>,
): VenueFailure {
  if (error instanceof VenueFailure) return error;
  const own = rules?.errorOf(answer.json);
  const ownCode = own === undefined ? undefined : entryOf(rules?.codes ?? {}, own.code);
  const code = ownCode ?? codeOfStatus(answer) ?? codeOfError(error) ?? 'bad-response';
  const said =
    own === undefined
      ? answer.status >= 400
        ? `HTTP ${answer.status}`
        : undefined
      : redactDetail(`${own.message} [${own.code}]`, secrets);
  const wait =
    code === 'rate-limited' || code === 'venue-unavailable'
      ? askedWait(answer.headers, answer.body, now)
      : undefined;
  const details = [said, wait?.words].filter((words) => words !== undefined);
  return new VenueFailure(code, details.length === 0 ? undefined : details.join('; '), {
    ...(wait === undefined ? {} : { retryAt: wait.retryAt }),
    ...(answer.status === 451 ? { hint: FORBIDDEN_PLACE } : {}),
    ...(own !== undefined || answer.status >= 400 ? { isRefusal: true } : {}),
  });
}

/** Finds what an error means that came without an answer: from the network, a socket, or ccxt. */
export function classifyError(error: unknown, secrets: Iterable<string>): VenueFailure {
  if (error instanceof VenueFailure) return error;
  const code = codeOfError(error);
  if (code !== undefined)
    return new VenueFailure(code, error instanceof Error ? shortened(error, secrets) : undefined);
  return new VenueFailure('internal', redactDetail(String(error), secrets));
}

function codeOfStatus({ status, json }: VenueAnswer): FailureCode | undefined {
  const known = STATUS_CODES[status];
  if (known !== undefined) return known;
  if (status >= 500) return 'venue-unavailable';
  // A firewall's page, not the venue's own refusal, which is JSON.
  if (status === 403 && json === undefined) return 'venue-unavailable';
  return undefined;
}

function codeOfError(error: unknown): FailureCode | undefined {
  let type: unknown = error;
  while (type instanceof Error) {
    const code = CCXT_ERRORS[type.name];
    if (code !== undefined) return code;
    const byClass = CCXT_ERRORS[type.constructor.name];
    if (byClass !== undefined) return byClass;
    type = Object.getPrototypeOf(type);
  }
  return undefined;
}

/** ccxt's messages are "venue METHOD address status body": only what is no address or body is kept. */
function shortened(error: Error, secrets: Iterable<string>): string | undefined {
  const text = redactDetail(
    error.message.slice(0, LONGEST_MESSAGE).replace(ADDRESS, '').split(BODY_BEGINS, 1)[0] ?? '',
    secrets,
  );
  return text === '' ? undefined : text;
}
