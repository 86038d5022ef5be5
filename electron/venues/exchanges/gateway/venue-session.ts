import { setMaxListeners } from 'node:events';
import type { AccountType } from '../../../../shared/portfolio/balance';
import {
  failure,
  succeed,
  type Failure,
  type FailureCode,
  type Instant,
  type Result,
} from '../../../../shared/base/failure';
import type { Credentials, KeyProbe } from '../../../../shared/portfolio/venue';
import type { RateLimitUse } from '../../../../shared/contract/status-view';
import type { Clock } from '../../../engine/ports/clock';
import type {
  AccountMarks,
  AccountReading,
  OwnTotal,
  PositionsReading,
  ReadableAccount,
  Stop,
  StreamListener,
  UnreadPart,
  ExchangeSession,
  SessionOrders,
} from '../../../engine/ports/exchanges';
import type { Log } from '../../../engine/ports/log';
import { accountMark } from '../common/account-mark';
import { withSignal } from '../../protocol/ccxt/call-context';
import type { KeyState } from '../../protocol/ccxt/key-state';
import { pause, withDeadline } from '../../reading/timers';
import { classifyError } from '../../protocol/failures/classify-failure';
import { isAboutTime, withClockRemedy } from './clock-remedy';
import { ACCOUNT_NAMES, VenueFailure, toFailure } from '../../reading/venue-failure';
import { momentOf } from '../../protocol/limits/rate-budget';
import { takerFee } from '../orders/taker-fee';
import { Backoff } from '../../protocol/streams/backoff';
import { startBalanceStream } from './balance-stream';
import type { VenueRuntime } from '../runtime/venue-runtime';
import { namingPermissions } from '../common/missing-permissions';
import { contentsOf } from '../common/parts';
import type {
  AccountReader,
  BalanceStream,
  UnreadPart as VenuePart,
  VenueAccounts,
} from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';

/**
 * For a whole reading. Each answer has ten seconds of its own; a reading may need several, one after another,
 * and where requests go in order it may have to wait for another one's that hangs.
 */
const READ_TIMEOUT_MS = 30_000;
const PROBE_TIMEOUT_MS = 15_000;
const NO_MARKS: AccountMarks = new Set();
/** With these a venue says that it does not tell this key its account. */
const UNTOLD = new Set<FailureCode>([
  'permission',
  'bad-response',
  'account-not-enabled',
  'unsupported',
  'not-found',
]);

export interface SessionTools {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

/** One set of credentials at one venue. */
export class CcxtSession implements ExchangeSession {
  private readonly key: KeyState;
  private callsOpening: Promise<VenueCalls> | undefined;
  private accountsFinding: Promise<VenueAccounts> | undefined;
  private knownMarks: AccountMarks | undefined;
  private readonly stops = new Set<Stop>();
  private readonly closing = new AbortController();

  constructor(
    private readonly runtime: VenueRuntime,
    private readonly credentials: Credentials,
    private readonly tools: SessionTools,
    private readonly onClosed: () => void,
  ) {
    this.key = runtime.keyState(credentials);
    // Each reading in flight listens, and one refresh makes many.
    setMaxListeners(0, this.closing.signal);
  }

  async accounts(): Promise<Result<readonly ReadableAccount[]>> {
    return this.attempt('its accounts', READ_TIMEOUT_MS, this.closing.signal, async () => {
      const { readers, streams, unread = [] } = await this.findAccountsAgain();
      const streamed = new Set(streams.flatMap((stream) => stream.accountTypes));
      return [
        ...readers.map(({ accountType, source }): ReadableAccount => ({
          accountType,
          source,
          updates: streamed.has(accountType) ? 'stream' : 'polling',
        })),
        ...unread.map(({ accountType }): ReadableAccount => ({
          accountType,
          source: 'nothing',
          updates: 'polling',
        })),
      ];
    });
  }

  async read(accountType: AccountType, signal: AbortSignal): Promise<AccountReading> {
    const what = ACCOUNT_NAMES[accountType];
    const found = await this.attempt(what, READ_TIMEOUT_MS, signal, () => this.findAccounts());
    if (!found.ok) return { outcome: 'failed', failure: found.failure };
    const reader = found.value.readers.find((each) => each.accountType === accountType);
    if (reader === undefined) {
      const { name } = this.runtime.definition.info;
      const known = found.value.unread?.find((each) => each.accountType === accountType);
      const reason = known?.reason ?? `Portolan does not read ${what} at ${name}.`;
      return { outcome: 'unsupported', reason };
    }
    return this.readWith(reader, signal);
  }

