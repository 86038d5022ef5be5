import type { ConnectionService } from '../connections/connection-service';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { Log } from '../ports/log';
import type { StartupCache } from '../ports/startup-cache';
import type { RecordsService } from '../records/records-service';
import type { SettingsService } from '../settings/settings-service';
import type { PortfolioState } from '../../../shared/contract/portfolio-view';
import type { ConnectionId } from '../../../shared/base/ids';

export interface CacheWriterOptions {
  readonly cache: StartupCache;
  readonly settings: Pick<SettingsService, 'current'>;
  readonly records: Pick<RecordsService, 'current'>;
  readonly connections: Pick<ConnectionService, 'list' | 'listStatus'>;
  readonly portfolio: Pick<LivePortfolio, 'state'>;
  readonly log: Log;
}

export interface CacheWriter {
  /** Writes what the next start paints first, of accounts that are connected and enabled. */
  write(): Promise<void>;
  /** Takes what was read of a connection out, and keeps it out until {@link again}. */
  forget(id: ConnectionId): Promise<void>;
  /** What is in the portfolio of that connection is its own from now on. */
  again(id: ConnectionId): Promise<void>;
}

/** A cache that cannot be written costs the next first paint, and nothing else. */
export function createCacheWriter(options: CacheWriterOptions): CacheWriter {
  const { cache, settings, records, connections, portfolio, log } = options;
  const without = new Set<ConnectionId>();

  async function write(): Promise<void> {
    // An empty list that is only unknown must not pass for one.
    if (connections.listStatus.state !== 'known') return;
    const list = connections.list();
    const shown = new Set(
      list.filter(({ id, enabled }) => enabled && !without.has(id)).map(({ id }) => id),
    );
    try {
      await cache.write({
        settings: settings.current,
        records: records.current,
        connections: list,
        portfolio: portfolioOf(portfolio.state(), shown),
      });
    } catch (error) {
      log.error('the portfolio could not be cached for the next start', error);
    }
  }

  return {
    write,
    forget: (id) => {
      without.add(id);
      return write();
    },
    again: (id) => {
      without.delete(id);
      return write();
    },
  };
}

/**
 * A state with what was read of some connections only. Its totals stay: they are added up anew when it is
 * restored.
 */
export function portfolioOf(state: PortfolioState, ids: ReadonlySet<ConnectionId>): PortfolioState {
  const isShown = (one: { readonly connectionId: ConnectionId }): boolean =>
    ids.has(one.connectionId);
  return {
    ...state,
    balances: Object.fromEntries(
      Object.entries(state.balances).filter(([, balance]) => isShown(balance)),
    ),
    positions: state.positions.filter(isShown),
    quarantine: state.quarantine.filter(isShown),
    coverage: state.coverage.filter(isShown),
    crossChecks: state.crossChecks.filter(isShown),
  };
}
