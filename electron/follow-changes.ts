import type { CapWatch } from './engine/alerts/cap-watch';
import { walletSettings } from './engine/assets/chain-settings';
import type { AssetIdentity } from './engine/assets/asset-identity';
import type { Collector } from './engine/connections/collector';
import type { DriftWatch } from './engine/rebalancing/drift-watch';
import type { LivePortfolio } from './engine/portfolio/live-portfolio';
import type { Opening } from './engine/application/opening';
import type { PriceFeed } from './engine/pricing/price-feed';
import type { RecordsService } from './engine/records/records-service';
import type { SnapshotWriter } from './engine/history/snapshot-writer';
import type { SettingsService } from './engine/settings/settings-service';
import type { Surroundings } from './surroundings';
import type { VenueId } from '../shared/base/ids';
import type { RecordDomain } from '../shared/records/record-domains';

export interface ChangeFollowers {
  readonly settings: SettingsService;
  readonly records: RecordsService;
  readonly identity: AssetIdentity;
  readonly portfolio: LivePortfolio;
  readonly prices: PriceFeed;
  readonly collector: Collector;
  readonly capWatch: CapWatch;
  readonly driftWatch: DriftWatch;
  readonly opening: Opening;
  readonly isChain: (venue: VenueId) => boolean;
  readonly writer: Pick<SnapshotWriter, 'recordSoon'>;
  readonly publish: Surroundings['publish'];
  readonly applySettings: Surroundings['applySettings'];
}

/** A change of these may make the total another without any gain. */
const COUNTING: readonly RecordDomain[] = [
  'manual-holding',
  'price-override',
  'token-decision',
  'asset-override',
  'added-token',
];

/** Tells the services and the page what a changed preference or record means for them. */
export function followChanges(followers: ChangeFollowers): void {
  const { settings, driftWatch, prices, collector, publish, applySettings } = followers;
  settings.onChange((understood) => {
    const { settings: current } = understood;
    driftWatch.changed();
    // The rate of the currency that values are shown in may be a new one.
    prices.priceNow();
    collector.setInterval(current.refreshMinutes * 60_000);
    applySettings(current);
    publish('settingsChanged', understood);
  });
  followRecords(followers);
}

function followRecords(followers: ChangeFollowers): void {
  const { records, identity, portfolio, prices, collector, isChain } = followers;
  const { capWatch, driftWatch, opening, writer, publish } = followers;
  let walletsBefore = JSON.stringify(walletSettings(records.current));
  records.onChange((patch, changed) => {
    const { current } = records;
    const { meanings, decisions } = identity.follow(current);
    if (meanings || decisions) {
      portfolio.identify();
      prices.identify();
    }
    // Rows of one asset were added up: only a new reading can tell them apart again.
    if (meanings) void collector.readAgain(() => true);
    const walletsNow = JSON.stringify(walletSettings(current));
    if (walletsNow !== walletsBefore) void collector.readAgain(({ venue }) => isChain(venue));
    walletsBefore = walletsNow;
    if (changed.has('venue-cap')) capWatch.setCaps(current['venue-cap']);
    if (changed.has('price-override')) prices.setOverrides(current['price-override']);
    if (changed.has('target-set')) driftWatch.changed();
    if (COUNTING.some((domain) => changed.has(domain))) writer.recordSoon();
    publish('recordsChanged', patch);
    opening.lookAgain();
  });
}