  /** Asked until it is answered, then never again: a key stays with its account. */
  async marks(): Promise<Result<AccountMarks>> {
    if (this.knownMarks !== undefined) return succeed(this.knownMarks);
    const { info, account } = this.runtime.definition;
    if (account === undefined) return succeed(NO_MARKS);
    const { signal } = this.closing;
    const id = await this.attempt('its account', PROBE_TIMEOUT_MS, signal, async () =>
      account.ask(await this.calls(), this.credentials),
    );
    if (!id.ok) {
      if (!UNTOLD.has(id.failure.code)) return id;
      if (id.failure.code !== 'bad-response') this.knownMarks = NO_MARKS;
      return succeed(NO_MARKS);
    }
    const marks = id.value === undefined ? [] : [accountMark(account.space ?? info.id, id.value)];
    this.knownMarks = new Set(marks);
    return succeed(this.knownMarks);
  }

  async ownTotal(signal: AbortSignal): Promise<Result<OwnTotal> | undefined> {
    const found = await this.attempt('its accounts', READ_TIMEOUT_MS, signal, () =>
      this.findAccounts(),
    );
    if (!found.ok) return found;
    const reader = found.value.ownTotal;
    if (reader === undefined) return undefined;
    return this.attempt('its own total', READ_TIMEOUT_MS, signal, async () => {
      const total = await reader.read();
      const { source, covers } = reader;
      return { at: this.tools.clock.now(), source, covers, ...total };
    });
  }

  readonly orders: SessionOrders = {
    takerFee: (signal) =>
      this.attempt('its fees', READ_TIMEOUT_MS, signal, async () =>
        takerFee(this.runtime.definition.orders, await this.calls()),
      ),
    withdrawalTerms: async (codes, signal) => {
      const read = this.runtime.definition.orders?.withdrawalTerms;
      if (read === undefined) return undefined;
      return this.attempt('its terms of withdrawal', READ_TIMEOUT_MS, signal, async () =>
        read(await this.calls(), codes),
      );
    },
  };

  async probe(): Promise<Result<KeyProbe>> {
    const { signal } = this.closing;
    const { definition, venueClock } = this.runtime;
    const synchronised = await this.attempt('its clock', PROBE_TIMEOUT_MS, signal, () =>
      this.runtime.synchronise(),
    );
    if (!synchronised.ok) return synchronised;
    const found = await this.attempt('its accounts', PROBE_TIMEOUT_MS, signal, () =>
      this.findAccounts(),
    );
    if (!found.ok) return found;
    const [marks, key, ...readings] = await Promise.all([
      this.marks(),
      this.attempt('the permissions of the key', PROBE_TIMEOUT_MS, signal, async () =>
        definition.permissions(await this.calls()),
      ),
      ...found.value.readers.map((reader) => this.readWith(reader, signal)),
    ]);
    if (!key.ok) return key;
    const accounts = found.value.readers.map(({ accountType }, index) => {
      const reading = readings[index];
      return reading?.outcome === 'failed'
        ? { accountType, readable: false, failure: reading.failure }
        : { accountType, readable: true };
    });
    const reads = accounts.some(({ readable }) => readable) ? 'yes' : 'no';
    const { permissions, ipRestricted } = key.value;
    // Where it could not be asked now it is asked again when the connection is read.
    const [account] = marks.ok ? marks.value : [];
    return succeed({
      at: this.tools.clock.now(),
      permissions: {
        ...permissions,
        read: permissions.read === 'unknown' ? reads : permissions.read,
      },
      ipRestricted,
      accounts,
      clockSkewMs: venueClock.skewMs,
      ...(account === undefined ? {} : { account }),
    });
  }

  watch(listener: StreamListener): Stop {
    const stopping = new AbortController();
    const stops: Stop[] = [];
    const start = async (): Promise<void> => {
      const accounts = await this.findAccountsForStreams(stopping.signal);
      if (accounts === undefined) return;
      const streamed = new Set(accounts.streams.flatMap((stream) => stream.accountTypes));
      for (const { accountType } of accounts.readers)
        if (!streamed.has(accountType)) listener.state(accountType, 'polling');
      for (const stream of accounts.streams) stops.push(this.startStream(stream, listener));
    };
    const started = start();
    const stop: Stop = async () => {
      this.stops.delete(stop);
      stopping.abort();
      await started;
      await Promise.all(stops.map((each) => each()));
    };
    this.stops.add(stop);
    return stop;
  }

  rateLimit(): RateLimitUse {
    const use = this.key.budget.use(momentOf(this.tools.clock));
    return { venue: this.runtime.definition.info.id, ...use };
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([...this.stops].map((stop) => stop()));
    this.onClosed();
  }

