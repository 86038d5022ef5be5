import { overlapRefusal, type CountedOnce } from './counted-once';
import type { AccountMarks, ExchangeGateway, VenueAddress, VenueSession } from '../ports/exchanges';
import type { SecretStore } from '../ports/keychain';
import { overlaps } from './same-accounts';
import type { NewConnection } from '../../../shared/contract/connections';
import { WITHDRAWAL_KEY_REFUSED } from '../../../shared/contract/withdrawal-refusal';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import {
  fail,
  failure,
  succeed,
  type Failure,
  type FailureCode,
  type Result,
} from '../../../shared/base/failure';
import {
  credentialsIdentity,
  type Connection,
  type CredentialField,
  type Credentials,
  type KeyProbe,
  type VenueInfo,
} from '../../../shared/portfolio/venue';

export interface KeyCheckOptions {
  readonly gateway: ExchangeGateway;
  /** Where a venue is reached; a failure when it must not be. */
  readonly addressOf: (connection: Pick<Connection, 'venue' | 'demo'>) => Result<VenueAddress>;
  readonly newId: () => ConnectionId;
  /** This Electron gets no security fixes any more: real credentials need the user's consent. */
  readonly oldRuntime: boolean;
  readonly connections: () => readonly Connection[];
  readonly secretsOf: (connection: Connection) => SecretStore;
  readonly accounts: Pick<CountedOnce, 'marksOf'>;
}

/**
 * A key that may be connected, what its venue says of it, and what its account is known by. Where that could
 * not be asked it is asked as soon as the connection is read.
 */
export interface CheckedKey {
  readonly credentials: Credentials;
  readonly probe: KeyProbe;
  readonly marks: AccountMarks | undefined;
}

export type KeyDraft = Pick<
  NewConnection,
  'venue' | 'credentials' | 'secretStorage' | 'acceptWithdrawalKey' | 'acceptOldRuntime'
>;

/** What a venue can be asked with. */
export type KeyToTest = Pick<NewConnection, 'venue' | 'credentials' | 'acceptOldRuntime'>;

/** Whether a key may become that of a connection: what is refused, and what the venue says of it. */
export class KeyCheck {
  constructor(private readonly options: KeyCheckOptions) {}

  /** Asks a venue what a key may do, without storing anything. */
  async test(draft: KeyToTest): Promise<Result<KeyProbe>> {
    const refusal = this.#refuseRuntime(draft.venue, draft.acceptOldRuntime);
    if (refusal !== undefined) return { ok: false, failure: refusal };
    const credentials = this.#completeCredentials(draft.venue, draft.credentials);
    if (!credentials.ok) return credentials;
    const probed = await this.#probe(draft.venue, credentials.value);
    return probed.ok ? succeed(probed.value.probe) : probed;
  }

  /** Asks a venue what the key of a connection may do now. What is known of its account stays known. */
  async probeStored(connection: Connection): Promise<Result<KeyProbe>> {
    const { gateway, addressOf, secretsOf } = this.options;
    const secret = await secretsOf(connection).read(connection.id);
    if (!secret.ok) return secret;
    const address = addressOf(connection);
    if (!address.ok) return address;
    const session = gateway.open(`${connection.id}:probe`, address.value, secret.value);
    if (!session.ok) return session;
    const probe = await closedAfter(session.value, (open) => open.probe());
    const account = connection.probe?.account;
    return !probe.ok || account === undefined ? probe : succeed({ account, ...probe.value });
  }

