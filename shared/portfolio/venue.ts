import type { AccountType } from './balance';
import type { ConnectionId, VenueId } from '../base/ids';
import type { Failure, Instant } from '../base/failure';

/**
 * A part of what opens a connection. Keys have `apiKey`, `secret` and `password`, which is what venues
 * call a passphrase; `address` is all that a watched wallet has.
 */
export const CREDENTIAL_FIELDS = ['apiKey', 'secret', 'password', 'address'] as const;
export type CredentialField = (typeof CREDENTIAL_FIELDS)[number];

/** Kept in main and the keychain only; never sent to the renderer, stored or logged. */
export type Credentials = Readonly<Partial<Record<CredentialField, string>>>;

/** What tells one set of credentials from another at the same venue. */
export function credentialsIdentity(credentials: Credentials): string | undefined {
  return credentials.apiKey ?? credentials.address ?? credentials.secret;
}

export interface VenueInfo {
  readonly id: VenueId;
  /** An exchange with keys, a chain whose addresses are watched, or what only the user knows of. */
  readonly kind: 'exchange' | 'chain' | 'manual';
  readonly name: string;
  /** Asked for when connecting, in this order. */
  readonly credentials: readonly CredentialField[];
  /** What the venue itself calls a part, where that is not what everybody calls it. */
  readonly credentialNames?: Readonly<Partial<Record<CredentialField, string>>>;
  /** Explicit readers for each account type; else a generic reader of the spot account only. */
  readonly support: 'full' | 'generic';
  readonly accountTypes: readonly AccountType[];
  /** How balances arrive between refreshes. */
  readonly updates: 'stream' | 'polling';
  /** Where the venue lets its users make a read-only key. */
  readonly keyPage?: string;
  /** What the venue has beside what is read, by the account that a user would look for it in. */
  readonly notSeen?: NotSeen;
}

/** Products of a venue that are not read, as the venue names them: `dual investment`. */
export type NotSeen = Readonly<Partial<Record<AccountType, readonly string[]>>>;

export interface Connection {
  readonly id: ConnectionId;
  readonly venue: VenueId;
  readonly label: string;
  readonly enabled: boolean;
  /** Belongs to the demo, and goes with it. */
  readonly demo: boolean;
  readonly createdAt: Instant;
  /** Where its secret is: the system's keychain, or this run's memory only. */
  readonly secretStorage: 'keychain' | 'session';
  /** What the key could do when it was last probed. */
  readonly probe?: KeyProbe;
}

/** `unknown` where the venue offers no way to ask. */
export type Answer = 'yes' | 'no' | 'unknown';

/** What a key may do and reach, as found by asking the venue. */
export interface KeyProbe {
  readonly at: Instant;
  readonly permissions: {
    readonly read: Answer;
    readonly trade: Answer;
    readonly withdraw: Answer;
  };
  readonly ipRestricted: Answer;
  readonly accounts: readonly AccountProbe[];
  /** The venue's clock less this machine's. */
  readonly clockSkewMs: number;
  /** What the venue's account is known by, a hash of its id there, where the venue tells one. */
  readonly account?: string;
  /** What a wallet watches, shortened so that it can be told from others: `bc1q9x…k3m7`. */
  readonly watches?: string;
}

export interface AccountProbe {
  readonly accountType: AccountType;
  readonly readable: boolean;
  /** Why it is not readable. */
  readonly failure?: Failure;
}

/** Between refreshes: pushed by the venue, being (re)connected, polled for want of a stream, or off. */
export interface StreamStatus {
  readonly connectionId: ConnectionId;
  readonly accountType: AccountType;
  readonly state: 'live' | 'connecting' | 'polling' | 'off';
  readonly since: Instant;
  readonly lastEventAt?: Instant;
  readonly failure?: Failure;
}
