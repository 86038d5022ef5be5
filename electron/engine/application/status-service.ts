import type { ClockWatch } from '../clock/clock-watch';
import type { Collector } from '../connections/collector';
import type { ConnectionService } from '../connections/connection-service';
import type { KeychainWatch } from '../connections/keychain-watch';
import type { Clock } from '../ports/clock';
import type { DatabaseState } from '../ports/history';
import type { PriceFeed } from '../pricing/price-feed';
import type { StatusView } from '../../../shared/contract/status-view';

/** The strip need not follow every single step. */
const COALESCE_MS = 200;

export interface StatusSources {
  readonly collector: Collector;
  readonly prices: PriceFeed;
  readonly history: Pick<DatabaseState, 'status'>;
  readonly keychain: Pick<KeychainWatch, 'status'>;
  readonly connections: Pick<ConnectionService, 'listStatus' | 'keysToDelete'>;
  readonly clockWatch: Pick<ClockWatch, 'verdict'>;
}

/** Puts together what the status strip shows, and tells when it changed. */
export class StatusService {
  #cancel: (() => void) | undefined;
  #last = '';

  constructor(
    private readonly sources: StatusSources,
    private readonly clock: Clock,
    private readonly publish: (status: StatusView) => void,
  ) {}

  current(): StatusView {
    const { collector, prices, history, keychain, connections, clockWatch } = this.sources;
    const { verdict } = clockWatch;
    return {
      refresh: collector.refreshStatus(),
      streams: collector.streams(),
      rateLimits: collector.rateLimits(),
      prices: prices.status(),
      database: history.status(),
      keychain: keychain.status,
      keysToDelete: connections.keysToDelete,
      connections: connections.listStatus,
      ...(verdict.state === 'wrong'
        ? { clock: { reason: verdict.reason, hint: verdict.hint } }
        : {}),
    };
  }

  /** Something of it may have changed. */
  changed(): void {
    this.#cancel ??= this.clock.after(COALESCE_MS, () => {
      this.#cancel = undefined;
      const status = this.current();
      const text = JSON.stringify(status);
      if (text === this.#last) return;
      this.#last = text;
      this.publish(status);
    });
  }

  close(): void {
    this.#cancel?.();
  }
}