  /** What this version does not understand is kept as it is. */
  refuseNewer({ venue, label }: Connection): Failure | undefined {
    if (this.#infoOf(venue) !== undefined) return undefined;
    return failure('unsupported', `“${label}” needs a newer version of Portolan.`, {
      hint: 'It is kept as it is. It can be changed with the version that made it, or removed.',
    });
  }

  /** Refuses what must not be connected, then asks the venue; nothing is stored. */
  async check(draft: KeyDraft, replacing: ConnectionId | undefined): Promise<Result<CheckedKey>> {
    const refusal =
      this.refuseBesideDemo() ?? this.#refuseRuntime(draft.venue, draft.acceptOldRuntime);
    if (refusal !== undefined) return { ok: false, failure: refusal };
    const credentials = this.#completeCredentials(draft.venue, draft.credentials);
    if (!credentials.ok) return credentials;
    const twin = await this.refuseTwin(draft.venue, credentials.value, replacing);
    if (twin !== undefined) return { ok: false, failure: twin };
    const probed = await this.#probe(draft.venue, credentials.value);
    if (!probed.ok) return probed;
    const { probe, marks } = probed.value;
    const unread = unreadable(probe);
    if (unread !== undefined) return { ok: false, failure: unread };
    const same = await this.refuseSame(draft.venue, marks, replacing);
    if (same !== undefined) return { ok: false, failure: same };
    if (probe.permissions.withdraw === 'yes' && !draft.acceptWithdrawalKey)
      return fail('refused', WITHDRAWAL_KEY_REFUSED, {
        hint: 'Make a read-only key at the venue, or confirm that you want to use this one.',
      });
    return succeed({ credentials: credentials.value, probe, marks });
  }

  refuseBesideDemo(): Failure | undefined {
    return this.options.connections().some(({ demo }) => demo)
      ? mixingRefused('Remove the demo first, then connect the exchange.')
      : undefined;
  }

  /**
   * A key that is connected already would count its balances twice, also at a venue that lets its keys in
   * under another name. So might one whose twin cannot be ruled out, because the keychain does not give
   * away what it is compared with.
   */
  async refuseTwin(
    venue: VenueId,
    credentials: Credentials,
    except: ConnectionId | undefined,
  ): Promise<Failure | undefined> {
    const identity = credentialsIdentity(credentials);
    if (identity === undefined) return undefined;
    for (const connection of this.options.connections()) {
      if (connection.id === except || connection.demo) continue;
      const isElsewhere = connection.venue !== venue;
      if (isElsewhere && !this.#haveKeys(venue, connection.venue)) continue;
      const known = await this.options.secretsOf(connection).read(connection.id);
      if (!known.ok && isElsewhere) continue;
      if (!known.ok && known.failure.code === 'keychain-locked') return known.failure;
      if (!known.ok)
        return failure(
          'invalid-input',
          `The key of "${connection.label}" cannot be read, so this might be the same one.`,
          {
            hint: `Replace the key of "${connection.label}" instead, or remove that connection first.`,
          },
        );
      const isSame = credentialsIdentity(known.value) === identity;
      if (isSame && (!isElsewhere || known.value.secret === credentials.secret))
        return failure(
          'invalid-input',
          `${credentials.address === undefined ? 'This key' : 'This address'} is connected already, as "${connection.label}".`,
          {
            hint: 'Connecting it twice would count its balances twice.',
          },
        );
    }
    return undefined;
  }

  /** Whether both venues are opened with an API key and its secret. */
  #haveKeys(...venues: readonly VenueId[]): boolean {
    const needed: readonly CredentialField[] = ['apiKey', 'secret'];
    return venues.every((venue) =>
      needed.every((field) => this.#infoOf(venue)?.credentials.includes(field) === true),
    );
  }

  /** An account that is connected already, whatever key opens it or however its address is written. */
  async refuseSame(
    venue: VenueId,
    marks: AccountMarks | undefined,
    except: ConnectionId | undefined,
  ): Promise<Failure | undefined> {
    if (marks === undefined) return undefined;
    const isWallet = this.#infoOf(venue)?.credentials.includes('address') === true;
    for (const connection of this.options.connections()) {
      if (connection.id === except || connection.demo) continue;
      const known = await this.#marksOf(connection, venue);
      if (!overlaps(known, marks)) continue;
      const { message, hint } = overlapRefusal(marks, connection.label, known, isWallet);
      return failure('invalid-input', message, { hint });
    }
    return undefined;
  }

  /** What a connection's account is known by; a wallet tells that without asking anybody. */
  async #marksOf(connection: Connection, venue: VenueId): Promise<AccountMarks> {
    const { accounts, gateway, addressOf, secretsOf } = this.options;
    const known = accounts.marksOf(connection);
    const isWallet = this.#infoOf(venue)?.kind === 'chain';
    if (known !== undefined || !isWallet || connection.venue !== venue) return known ?? new Set();
    const secret = await secretsOf(connection).read(connection.id);
    const address = addressOf(connection);
    if (!secret.ok || !address.ok) return new Set();
    const session = gateway.open(`${connection.id}:marks`, address.value, secret.value);
    if (!session.ok) return new Set();
    const marks = await closedAfter(session.value, (open) => open.marks());
    return marks.ok ? marks.value : new Set();
  }

  /** An address is no secret: only keys need the user's consent to an old Electron. */
  #refuseRuntime(venue: VenueId, accepted: boolean): Failure | undefined {
    if (!this.options.oldRuntime || accepted) return undefined;
    const isSecret = this.#infoOf(venue)?.credentials.some((field) => field !== 'address') ?? true;
    if (!isSecret) return undefined;
    return failure('refused', 'This Electron is old and gets no security fixes any more.', {
      hint: 'Confirm that you want to enter real credentials all the same, or start Portolan where Electron can be downloaded.',
    });
  }