  private async readWith(reader: AccountReader, signal: AbortSignal): Promise<AccountReading> {
    const what = ACCOUNT_NAMES[reader.accountType];
    let at: Instant = this.tools.clock.now();
    const [result, positions] = await Promise.all([
      this.attempt(what, READ_TIMEOUT_MS, signal, async () => {
        const contents = contentsOf(await withPermissionNames(reader, () => reader.read()));
        at = this.tools.clock.now();
        return contents;
      }),
      this.readPositions(reader, signal),
    ]);
    if (!result.ok) return { outcome: 'failed', failure: result.failure };
    const { balances, unread = [], receipts = [] } = result.value;
    return {
      outcome: 'read',
      at,
      balances,
      ...(unread.length === 0 ? {} : { unread: unread.map((part) => this.named(reader, part)) }),
      ...(receipts.length === 0 ? {} : { receipts }),
      ...(positions === undefined ? {} : { positions }),
    };
  }

  /** A part that could not be read, with what to do about it. */
  private named(reader: AccountReader, { name, holds, failure }: VenuePart): UnreadPart {
    const { name: venue } = this.runtime.definition.info;
    return {
      name,
      holds,
      failure: toFailure(namingPermissions(failure, reader.permissions), venue, name),
    };
  }

  private readPositions(
    reader: AccountReader,
    signal: AbortSignal,
  ): Promise<PositionsReading> | undefined {
    const { positions } = reader;
    if (positions === undefined) return undefined;
    const what = `the positions of ${ACCOUNT_NAMES[reader.accountType]}`;
    return this.attempt(what, READ_TIMEOUT_MS, signal, () =>
      withPermissionNames(reader, () => positions.read()),
    );
  }

  private calls(): Promise<VenueCalls> {
    this.callsOpening ??= this.runtime
      .open(this.credentials, this.key)
      .then((exchange) => this.runtime.calls(exchange));
    return this.callsOpening;
  }

  /** Found once; a failure is not remembered. */
  private async findAccounts(): Promise<VenueAccounts> {
    this.accountsFinding ??= this.calls().then((calls) => this.runtime.definition.accounts(calls));
    const finding = this.accountsFinding;
    try {
      return await finding;
    } catch (error) {
      if (this.accountsFinding === finding) this.accountsFinding = undefined;
      throw error;
    }
  }

  /** Finds out anew; what was known stays in use when that fails. */
  private async findAccountsAgain(): Promise<VenueAccounts> {
    const known = this.accountsFinding;
    this.accountsFinding = undefined;
    try {
      return await this.findAccounts();
    } catch (error) {
      this.accountsFinding ??= known;
      throw error;
    }
  }

  private startStream(stream: BalanceStream, listener: StreamListener): Stop {
    return startBalanceStream({
      ...this.tools,
      stream,
      listener,
      venueName: this.runtime.definition.info.name,
      secrets: Object.values(this.credentials),
      open: () => this.runtime.open(this.credentials, this.key, stream.options),
    });
  }

  /** Streams start once the accounts are known, which the readings of a refresh find out anyway. */
  private async findAccountsForStreams(signal: AbortSignal): Promise<VenueAccounts | undefined> {
    const backoff = new Backoff(this.tools.random);
    while (!signal.aborted) {
      const found = await this.attempt('its accounts', READ_TIMEOUT_MS, signal, () =>
        this.findAccounts(),
      );
      if (found.ok) return found.value;
      await pause(this.tools.clock, backoff.next(), signal).catch(() => undefined);
    }
    return undefined;
  }

  /** Runs with a deadline; a wrong clock is put right and the request made once more. */
  private async attempt<T>(
    what: string,
    timeoutMs: number,
    signal: AbortSignal,
    run: () => Promise<T>,
  ): Promise<Result<T>> {
    const { name } = this.runtime.definition.info;
    const { clock, log } = this.tools;
    const signals = [signal, this.closing.signal];
    const once = (): Promise<T> =>
      withDeadline(clock, timeoutMs, signals, (inner) => withSignal(inner, run));
    try {
      try {
        return succeed(await once());
      } catch (error) {
        if (!isAboutTime(error)) throw error;
        // Where the venue does not answer for its clock, the refusal is what is told.
        await withDeadline(clock, timeoutMs, signals, () => this.runtime.synchronise()).catch(
          () => {
            throw error;
          },
        );
        return succeed(await once());
      }
    } catch (error) {
      const classified = classifyError(error, Object.values(this.credentials));
      if (classified.code === 'internal') {
        log.error(`${name}: reading ${what} failed`, error);
        return { ok: false, failure: internalFailure(name, what) };
      }
      const failed = withClockRemedy(classified, name, this.runtime.venueClock, clock);
      return { ok: false, failure: toFailure(failed, name, what) };
    }
  }
}

/** Tells the user which permission is missing, in the words of the venue's own key page. */
async function withPermissionNames<T>(reader: AccountReader, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof VenueFailure ? namingPermissions(error, reader.permissions) : error;
  }
}

function internalFailure(name: string, what: string): Failure {
  return failure('internal', toFailure(new VenueFailure('internal'), name, what).message);
}
