import type { AccountType } from '../../../shared/portfolio/balance';
import { failure, succeed, type Failure, type Result } from '../../../shared/base/failure';
import type { KeyProbe } from '../../../shared/portfolio/venue';
import type { RateLimitUse } from '../../../shared/contract/status-view';
import type { Chain } from '../../../shared/chains/chain';
import { heldOnly } from '../reading/balances';
import { withDeadline } from '../reading/timers';
import { ACCOUNT_NAMES, toFailure, VenueFailure } from '../reading/venue-failure';
import type { Clock } from '../../engine/ports/clock';
import type {
  AccountMarks,
  AccountReading,
  ReadableAccount,
  Stop,
  StreamListener,
  VenueSession,
} from '../../engine/ports/exchanges';
import type { Log } from '../../engine/ports/log';
import type { ChainReader } from './chain-reader';
import { shortenAddress } from './shorten-address';

/** For what asks nobody: loading a family. */
const OPENING_TIMEOUT_MS = 25_000;
/** Readings wait for their turn, and have a time-out of their own from then on; this ends any other. */
const READING_TIMEOUT_MS = 15 * 60_000;

export interface WalletSessionOptions {
  readonly chain: Chain;
  /** As the user gave it. */
  readonly address: string;
  /** Loads the chain's family; called until it succeeds, then never again. */
  readonly openReader: () => Promise<ChainReader>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onClosed: () => void;
}

interface Watched {
  readonly reader: ChainReader;
  /** As the chain writes it. */
  readonly address: string;
}

/** One watched wallet on one chain: one account, which can only be read. */
export class WalletSession implements VenueSession {
  readonly #options: WalletSessionOptions;
  readonly #closing = new AbortController();
  #opening: Promise<ChainReader> | undefined;

  constructor(options: WalletSessionOptions) {
    this.#options = options;
  }

  async accounts(): Promise<Result<readonly ReadableAccount[]>> {
    return this.#attempt(this.#closing.signal, OPENING_TIMEOUT_MS, async () => {
      const { source } = (await this.#watched()).reader;
      return [{ accountType: 'wallet', source, updates: 'polling' }];
    });
  }

  async probe(): Promise<Result<KeyProbe>> {
    const { signal } = this.#closing;
    const watched = await this.#attempt(signal, OPENING_TIMEOUT_MS, () => this.#watched());
    if (!watched.ok) return watched;
    const reading = await this.read('wallet', signal);
    const failed = reading.outcome === 'failed' ? { failure: reading.failure } : {};
    return succeed({
      at: this.#options.clock.now(),
      permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
      ipRestricted: 'no',
      accounts: [{ accountType: 'wallet', readable: reading.outcome === 'read', ...failed }],
      clockSkewMs: 0,
      watches: shortenAddress(watched.value.address),
    });
  }

  async marks(): Promise<Result<AccountMarks>> {
    const { chain } = this.#options;
    return this.#attempt(this.#closing.signal, OPENING_TIMEOUT_MS, async () => {
      const { reader, address } = await this.#watched();
      return new Set([...(await reader.addresses(address))].map((one) => markOf(chain, one)));
    });
  }

  async read(accountType: AccountType, signal: AbortSignal): Promise<AccountReading> {
    const { chain, clock } = this.#options;
    if (accountType !== 'wallet') {
      const reason = `A wallet on ${chain.name} has no ${ACCOUNT_NAMES[accountType].replace(/^the /, '')}.`;
      return { outcome: 'unsupported', reason };
    }
    const watched = await this.#attempt(signal, OPENING_TIMEOUT_MS, () => this.#watched());
    if (!watched.ok) return { outcome: 'failed', failure: watched.failure };
    const { reader, address } = watched.value;
    let at = clock.now();
    const balances = await this.#attempt(signal, READING_TIMEOUT_MS, async (inner) => {
      const read = await reader.read(address, inner);
      at = clock.now();
      return heldOnly(read);
    });
    if (!balances.ok) return { outcome: 'failed', failure: balances.failure };
    const reach = reader.reach?.(address);
    const marks = await this.marks();
    return {
      outcome: 'read',
      at,
      balances: balances.value,
      ...(reach === undefined ? {} : { reach }),
      ...(marks.ok ? { marks: marks.value } : {}),
    };
  }

  watch(listener: StreamListener): Stop {
    listener.state('wallet', 'polling');
    return async () => undefined;
  }

  /** Servers of chains publish no budget: what they refuse is a failure, and another one is asked. */
  rateLimit(): RateLimitUse {
    return { venue: this.#options.chain.id, used: 0 };
  }

  close(): Promise<void> {
    this.#closing.abort();
    this.#options.onClosed();
    return Promise.resolve();
  }

  async #watched(): Promise<Watched> {
    const opening = (this.#opening ??= this.#options.openReader());
    try {
      const reader = await opening;
      const address = reader.check(this.#options.address);
      if (address instanceof VenueFailure) throw address;
      return { reader, address };
    } catch (error) {
      if (this.#opening === opening) this.#opening = undefined;
      throw error;
    }
  }

  async #attempt<T>(
    signal: AbortSignal,
    timeoutMs: number,
    run: (signal: AbortSignal) => Promise<T>,
  ): Promise<Result<T>> {
    const { chain, clock, log } = this.#options;
    try {
      const signals = [signal, this.#closing.signal];
      return succeed(await withDeadline(clock, timeoutMs, signals, run));
    } catch (error) {
      if (!(error instanceof VenueFailure))
        log.error(`${chain.name}: reading a wallet failed`, error);
      return { ok: false, failure: walletFailure(error, chain.name) };
    }
  }
}

/** By chain, since the same address has other coins on another chain. */
export function markOf({ caip2 }: Pick<Chain, 'caip2'>, address: string): string {
  return `${caip2}:${address}`;
}

/** What the user sees of a failure; a defect shows nothing of itself. */
export function walletFailure(error: unknown, name: string): Failure {
  if (!(error instanceof VenueFailure))
    return toFailure(new VenueFailure('internal'), name, ACCOUNT_NAMES.wallet);
  if (error.code !== 'invalid-input') return toFailure(error, name, ACCOUNT_NAMES.wallet);
  const { hint } = error.extra;
  return failure(
    'invalid-input',
    `Portolan cannot watch this wallet on ${name}: ${error.detail ?? 'it is no address there'}.`,
    hint === undefined ? {} : { hint },
  );
}