  #completeCredentials(venue: VenueId, given: NewConnection['credentials']): Result<Credentials> {
    const info = this.#infoOf(venue);
    if (info === undefined) return fail('unsupported', `The venue "${venue}" is not known.`);
    const names: Record<CredentialField, string> = {
      apiKey: 'the API key',
      secret: 'the secret',
      password: 'the passphrase',
      address: 'the address',
    };
    const nameOf = (field: CredentialField): string =>
      info.credentialNames?.[field] === undefined
        ? names[field]
        : `the part called “${info.credentialNames[field]}”`;
    const missing = info.credentials.filter((field) => (given[field] ?? '') === '');
    if (missing.length > 0)
      return fail('invalid-input', `${info.name} needs ${missing.map(nameOf).join(' and ')}.`);
    return succeed(
      Object.fromEntries(info.credentials.map((field) => [field, given[field] ?? ''])),
    );
  }

  async #probe(
    venue: VenueId,
    credentials: Credentials,
  ): Promise<Result<Pick<CheckedKey, 'probe' | 'marks'>>> {
    const { gateway, addressOf, newId } = this.options;
    const address = addressOf({ venue, demo: false });
    if (!address.ok) return address;
    const session = gateway.open(newId(), address.value, credentials);
    if (!session.ok) return session;
    try {
      const probe = await session.value.probe();
      if (!probe.ok) return probe;
      const marks = await session.value.marks();
      return succeed({ probe: probe.value, marks: marks.ok ? marks.value : undefined });
    } finally {
      await session.value.close();
    }
  }

  #infoOf(venue: VenueId): VenueInfo | undefined {
    return this.options.gateway.venues().find(({ id }) => id === venue);
  }
}

/** Failures of an account that say nothing against the key. */
const NOT_HELD_AGAINST = new Set<FailureCode>(['account-not-enabled', 'unsupported']);

/**
 * Why nothing at all could be read with a key, or at an address: a server that cannot be reached, a key that
 * reads no account. It is not connected then, as if it were well; what was typed stays to be tried again.
 */
function unreadable({ accounts }: KeyProbe): Failure | undefined {
  if (accounts.some(({ readable }) => readable)) return undefined;
  const failures = accounts.flatMap(({ failure: one }) => one ?? []);
  return failures.find(({ code }) => !NOT_HELD_AGAINST.has(code));
}

export function mixingRefused(hint: string): Failure {
  return failure('invalid-input', 'Simulated and real money are never added together.', { hint });
}

/** What is asked of a session that is used for nothing else. */
async function closedAfter<T>(
  session: VenueSession,
  ask: (session: VenueSession) => Promise<T>,
): Promise<T> {
  try {
    return await ask(session);
  } finally {
    await session.close();
  }
}
