import { wholeSentence } from './sentences';
import { labelText } from './storable-text';

/** Milliseconds since the Unix epoch, UTC. */
export type Instant = number;

/** The closed set of expected failures. Bugs throw instead. */
export const FAILURE_CODES = [
  'network', // no answer: DNS, refused, reset
  'timeout', // no answer in time
  'rate-limited', // the venue asked us to slow down
  'venue-unavailable', // 5xx or maintenance
  'bad-response', // an answer that is not what the venue documents
  'authentication', // the key is unknown, revoked or wrongly signed
  'permission', // the key is good but may not do this
  'ip-restricted', // the key is bound to other addresses, or the venue does not serve this place
  'clock-skew', // this machine's clock is off
  'nonce', // the number that each request of a key counts on was too low: another program uses the key
  'account-not-enabled', // the account type is not opened at the venue
  'unsupported', // the venue or account type cannot be read by this app
  'keychain-unavailable', // no keychain to read the secret from
  'keychain-locked', // the keychain is there, but must be unlocked first
  'secret-missing', // the keychain answered, but holds no secret for this connection
  'secret-damaged', // what the keychain holds for this connection is no key, or only part of one
  'invalid-input', // what the user gave cannot be used; the message says how to mend it
  'not-found', // what was named is not there (any more)
  'refused', // a rule of the app: withdrawal keys, old runtime, non-loopback endpoint
  'storage', // the database or its journal did not take it
  'cancelled', // stopped by the user or by quitting
  'internal', // a defect of the app; its details are in the log
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** What to do about a failure: nothing, wait and retry, retry at an instant, or ask the user. */
export type Retry =
  | { readonly kind: 'never' }
  | { readonly kind: 'backoff' }
  | { readonly kind: 'after'; readonly at: Instant }
  | { readonly kind: 'user-action' };

/**
 * Where the user can mend a failure, if its code alone would lead elsewhere: by entering the key again, on the
 * venue's page for keys, in the account at the venue, or in the network that is used.
 */
export type Remedy = 'key' | 'key-page' | 'account' | 'network';

/** An expected failure as a value. `message` is one redacted sentence; `hint` says what to do. */
export interface Failure<Code extends FailureCode = FailureCode> {
  readonly code: Code;
  readonly message: string;
  readonly retry: Retry;
  readonly hint?: string;
  readonly remedy?: Remedy;
}

export type Result<T, Code extends FailureCode = FailureCode> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure<Code> };

export function succeed<T, Code extends FailureCode = FailureCode>(value: T): Result<T, Code> {
  return { ok: true, value };
}

const DEFAULT_RETRY: Readonly<Record<FailureCode, Retry['kind']>> = {
  network: 'backoff',
  timeout: 'backoff',
  'rate-limited': 'backoff',
  'venue-unavailable': 'backoff',
  'bad-response': 'backoff',
  authentication: 'user-action',
  permission: 'user-action',
  'ip-restricted': 'user-action',
  'clock-skew': 'backoff',
  nonce: 'backoff',
  'account-not-enabled': 'never',
  unsupported: 'never',
  'keychain-unavailable': 'user-action',
  'keychain-locked': 'user-action',
  'secret-missing': 'user-action',
  'secret-damaged': 'user-action',
  'invalid-input': 'user-action',
  'not-found': 'never',
  refused: 'user-action',
  storage: 'backoff',
  cancelled: 'never',
  internal: 'never',
};

/**
 * Makes a failure with the retry class its code usually has; `retryAt` overrides it. Message and hint become
 * whole sentences, however they were given.
 */
export function failure<Code extends FailureCode>(
  code: Code,
  message: string,
  extra: { readonly hint?: string; readonly retryAt?: Instant; readonly remedy?: Remedy } = {},
): Failure<Code> {
  const kind = DEFAULT_RETRY[code];
  const retry: Retry =
    extra.retryAt !== undefined
      ? { kind: 'after', at: extra.retryAt }
      : kind === 'after'
        ? { kind: 'backoff' }
        : { kind };
  const { hint, remedy } = extra;
  // A message may quote a server, and is stored with what is known of a key.
  return {
    code,
    message: wholeSentence(labelText(message)),
    retry,
    ...(hint === undefined ? {} : { hint: wholeSentence(labelText(hint)) }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

export function fail<T = never, Code extends FailureCode = FailureCode>(
  code: Code,
  message: string,
  extra: { readonly hint?: string; readonly retryAt?: Instant } = {},
): Result<T, Code> {
  return { ok: false, failure: failure(code, message, extra) };
}
