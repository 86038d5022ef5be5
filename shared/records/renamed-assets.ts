import { isTokenId, type AssetId } from '../assets/asset';
import { AssetRegistry } from '../assets/asset-registry';
import type { RecordDomain, Records } from './record-domains';
import type { Target } from '../rebalancing/targets';

/** What there was is to be this instead; rows whose id is the asset get another one. */
export interface RenamedRow {
  readonly domain: RecordDomain;
  readonly body: object;
  /** The id of the row that it takes the place of, where that is another. */
  readonly instead?: string;
}

const BUILT_IN = new AssetRegistry();

/**
 * What the user decided about a venue's own code (`KRW@upbit`), which a version before did not know and this
 * one calls something else (`KRW`), as it has to read to stay in force. A code that the user said something
 * about keeps its name, and a row whose new name is taken stays as it is.
 */
export function renamedRows(
  records: Pick<Records, 'asset-override' | 'price-override' | 'target-set'>,
): readonly RenamedRow[] {
  const renamedByUser = new Set(
    records['asset-override'].map(({ venue, code }) => `${code}@${venue}`),
  );
  const nameOf = (asset: AssetId): AssetId =>
    renamedByUser.has(asset) ? asset : presentName(asset);
  const rows: RenamedRow[] = [];

  for (const word of records['asset-override']) {
    const asset = nameOf(word.asset);
    if (asset !== word.asset) rows.push({ domain: 'asset-override', body: { ...word, asset } });
  }
  const priced = new Set(records['price-override'].map(({ asset }) => asset));
  for (const price of records['price-override']) {
    const asset = nameOf(price.asset);
    if (priced.has(asset)) continue;
    priced.add(asset);
    rows.push({ domain: 'price-override', body: { ...price, asset }, instead: price.asset });
  }
  for (const set of records['target-set']) {
    const targets = set.targets.map((target) => renamedTarget(target, nameOf));
    const excluded = unique(set.excluded.map(nameOf));
    const isSame =
      JSON.stringify([targets, excluded]) === JSON.stringify([set.targets, set.excluded]);
    const named = targets.flatMap(assetsOf);
    // Two targets of one asset are no plan: the user has to say which one holds.
    if (isSame || new Set(named).size < named.length) continue;
    rows.push({ domain: 'target-set', body: { ...set, targets, excluded } });
  }
  return rows;
}

/** What a code that was kept apart by its venue is called now, if it is known by now. */
function presentName(asset: AssetId): AssetId {
  const at = asset.lastIndexOf('@');
  if (at <= 0 || isTokenId(asset)) return asset;
  return BUILT_IN.assetOf(asset.slice(at + 1), asset.slice(0, at)).id;
}

function renamedTarget(target: Target, nameOf: (asset: AssetId) => AssetId): Target {
  return target.kind === 'asset'
    ? { ...target, asset: nameOf(target.asset) }
    : { ...target, assets: unique(target.assets.map(nameOf)) };
}

function assetsOf(target: Target): readonly AssetId[] {
  return target.kind === 'asset' ? [target.asset] : target.assets;
}

function unique(assets: readonly AssetId[]): AssetId[] {
  return [...new Set(assets)];
}
