import type { SnapshotEntry } from './entry';

/**
 * The rates of a point as they stand in its row: `{"EUR": "1.0852", "gaps": {"EUR": "-0.12"}}`. The gaps are beside
 * the rates, so that aggregates over the rates have those of the same point, and no query looks anywhere else. They are
 * `{}` where the total is more by nothing, and absent where a version did not tell.
 */
export function storedRates({
  rates,
  gaps,
}: Pick<SnapshotEntry, 'rates' | 'gaps'>): string | undefined {
  return rates && JSON.stringify(gaps === undefined ? rates : { ...rates, gaps });
}
