import type { AssetIdentity } from '../assets/asset-identity';
import { WatchedWeightsReader } from './drift-watch-weights';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { Clock } from '../ports/clock';
import { driftAlerts } from '../../../shared/rebalancing/drift-alerts';
import { classDrifts } from '../../../shared/rebalancing/drift-board';
import type { TargetSet } from '../../../shared/rebalancing/targets';
import type { ClassDrift } from '../../../shared/rebalancing/rebalance-plan-types';
import type { DriftAlertEntry } from '../../../shared/records/record-bodies';
import { activeTargetSet, type Records } from '../../../shared/records/record-domains';
import type { Settings } from '../../../shared/settings/settings';

/** Drift moves slowly: a burst of changes is one look. */
const COALESCE_MS = 5_000;

export interface DriftWatchOptions {
  readonly portfolio: LivePortfolio;
  readonly identity: AssetIdentity;
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, 'driftAlerts' | 'activeTargetSet'>;
  readonly records: () => Pick<Records, 'target-set' | 'drift-alert'>;
  /** Keeps what was reported, so that a restart does not report it again. */
  readonly remember: (log: readonly DriftAlertEntry[]) => void;
  /** Classes that have left their band since the last look; at least one. */
  readonly onDrift: (rows: readonly ClassDrift[]) => void;
}

/** Tells when a class of the active targets leaves its band. */
export class DriftWatch {
  /** What was reported in this run, also if it could not be kept: without it each look would report it again. */
  #log: readonly DriftAlertEntry[] | undefined;
  #cancel: (() => void) | undefined;
  readonly #unsubscribe: () => void;
  readonly #weights: WatchedWeightsReader;

  constructor(private readonly options: DriftWatchOptions) {
    this.#weights = new WatchedWeightsReader(options.portfolio, options.identity);
    this.#unsubscribe = options.portfolio.onChange(() => this.changed());
  }

  /** The portfolio, the targets or the wish to be told changed. */
  changed(): void {
    if (!this.options.settings().driftAlerts || this.#targets() === undefined) return;
    this.#cancel ??= this.options.clock.after(COALESCE_MS, () => {
      this.#cancel = undefined;
      this.#look();
    });
  }

  close(): void {
    this.#unsubscribe();
    this.#cancel?.();
  }

  #targets(): TargetSet | undefined {
    const { settings, records } = this.options;
    return activeTargetSet(records()['target-set'], settings().activeTargetSet);
  }

  #look(): void {
    const { portfolio, clock, settings, records, remember, onDrift } = this.options;
    const current = records();
    const targets = this.#targets();
    // While venues are still being read, what has answered first would seem to be everything.
    if (targets === undefined || !settings().driftAlerts || !portfolio.settled) return;
    const { nets, ...known } = this.#weights.read(targets);
    const drifts = classDrifts({ ...known, targets }, nets);
    const logged = this.#log ?? current['drift-alert'];
    const others = logged.filter(
      ({ targetSet }) =>
        targetSet !== targets.id && current['target-set'].some(({ id }) => id === targetSet),
    );
    const before = logged.filter((entry) => entry.targetSet === targets.id);
    const { states, alerts } = driftAlerts(
      drifts,
      before.map(({ classId, outside, toldAt }) => ({
        classId,
        outside,
        ...(toldAt === undefined ? {} : { toldAt }),
      })),
      clock.now(),
    );
    const log = [...others, ...states.map((state) => ({ targetSet: targets.id, ...state }))];
    this.#log = log;
    if (JSON.stringify(log) !== JSON.stringify(current['drift-alert'])) remember(log);
    if (alerts.length > 0) onDrift(alerts);
  }
}

/**
 * One class in a sentence, several in one: `BTC is 6.2 points over its target: 46.2 % instead of 40 %. See
 * Rebalance.`
 */
export function driftWords(rows: readonly ClassDrift[]): string {
  const [only] = rows;
  if (only !== undefined && rows.length === 1) {
    const { name, drift, current, target } = only;
    const side = drift.isNegative() ? 'under' : 'over';
    return `${name} is ${drift.abs().toFixed(1)} points ${side} its target: ${current.toFixed(1)} % instead of ${target.toDecimalPlaces(1).toFixed()} %. See Rebalance.`;
  }
  const list = rows.map(
    ({ name, drift }) =>
      `${name} (${drift.isNegative() ? '−' : '+'}${drift.abs().toFixed(1)} points)`,
  );
  return `${rows.length} classes have left their bands: ${list.join(', ')}. See Rebalance.`;
}
