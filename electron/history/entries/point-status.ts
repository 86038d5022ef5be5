import type { PointStatus } from '../../../shared/history/series';

/** From best to worst: the index is what the database holds, so that `max` gives the worst. */
const BY_RANK: readonly PointStatus[] = ['complete', 'carried', 'reconstructed'];

export function statusRank(status: PointStatus): number {
  return BY_RANK.indexOf(status);
}

export function statusOfRank(rank: number): PointStatus {
  const status = BY_RANK[rank];
  if (status === undefined) throw new RangeError(`no point status has rank ${rank}`);
  return status;
}
