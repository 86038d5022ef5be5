import { alertsHandlers } from './engine/alerts/handlers';
import type { NoticeBoard } from './engine/alerts/notice-board';
import { applicationHandlers, type ApplicationHandlerNeeds } from './engine/application/handlers';
import type { ChainSettings } from './engine/assets/chain-settings';
import { assetsHandlers } from './engine/assets/handlers';
import { connectionsHandlers, type ConnectionsHandlerNeeds } from './engine/connections/handlers';
import type { DemoService } from './engine/demo/demo-service';
import { demoHandlers } from './engine/demo/handlers';
import { historyHandlers, type HistoryHandlerNeeds } from './engine/history/handlers';
import { portfolioHandlers } from './engine/portfolio/handlers';
import type { LivePortfolio } from './engine/portfolio/live-portfolio';
import type { ExchangeGateway } from './engine/ports/exchanges';
import { pricingHandlers } from './engine/pricing/handlers';
import type { PriceFeed } from './engine/pricing/price-feed';
import { rebalancingHandlers, type RebalancingHandlerNeeds } from './engine/rebalancing/handlers';
import { recordsHandlers } from './engine/records/handlers';
import type { RecordsService } from './engine/records/records-service';
import type { UserRecords } from './engine/records/user-records';
import { settingsHandlers } from './engine/settings/handlers';
import type { SettingsService } from './engine/settings/settings-service';
import type { Handlers } from '../shared/contract/contract';

/** What the page's calls are answered with. */
export interface HandlerNeeds
  extends
    ApplicationHandlerNeeds,
    ConnectionsHandlerNeeds,
    HistoryHandlerNeeds,
    RebalancingHandlerNeeds {
  readonly portfolio: LivePortfolio;
  readonly demo: DemoService;
  readonly settings: SettingsService;
  readonly records: RecordsService;
  readonly userRecords: UserRecords;
  readonly prices: PriceFeed;
  readonly chains: ChainSettings;
  readonly notices: NoticeBoard;
  readonly gateway: ExchangeGateway;
}

/** Joins what each room answers: a call that no room answers does not compile. */
export function createHandlers(needs: HandlerNeeds): Handlers {
  const { portfolio, demo, settings, records, userRecords, prices, chains, notices } = needs;
  return {
    ...applicationHandlers(needs),
    ...portfolioHandlers(portfolio),
    ...connectionsHandlers(needs),
    ...demoHandlers(demo),
    ...historyHandlers(needs),
    ...settingsHandlers(settings),
    ...recordsHandlers(records),
    ...pricingHandlers(prices, userRecords),
    ...assetsHandlers(chains, userRecords),
    ...alertsHandlers(notices, userRecords),
    ...rebalancingHandlers(needs),
  };
}
