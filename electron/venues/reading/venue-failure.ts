import { untilText } from '../../../shared/base/until-text';
import type { AccountType } from '../../../shared/portfolio/balance';
import {
  failure,
  type Failure,
  type FailureCode,
  type Instant,
} from '../../../shared/base/failure';

import { CAUSES, nonceHint, type Cause, type CauseWords } from './causes';

/** What went wrong at a venue, before it is known for which account. */
export class VenueFailure extends Error {
  override readonly name = 'VenueFailure';

  /** @param detail what the venue said, redacted, or what was wrong with its answer */
  constructor(
    readonly code: FailureCode,
    readonly detail?: string,
    readonly extra: {
      readonly hint?: string;
      /** Closer than the code. */
      readonly cause?: Cause;
      readonly retryAt?: Instant;
      /** The venue said so itself: it is not that its answer was not understood. */
      readonly isRefusal?: boolean;
      /** What came says nothing at all: a web page, an empty body, or half of an answer. */
      readonly isNoAnswer?: boolean;
    } = {},
  ) {
    super(detail ?? code);
  }
}

/** How an account is spoken of. */
export const ACCOUNT_NAMES: Readonly<Record<AccountType, string>> = {
  spot: 'the spot account',
  funding: 'the funding account',
  unified: 'the unified account',
  margin: 'the cross margin account',
  'isolated-margin': 'the isolated margin account',
  futures: 'the futures account',
  'futures-inverse': 'the coin-margined futures account',
  options: 'the options account',
  earn: 'the earn account',
  wallet: 'the wallet',
  manual: 'the manual balances',
};

const SENTENCES: Readonly<Record<FailureCode, (venue: string, what: string) => string>> = {
  network: (venue, what) => `${venue} could not be reached for ${what}`,
  timeout: (venue, what) => `${venue} did not answer in time for ${what}`,
  'rate-limited': (venue, what) => `${venue} allows no more requests, so ${what} waits`,
  'venue-unavailable': (venue, what) => `${venue} was not available for ${what}`,
  'bad-response': (venue, what) => `${venue} gave an answer for ${what} that cannot be trusted`,
  authentication: (venue, what) => `${venue} did not accept the key for ${what}`,
  permission: (venue, what) => `The key lacks the permission that ${venue} asks for ${what}`,
  'ip-restricted': (venue, what) => `${venue} does not accept this network address for ${what}`,
  'clock-skew': (venue, what) => `${venue} refused the time of the request for ${what}`,
  nonce: (venue, what) => `${venue} refused the running number (nonce) of the request for ${what}`,
  'account-not-enabled': (venue, what) => `At ${venue}, ${what} has not been opened`,
  unsupported: (venue, what) => `Portolan cannot read ${what} at ${venue}`,
  'keychain-unavailable': (venue) => `No keychain holds the key for ${venue}`,
  'keychain-locked': (venue) => `The keychain that holds the key for ${venue} is locked`,
  'secret-damaged': (venue) => `The stored key for ${venue} is damaged`,
  'secret-missing': (venue) => `The key for ${venue} is missing`,
  'invalid-input': (venue, what) => `The key for ${venue} cannot be used for ${what}`,
  'not-found': (venue, what) => `${venue} does not know ${what}`,
  refused: (venue, what) => `Portolan refused a request to ${venue} for ${what}`,
  storage: (venue, what) => `${what} at ${venue} could not be stored`,
  cancelled: (venue, what) => `Reading ${what} at ${venue} was cancelled`,
  internal: (venue, what) => `Reading ${what} at ${venue} failed because of a defect`,
};

const HINTS: Partial<Readonly<Record<FailureCode, (venue: string) => string>>> = {
  network: () => 'Check the network connection.',
  authentication: (venue) =>
    `Check that every part of the key was copied whole and that the key still exists at ${venue}, or make a new one that can only read.`,
  permission: (venue) =>
    `Grant the key read permission for this account on the page for keys of ${venue}.`,
  'ip-restricted': (venue) =>
    `Add this network address to those that the key may be used from, on the page for keys of ${venue}.`,
  'clock-skew': () => 'Let the system set its clock from the network.',
  nonce: nonceHint,
  'account-not-enabled': () => 'Nothing to do unless you want to open this account at the venue.',
};

/** Makes the failure that the user sees: one sentence naming the venue and what was asked of it. */
export function toFailure(error: VenueFailure, venue: string, what: string): Failure {
  const {
    cause,
    retryAt,
    hint = cause === undefined ? undefined : CAUSES[cause].hint(venue),
  } = error.extra;
  const words: CauseWords | undefined = cause === undefined ? undefined : CAUSES[cause];
  const sentence = words?.sentence ?? SENTENCES[error.code];
  const detail = error.detail === undefined ? '' : ` (${error.detail})`;
  const advice = hint ?? HINTS[error.code]?.(venue);
  const end = retryAt === undefined ? '' : untilText(retryAt);
  const waits = error.code === 'rate-limited';
  const until = end === '' || !waits ? '' : ` until ${end}`;
  const later = end === '' || waits ? '' : `; it asks to be left alone until ${end}`;
  return failure(error.code, `${sentence(venue, what)}${until}${detail}${later}.`, {
    ...(advice === undefined ? {} : { hint: advice }),
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(words?.remedy === undefined ? {} : { remedy: words.remedy }),
  });
}
