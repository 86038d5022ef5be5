import type { FailureCode, Remedy } from '../../../shared/base/failure';

/** What a venue's refusal means, closer than its failure code, where that changes what the user does. */
export interface CauseWords {
  readonly code: FailureCode;
  /** What happened, instead of the sentence that the code has; without a full stop. */
  readonly sentence?: (venue: string, what: string) => string;
  /** What to do. */
  readonly hint: (venue: string) => string;
  /** Where that is done, if it is not where the code leads. */
  readonly remedy?: Remedy;
}

/**
 * The causes that venues tell apart. A key is blamed only by a venue that was shown it; where a venue has one
 * code for several causes all of them are named.
 */
export const CAUSES = {
  'key-unknown': {
    code: 'authentication',
    sentence: (venue, what) => `${venue} does not know the key, so it gives no access to ${what}`,
    hint: (venue) =>
      `Check that the key was copied whole and still exists at ${venue}. A key of a test or demo account, or of another site of the same name, is not known there either. Otherwise make a new one that can only read.`,
  },
  'key-expired': {
    code: 'authentication',
    sentence: (venue, what) => `The key has expired, so ${venue} gives no access to ${what}`,
    hint: (venue) => `Make a new key that can only read at ${venue}, and replace this one.`,
  },
  'key-disabled': {
    code: 'authentication',
    remedy: 'key-page',
    sentence: (venue, what) =>
      `The key was switched off or frozen, so ${venue} gives no access to ${what}`,
    hint: (venue) =>
      `Look at the key on the page for keys of ${venue}: switch it on again, or make a new one that can only read. If all are frozen, ask the support of ${venue}.`,
  },
  'bad-signature': {
    code: 'authentication',
    remedy: 'key',
    sentence: (venue, what) =>
      `${venue} did not accept the signature, which is made with the secret, for ${what}`,
    hint: (venue) =>
      `Check that the secret was copied whole and belongs to this key. ${venue} shows it only once: if it is lost, make a new key.`,
  },
  'bad-passphrase': {
    code: 'authentication',
    remedy: 'key',
    sentence: (venue, what) => `${venue} did not accept the passphrase of the key for ${what}`,
    hint: () =>
      'Enter the passphrase that was chosen when the key was made; it is not the password of the account. If it is lost, make a new key.',
  },
  'key-or-passphrase': {
    code: 'authentication',
    remedy: 'key',
    sentence: (venue, what) => `${venue} did not accept the key or its passphrase for ${what}`,
    hint: () =>
      'Check that the key was copied whole, and enter the passphrase that was chosen when it was made; it is not the password of the account.',
  },
  'other-environment': {
    code: 'authentication',
    remedy: 'key',
    sentence: (venue, what) => `The key is of another environment than ${what} at ${venue}`,
    hint: (venue) =>
      `The key is one of a demo or test account, or of another site of ${venue}. Make one in the account that holds your coins.`,
  },
  'key-address-or-permission': {
    code: 'authentication',
    remedy: 'key-page',
    sentence: (venue, what) =>
      `${venue} did not accept the key, its permissions or this network address for ${what}`,
    hint: (venue) =>
      `${venue} does not say which of them. On its page for keys, check that the key still exists, that it may read, and that it may be used from this network address.`,
  },
  'malformed-request': {
    code: 'internal',
    hint: () => 'This is a defect of Portolan, not of the key.',
  },
  'account-locked': {
    code: 'permission',
    remedy: 'account',
    sentence: (venue, what) => `${venue} has locked the account, so ${what} cannot be read`,
    hint: (venue) =>
      `Sign in at ${venue} and see why, or ask its support. The key is not to blame.`,
  },
  'not-verified': {
    code: 'permission',
    remedy: 'account',
    sentence: (venue, what) =>
      `${venue} wants the account to be verified before it gives access to ${what}`,
    hint: (venue) => `Sign in at ${venue} and do what it asks for. The key is not to blame.`,
  },
  place: {
    code: 'ip-restricted',
    remedy: 'network',
    sentence: (venue, what) =>
      `${venue} does not serve the place that this network address is in, so ${what} cannot be read`,
    hint: (venue) =>
      `The key is not to blame. Use the site of ${venue} for your country, if it is in the list, or a network in a country that ${venue} serves.`,
  },
  'address-banned': {
    code: 'rate-limited',
    sentence: (venue, what) =>
      `${venue} refuses this network address for a while, since it was asked too often from there, so ${what} waits`,
    hint: () =>
      'Close other programs that ask it from this network. The key is not to blame. What is connected is read again by itself.',
  },
  'locked-out': {
    code: 'rate-limited',
    sentence: (venue, what) =>
      `${venue} locks this key or network address out for some minutes, so ${what} waits`,
    hint: () =>
      'It was asked too often, or with a wrong key, which must then be replaced. What is connected is read again by itself.',
  },
  firewall: {
    code: 'venue-unavailable',
    sentence: (venue, what) => `A firewall in front of ${venue} refused to be asked for ${what}`,
    hint: (venue) =>
      `It may not serve this network or its country. Try without a VPN, or with another network. The key was not looked at by ${venue}.`,
  },
  maintenance: {
    code: 'venue-unavailable',
    sentence: (venue, what) => `${venue} is under maintenance, so ${what} waits`,
    hint: (venue) =>
      `${venue} may say on its status page when it ends. What is connected is read again by itself.`,
  },
  'nonce-or-clock': {
    code: 'nonce',
    sentence: (venue, what) =>
      `${venue} refused the time or the running number of the request for ${what}`,
    hint: (venue) => nonceHint(venue),
  },
} as const satisfies Readonly<Record<string, CauseWords>>;
export type Cause = keyof typeof CAUSES;

/** What a code of a venue means: a cause, or no more than a failure code. */
export type Meaning = FailureCode | Cause;

export function isCause(meaning: Meaning): meaning is Cause {
  return Object.hasOwn(CAUSES, meaning);
}

export function codeOf(meaning: Meaning): FailureCode {
  return isCause(meaning) ? CAUSES[meaning].code : meaning;
}

/** Each request carries a number that must be higher than the one before. */
export function nonceHint(venue: string): string {
  return `Another program uses this key too, or used it with higher numbers. Make a key at ${venue} for Portolan alone, and replace this one.`;
}
