import type { PortfolioState } from '../../../shared/contract/portfolio-view';
import type { Connection } from '../../../shared/portfolio/venue';
import type { Records } from '../../../shared/records/record-domains';
import type { Settings } from '../../../shared/settings/settings';

/** What the first screen needs before the database has opened. Holds no secrets. */
export interface StartupState {
  readonly settings: Settings;
  readonly records: Records;
  readonly connections: readonly Connection[];
  readonly portfolio: PortfolioState;
}

/** A copy of the last state for a fast start. The database stays the truth. */
export interface StartupCache {
  /** `undefined` when there is none, or none that can be read. */
  read(): StartupState | undefined;
  /** Replaces it as a whole or not at all. */
  write(state: StartupState): Promise<void>;
}
