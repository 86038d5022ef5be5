import type { ConnectionService } from './connection-service';
import type { LivePortfolio } from './live-portfolio';
import type { Log } from './ports/log';
import type { StartupCache } from './ports/startup-cache';
import type { RecordsService } from './records-service';
import type { SettingsService } from './settings-service';
import type { PortfolioState } from '../../shared/ipc/portfolio-view';
import type { ConnectionId } from '../../shared/portfolio/balance';

export interface CacheWriterOptions {
  readonly cache: StartupCache;
  readonly settings: Pick<SettingsService, 'current'>;
  readonly records: Pick<RecordsService, 'current'>;
  readonly connections: Pick<ConnectionService, 'list' | 'listStatus'>;
  readonly portfolio: Pick<LivePortfolio, 'state'>;
  readonly log: Log;
}

/**
 * Writes what the next start paints first, without the balances of one connection if one is named. A cache
 * that cannot be written costs the next first paint, and nothing else.
 */
export function createCacheWriter(
  options: CacheWriterOptions,
): (without?: ConnectionId) => Promise<void> {
  const { cache, settings, records, connections, portfolio, log } = options;
  return async (without) => {
    // An empty list that is only unknown must not pass for one.
    if (connections.listStatus.state !== 'known') return;
    const state = portfolio.state();
    try {
      await cache.write({
        settings: settings.current,
        records: records.current,
        connections: connections.list(),
        portfolio: without === undefined ? state : portfolioWithout(state, without),
      });
    } catch (error) {
      log.error('the portfolio could not be cached for the next start', error);
    }
  };
}

/** A state without what was read of one connection. Its totals stay: they are added up anew when it is restored. */
export function portfolioWithout(state: PortfolioState, id: ConnectionId): PortfolioState {
  const isOther = (one: { readonly connectionId: ConnectionId }): boolean =>
    one.connectionId !== id;
  return {
    ...state,
    balances: Object.fromEntries(
      Object.entries(state.balances).filter(([, balance]) => isOther(balance)),
    ),
    positions: state.positions.filter(isOther),
    quarantine: state.quarantine.filter(isOther),
    coverage: state.coverage.filter(isOther),
    crossChecks: state.crossChecks.filter(isOther),
  };
}
