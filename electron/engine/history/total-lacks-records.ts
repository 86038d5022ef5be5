import type { ConnectionService } from '../connections/connection-service';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { RecordsService } from '../records/records-service';
import { lacksRecords, totalBasis } from '../../../shared/records/total-basis';
import type { Snapshot } from '../../../shared/portfolio/snapshot';

export interface TotalLacksOptions {
  readonly records: Pick<RecordsService, 'view'>;
  readonly connections: Pick<ConnectionService, 'list'>;
  readonly portfolio: Pick<LivePortfolio, 'quarantined'>;
}

/** Whether the total of a snapshot may lack what the user made: it is not known, or not understood. */
export function totalLacksRecords(
  { records, connections, portfolio }: TotalLacksOptions,
  { balances }: Pick<Snapshot, 'balances'>,
): boolean {
  return lacksRecords(records.view(), () =>
    totalBasis({
      connections: connections.list(),
      balances,
      prices: balances.map(({ price }) => price),
      quarantine: portfolio.quarantined(),
    }),
  );
}
