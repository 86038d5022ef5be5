import type { PointStatus } from '../../../shared/history/series';

/** From best to worst, as the database holds them, so that `max` gives the worst. */
const RANK: Readonly<Record<PointStatus, number>> = {
  complete: 0,
  carried: 1,
  reconstructed: 2,
  partial: 3,
};

const BY_RANK = new Map(
  Object.entries(RANK).map(([status, rank]) => [rank, status as PointStatus]),
);

export function statusRank(status: PointStatus): number {
  return RANK[status];
}

export function statusOfRank(rank: number): PointStatus {
  const status = BY_RANK.get(rank);
  if (status === undefined) throw new RangeError(`no point status has rank ${rank}`);
  return status;
}
