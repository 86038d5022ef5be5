import type { FailureCode, Instant } from '../../../../shared/base/failure';
import { requestedWait, type ResetHeader } from '../http/retry-after';
import { codeOf, isCause, type Meaning } from '../../reading/causes';
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
  readonly codes: Readonly<Record<string, Meaning>>;
  /** Headers of its own in which it says when a limit starts anew. */
  readonly resets?: readonly ResetHeader[];
  /** What to do, where this venue has words of its own for it. */
  readonly hints?: Partial<Readonly<Record<Meaning, string>>>;
}

/** ccxt's errors, most of them by their parents' meaning; those absent are the venue's refusals. */
const CCXT_ERRORS: Readonly<Record<string, Meaning>> = {
  AuthenticationError: 'authentication',
  PermissionDenied: 'permission',
  AccountNotEnabled: 'account-not-enabled',
  AccountSuspended: 'account-locked',
  RestrictedLocation: 'place',
  NotSupported: 'unsupported',
  ArgumentsRequired: 'invalid-input',
  NetworkError: 'network',
  DDoSProtection: 'rate-limited',
  RateLimitExceeded: 'rate-limited',
  ExchangeNotAvailable: 'venue-unavailable',
  OnMaintenance: 'maintenance',
  // Where the venue has no table of its own it may be either.
  InvalidNonce: 'nonce-or-clock',
  ChecksumError: 'bad-response',
  RequestTimeout: 'timeout',
  OperationFailed: 'venue-unavailable',
  BadResponse: 'bad-response',
  NullResponse: 'bad-response',
  BadRequest: 'bad-response',
  ExchangeError: 'bad-response',
  ExchangeClosedByUser: 'cancelled',
};

const STATUS_CODES: Readonly<Record<number, Meaning>> = {
  401: 'authentication',
  407: 'network',
  418: 'address-banned',
  429: 'rate-limited',
  451: 'place',
};
const PROXY_WANTS_NAME =
  'A proxy of this network wants a name and a password: sign in to it, or use another network.';

/** What only a venue that was shown a key can say of it. */
const ABOUT_KEYS = new Set<FailureCode>([
  'authentication',
  'permission',
  'account-not-enabled',
  'clock-skew',
  'nonce',
]);

/** ccxt's own words come first; what follows is the venue's answer, however long. */
const LONGEST_MESSAGE = 4096;
const BODY_BEGINS = /[{<]/;
const ADDRESS = /(?<!\S)\S+:\/\/\S+/g;

/**
 * Finds what a venue's answer means. The venue's own code decides first, since ccxt dresses some of
 * them as something else (Binance's -2015 for a revoked key becomes `DDoSProtection` once the key has
 * worked); then the HTTP status; then ccxt's error.
 * @param signed the request was made with a key: no other answer says anything about one
 */
export function classifyAnswer(
  answer: VenueAnswer,
  error: unknown,
  rules: ErrorRules | undefined,
  now: Instant,
  secrets: Iterable<string>,
  signed = true,
): VenueFailure {
  if (error instanceof VenueFailure) return error;
  const own = rules?.errorOf(answer.json);
  const meaning = meaningOf(answer, error, own, rules, signed);
  const code = codeOf(meaning);
  const said =
    own === undefined
      ? answer.status >= 400
        ? `HTTP ${answer.status}`
        : undefined
      : redactDetail(wordsOf(own), secrets);
  const wait =
    code === 'rate-limited' || code === 'venue-unavailable'
      ? requestedWait(answer.headers, answer.body, now, rules?.resets)
      : undefined;
  const details = [said, wait?.words].filter((words) => words !== undefined);
  const hint = answer.status === 407 ? PROXY_WANTS_NAME : rules?.hints?.[meaning];
  return new VenueFailure(code, details.length === 0 ? undefined : details.join('; '), {
    ...(wait === undefined ? {} : { retryAt: wait.retryAt }),
    ...(isCause(meaning) ? { cause: meaning } : {}),
    ...(hint === undefined ? {} : { hint }),
    ...(own !== undefined || answer.status >= 400 ? { isRefusal: true } : {}),
  });
}

/** Some venues have no words beside their codes. */
function wordsOf({ code, message }: VenueError): string {
  return message === code || message === '' ? code : `${message} [${code}]`;
}

function meaningOf(
  answer: VenueAnswer,
  error: unknown,
  own: VenueError | undefined,
  rules: ErrorRules | undefined,
  signed: boolean,
): Meaning {
  const ownMeaning = own === undefined ? undefined : entryOf(rules?.codes ?? {}, own.code);
  const meaning = ownMeaning ?? meaningOfStatus(answer) ?? meaningOfError(error) ?? 'bad-response';
  if (signed) return meaning;
  const isRefused = answer.status === 401 || answer.status === 403;
  if (isRefused && meaning === 'bad-response') return 'firewall';
  if (!ABOUT_KEYS.has(codeOf(meaning))) return meaning;
  return isRefused ? 'firewall' : 'venue-unavailable';
}

/** Finds what an error means that came without an answer: from the network, a socket, or ccxt. */
export function classifyError(error: unknown, secrets: Iterable<string>): VenueFailure {
  if (error instanceof VenueFailure) return error;
  const meaning = meaningOfError(error);
  if (meaning !== undefined)
    return new VenueFailure(
      codeOf(meaning),
      error instanceof Error ? shortened(error, secrets) : undefined,
      isCause(meaning) ? { cause: meaning } : {},
    );
  return new VenueFailure('internal', redactDetail(String(error), secrets));
}

function meaningOfStatus({ status, json }: VenueAnswer): Meaning | undefined {
  const known = STATUS_CODES[status];
  if (known !== undefined) return known;
  if (status >= 500) return 'venue-unavailable';
  // A firewall's page, not the venue's own refusal, which is JSON.
  if (status === 403 && json === undefined) return 'firewall';
  return undefined;
}

function meaningOfError(error: unknown): Meaning | undefined {
  let type: unknown = error;
  while (type instanceof Error) {
    const byName = entryOf(CCXT_ERRORS, type.name);
    if (byName !== undefined) return byName;
    const byClass = entryOf(CCXT_ERRORS, type.constructor.name);
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
