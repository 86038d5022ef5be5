import type {
  AccountReading,
  ReadableAccount,
  StreamListener,
  VenueBalance,
  VenueSession,
} from '../ports/exchanges';
import type { Clock } from '../ports/clock';
import type { RecordsService } from '../records/records-service';
import type { UserRecords } from '../records/user-records';
import { ZERO, decimal } from '../../../shared/base/decimal';
import type { AccountType } from '../../../shared/portfolio/balance';
import type { ConnectionId } from '../../../shared/base/ids';
import { failure, succeed } from '../../../shared/base/failure';
import type { VenueInfo } from '../../../shared/portfolio/venue';
import type { ManualHolding } from '../../../shared/records/record-bodies';

/** What only the user knows of: cash at a bank, a deal that is not settled, a venue nobody can read. */
export const MANUAL_VENUE: VenueInfo = {
  id: 'manual',
  kind: 'manual',
  name: 'Manual',
  credentials: [],
  support: 'full',
  accountTypes: ['manual'],
  updates: 'stream',
};

const ACCOUNT: ReadableAccount = {
  accountType: 'manual',
  source: 'what you entered',
  updates: 'stream',
};

export interface ManualSessionOptions {
  readonly connectionId: ConnectionId;
  readonly clock: Clock;
  /** `undefined` while the database has not said what is stored. */
  readonly holdings: () => readonly ManualHolding[] | undefined;
  /** Calls back as soon as any holdings changed, before the change is confirmed; answers what ends that. */
  readonly onChange: (listener: () => void) => () => void;
}

export interface ManualSessionsOptions {
  readonly clock: Clock;
  readonly userRecords: Pick<UserRecords, 'manualHoldings'>;
  readonly records: Pick<RecordsService, 'onChange'>;
}

/** @returns what opens the session of a manual account: what the user's records have of it */
export function manualSessions({
  clock,
  userRecords,
  records,
}: ManualSessionsOptions): (id: ConnectionId) => VenueSession {
  return (connectionId) =>
    manualSession({
      connectionId,
      clock,
      holdings: () => userRecords.manualHoldings(connectionId),
      onChange: (listener) =>
        records.onChange((_patch, changed) => {
          if (changed.has('manual-holding')) listener();
        }),
    });
}

/** A connection whose balances the user enters: a session like any other. Only what is stored is read. */
export function manualSession(options: ManualSessionOptions): VenueSession {
  const { clock, holdings } = options;
  const stops = new Set<() => void>();
  return {
    accounts: async () => succeed([ACCOUNT]),
    probe: async () =>
      succeed({
        at: clock.now(),
        permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
        ipRestricted: 'no',
        accounts: [{ accountType: 'manual', readable: true }],
        clockSkewMs: 0,
      }),
    marks: async () => succeed(new Set()),
    read: async (accountType) => read(accountType, clock.now(), holdings()),
    watch: (listener: StreamListener) => {
      listener.state('manual', 'live');
      let before = JSON.stringify(holdings());
      const stop = options.onChange(() => {
        const now = JSON.stringify(holdings());
        if (now === before) return;
        before = now;
        listener.changed('manual', read('manual', clock.now(), holdings()));
      });
      stops.add(stop);
      return async () => {
        stops.delete(stop);
        stop();
      };
    },
    rateLimit: () => ({ venue: MANUAL_VENUE.id, used: 0 }),
    close: async () => {
      for (const stop of stops) stop();
      stops.clear();
    },
  };
}

function read(
  accountType: AccountType,
  at: number,
  holdings: readonly ManualHolding[] | undefined,
): AccountReading {
  if (accountType !== 'manual')
    return { outcome: 'unsupported', reason: 'A manual connection has only what you entered.' };
  if (holdings === undefined)
    return {
      outcome: 'failed',
      failure: failure('storage', 'The database is not open, so what you entered is not known.', {
        hint: 'It is read as soon as the database opens.',
      }),
    };
  return { outcome: 'read', at, balances: holdings.map(balanceOf) };
}

/** What is owed is entered as a negative amount. */
function balanceOf({ code, amount }: ManualHolding): VenueBalance {
  const value = decimal(amount);
  const held = value.isNegative() ? ZERO : value;
  return {
    accountType: 'manual',
    code: code.toUpperCase(),
    available: held,
    locked: ZERO,
    total: held,
    borrowed: value.isNegative() ? value.negated() : ZERO,
  };
}
