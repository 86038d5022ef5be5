import {
  unreadParts,
  type CoverageCell,
  type CoverageState,
  type UnreadPartView,
} from '../../../shared/portfolio/coverage';
import type { Failure, FailureCode, Instant, Remedy } from '../../../shared/base/failure';
import type { Connection, VenueInfo } from '../../../shared/portfolio/venue';
import { untilText } from '../../../shared/base/until-text';
import { countdownText } from '../../components/time';

/** A next step that a button can take. */
export type Fix =
  'open-keys' | 'replace-key' | 'read-again' | 'open-chains' | 'edit-holdings' | 'add-manual';

export interface Advice {
  /** What to do, or that there is nothing to do. */
  readonly text: string;
  /** The most useful first. */
  readonly fixes: readonly Fix[];
}

/** What decides which steps there are: a wallet has no key, and the demo has none to replace. */
export interface AdviceSubject {
  readonly venue: Pick<VenueInfo, 'kind' | 'keyPage'> | undefined;
  readonly connection: Pick<Connection, 'demo'>;
  readonly now: Instant;
}

/**
 * The steps that there are for an account, those for its balances before those for its positions; where nothing is
 * wrong with the balances, positions that could not be read come first.
 */
export function cellFixes(
  { coverage, positions }: Pick<CoverageCell, 'coverage' | 'positions'>,
  subject: AdviceSubject,
): readonly Fix[] {
  const ofBalances = coverageAdvice(coverage, subject)?.fixes ?? [];
  const unread = positions?.state === 'failed' ? [positions.failure] : [];
  const ofPositions = unread.flatMap((failure) => failureAdvice(failure, subject).fixes);
  const isAgainOnly = ofBalances.every((fix) => fix === 'read-again');
  const all = isAgainOnly ? [...ofPositions, ...ofBalances] : [...ofBalances, ...ofPositions];
  // One reading asks for all of it: what one part has to wait for, the others wait for, too.
  const failures = [...failuresOf(coverage), ...unread];
  return [...new Set(all)].filter(
    (fix) => !failures.some((failure) => isTooEarly(fix, failure, subject.now)),
  );
}

function failuresOf(coverage: CoverageState): readonly Failure[] {
  return [
    ...('failure' in coverage && coverage.failure !== undefined ? [coverage.failure] : []),
    ...unreadParts(coverage).map(({ failure }) => failure),
  ];
}

/** What can be done about how an account stands; nothing for what is as it should be. */
export function coverageAdvice(
  coverage: CoverageState,
  subject: AdviceSubject,
): Advice | undefined {
  switch (coverage.state) {
    case 'pending':
      return undefined;
    case 'ok':
    case 'empty':
      return {
        text: '',
        fixes: subject.venue?.kind === 'manual' ? ['edit-holdings'] : ['read-again'],
      };
    case 'partly':
      return partsAdvice(coverage.parts, subject);
    case 'stale':
      if (coverage.failure === undefined)
        return { text: 'Nothing: it is read again by itself.', fixes: ['read-again'] };
      // What it lacked before is lacking still, and may be the user's to mend.
      return coverage.parts === undefined
        ? failureAdvice(coverage.failure, subject)
        : partsAdvice([{ name: 'all', failure: coverage.failure }, ...coverage.parts], subject);
    case 'failed':
    case 'no-permission':
      return failureAdvice(coverage.failure, subject);
    case 'unsupported':
      if (coverage.countedIn !== undefined)
        return {
          text: 'Nothing is missing from the total. Remove this connection, or disable the other one to count this one.',
          fixes: [],
        };
      return UNREADABLE;
  }
}

/** What can be done about the parts that were not read: what the user can do comes first. */
function partsAdvice(parts: readonly UnreadPartView[], subject: AdviceSubject): Advice | undefined {
  const advices = parts.map(({ failure }) => ({ failure, ...failureAdvice(failure, subject) }));
  const first = advices.find(({ failure }) => failure.retry.kind === 'user-action') ?? advices[0];
  if (first === undefined) return undefined;
  const { text, fixes } = first;
  return first.failure.code === 'unsupported'
    ? { text, fixes: ['add-manual', 'read-again'] }
    : { text, fixes };
}

/** What can be done about a failure. The failure's own advice comes before ours. */
export function failureAdvice(failure: Failure, subject: AdviceSubject): Advice {
  const isWallet = subject.venue?.kind === 'chain';
  const own = isWallet ? WALLETS[failure.code] : ofKey(failure);
  const { text, fixes } = own ?? {
    text: waiting(failure, subject.now),
    fixes: ['read-again'] as const,
  };
  return {
    text: failure.hint ?? (text === '' ? waiting(failure, subject.now) : text),
    fixes: fixes.filter((fix) => isThere(fix, subject) && !isTooEarly(fix, failure, subject.now)),
  };
}

function ofKey({ code, remedy }: Failure): Advice | undefined {
  const own = KEYS[code];
  if (remedy === undefined) return own;
  return { text: own?.text ?? '', fixes: REMEDIES[remedy] };
}

/** A venue that asked to be left alone until then is not asked before. */
function isTooEarly(fix: Fix, { retry }: Failure, now: Instant): boolean {
  return fix === 'read-again' && retry.kind === 'after' && retry.at > now;
}

