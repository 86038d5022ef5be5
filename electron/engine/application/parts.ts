import type { StatusView } from '../../../shared/contract/status-view';
import { createCacheWriter, type CacheWriter, type CacheWriterOptions } from './cache-writer';
import { createOpening, type Opening, type OpeningOptions } from './opening';
import { StatusService, type StatusSources } from './status-service';
import type { Clock } from '../ports/clock';

export type ApplicationNeeds = CacheWriterOptions &
  OpeningOptions &
  StatusSources & {
    readonly clock: Clock;
    readonly publishStatus: (status: StatusView) => void;
  };

export interface ApplicationParts {
  readonly cacheWriter: CacheWriter;
  readonly opening: Opening;
  readonly status: StatusService;
}

/** How a run begins, what it leaves for the next one to paint, and how all stands. */
export function applicationParts(needs: ApplicationNeeds): ApplicationParts {
  return {
    cacheWriter: createCacheWriter(needs),
    opening: createOpening(needs),
    status: new StatusService(needs, needs.clock, needs.publishStatus),
  };
}