function isThere(fix: Fix, { venue, connection }: AdviceSubject): boolean {
  switch (fix) {
    case 'open-keys':
      return venue?.keyPage !== undefined && !connection.demo;
    case 'replace-key':
      return !connection.demo && venue?.kind !== 'manual';
    case 'open-chains':
      return venue?.kind === 'chain';
    case 'edit-holdings':
      return venue?.kind === 'manual';
    case 'add-manual':
    case 'read-again':
      return true;
  }
}

/** What the app does by itself, or waits for. */
function waiting(failure: Failure, now: Instant): string {
  switch (failure.retry.kind) {
    case 'backoff':
      return 'Nothing: it is tried again by itself.';
    case 'after':
      return failure.retry.at > now
        ? `Nothing: it is tried again at ${untilText(failure.retry.at)}, in ${countdownText(failure.retry.at, now)}.`
        : 'Nothing: it is tried again now.';
    case 'user-action':
      return 'Set it right, then read again.';
    case 'never':
      return 'Nothing can be done about it here.';
  }
}

type Steps = Readonly<Partial<Record<FailureCode, Advice>>>;

const CLOCK: Advice = {
  text: 'Set this computer’s clock by network time, then read again.',
  fixes: ['read-again'],
};
const KEYCHAIN: Advice = {
  text: 'Start or unlock this computer’s keychain, then read again.',
  fixes: ['read-again'],
};
const LOCKED: Advice = {
  text: 'Unlock this computer’s keychain. It is then read by itself.',
  fixes: ['read-again'],
};
const DEFECT: Advice = {
  text: 'This is a defect of Portolan; its details are in the log. Reading again may get past it.',
  fixes: ['read-again'],
};
const UNREADABLE: Advice = {
  text: 'What you hold there can be added as a manual account, so that it is in the total.',
  fixes: ['add-manual'],
};
const GONE: Advice = {
  text: 'Check that it is still there, then read again.',
  fixes: ['read-again'],
};
const CANCELLED: Advice = { text: 'Read it again.', fixes: ['read-again'] };

/** What helps where the venue told a cause that its code alone does not tell. */
const REMEDIES: Readonly<Record<Remedy, readonly Fix[]>> = {
  key: ['replace-key', 'open-keys'],
  'key-page': ['open-keys', 'read-again', 'replace-key'],
  // The account is signed in to, or the network changed, elsewhere; the key is not to blame.
  account: ['read-again'],
  network: ['read-again'],
};

/** An empty text stands for what happens by itself. */
const KEYS: Steps = {
  authentication: {
    text: 'Make a new key that can only read, then replace it here.',
    fixes: ['replace-key', 'open-keys', 'read-again'],
  },
  permission: {
    text: 'Allow the key to read this account on the venue’s page, then read again.',
    fixes: ['open-keys', 'read-again', 'replace-key'],
  },
  'ip-restricted': {
    text: 'Add this computer’s network address to those that the key may be used from, then read again.',
    fixes: ['open-keys', 'read-again', 'replace-key'],
  },
  'secret-missing': {
    text: 'Enter the key again.',
    fixes: ['replace-key', 'open-keys'],
  },
  'secret-damaged': {
    text: 'Enter the key again, which replaces what is damaged.',
    fixes: ['replace-key', 'open-keys'],
  },
  'account-not-enabled': {
    text: 'Nothing, unless you want to use this account: then open it at the venue, and read again.',
    fixes: ['read-again'],
  },
  'clock-skew': CLOCK,
  nonce: {
    text: 'Make a key for Portolan alone at the venue, then replace it here.',
    fixes: ['replace-key', 'open-keys', 'read-again'],
  },
  'keychain-unavailable': KEYCHAIN,
  'keychain-locked': LOCKED,
  'invalid-input': {
    text: 'Enter the key again.',
    fixes: ['replace-key', 'open-keys'],
  },
  unsupported: UNREADABLE,
  'not-found': GONE,
  cancelled: CANCELLED,
  internal: DEFECT,
};

const SERVERS: Advice = {
  text: '',
  fixes: ['open-chains', 'read-again'],
};
const OTHER_SERVER: Advice = {
  text: 'Check the servers for this chain in Settings, or name others.',
  fixes: ['open-chains', 'read-again'],
};

const WALLETS: Steps = {
  network: OTHER_SERVER,
  timeout: OTHER_SERVER,
  'venue-unavailable': OTHER_SERVER,
  'bad-response': OTHER_SERVER,
  authentication: OTHER_SERVER,
  permission: OTHER_SERVER,
  'ip-restricted': OTHER_SERVER,
  refused: OTHER_SERVER,
  'rate-limited': SERVERS,
  'secret-missing': { text: 'Enter the address again.', fixes: ['replace-key'] },
  'secret-damaged': { text: 'Enter the address again.', fixes: ['replace-key'] },
  'invalid-input': { text: 'Enter the address again.', fixes: ['replace-key'] },
  'clock-skew': CLOCK,
  'keychain-unavailable': KEYCHAIN,
  'keychain-locked': LOCKED,
  unsupported: UNREADABLE,
  'not-found': GONE,
  cancelled: CANCELLED,
  internal: DEFECT,
};
