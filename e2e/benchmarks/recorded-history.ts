import type { Store } from '../../electron/store/history/store';
import { openHistory } from '../../electron/store/process/open-history';
import { noteChanged, refreshChanged } from '../../electron/store/maintenance/aggregates';
import { checkpoint } from '../../electron/store/engines/embedded/checkpoint';
import { compressChunk, dueChunks } from '../../electron/store/maintenance/compression';
import { readPortfolioTotals } from '../../electron/store/queries/totals';
import { toTimestamp } from '../../electron/store/sql/instant';
import type { SqlEngine } from '../../electron/store/sql/sql-engine';
import type { HistoryQuery, HistorySeries } from '../../shared/history/series';
import { makeDataFolder, removeDataFolder } from '../harness/data-folder';

export const MINUTE_MS = 60_000;
export const DAY_MS = 1440 * MINUTE_MS;
export const PORTFOLIO = 'main';
/** The instant up to which the history is recorded; fixed, so that each run asks the same. */
export const RECORDED_UNTIL = Date.UTC(2026, 0, 15, 12);
const YEARS = 5;
export const RECORDED_FROM = RECORDED_UNTIL - YEARS * 365 * DAY_MS;
/** Minutes recorded, both ends among them. */
export const RECORDED_MINUTES = (RECORDED_UNTIL - RECORDED_FROM) / MINUTE_MS + 1;
const DAYS_AT_ONCE = 90;
/** So much of the end is written as the running app writes it. */
const WRITTEN_MINUTES = 1440;

/** A history that is measured, wherever it is kept. */
export interface MeasuredHistory {
  totals(query: HistoryQuery): Promise<HistorySeries>;
  /** Does work on the database itself, in its turn. */
  inspect<T>(work: (engine: SqlEngine) => Promise<T>): Promise<T>;
}

/** The total of a minute in dollars: two digits after the point, from 100,000 up. */
export const totalOf = (at: number): string => {
  const cents = (((at - RECORDED_FROM) / MINUTE_MS) * 7919) % 2_000_003;
  return `${100_000 + Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
};

/**
 * Does work with five years of recorded minutes in a folder of its own, compressed and aggregated as they
 * are after years of running. It is opened anew before, so that nothing is warm.
 */
export async function withRecordedHistory(
  work: (history: MeasuredHistory) => Promise<void>,
): Promise<void> {
  const directory = await makeDataFolder();
  try {
    const recording = await openStore(directory);
    try {
      await recordYears(recording);
    } finally {
      await recording.close();
    }
    const store = await openStore(directory);
    try {
      await work({
        totals: (query) =>
          store.read((session) => readPortfolioTotals(session, { portfolio: PORTFOLIO, ...query })),
        inspect: (inspected) => store.inspect(inspected),
      });
    } finally {
      await store.close();
    }
  } finally {
    await removeDataFolder(directory);
  }
}

function openStore(directory: string): Promise<Store> {
  return openHistory({
    directory,
    log: () => undefined,
    now: () => RECORDED_UNTIL,
    onWaiting: () => undefined,
    onFatal: (error) => {
      throw error;
    },
  });
}

/** In bulk, since an entry for each minute would take far longer than what is measured. */
async function recordYears(store: Store): Promise<void> {
  const writtenFrom = RECORDED_UNTIL - (WRITTEN_MINUTES - 1) * MINUTE_MS;
  for (let from = RECORDED_FROM; from < writtenFrom; from += DAYS_AT_ONCE * DAY_MS) {
    const to = Math.min(from + DAYS_AT_ONCE * DAY_MS, writtenFrom) - MINUTE_MS;
    await store.inspect((engine) => recordSpan(engine, from, to));
  }
  await store.write({
    kind: 'totals-recorded',
    portfolio: PORTFOLIO,
    points: Array.from({ length: WRITTEN_MINUTES }, (_, minute) => {
      const at = writtenFrom + minute * MINUTE_MS;
      return { at, totalUsd: totalOf(at), status: 'complete' };
    }),
  });
  await store.inspect((engine) => refreshChanged(engine, RECORDED_UNTIL));
  for (const chunk of await store.inspect((engine) => dueChunks(engine, RECORDED_UNTIL)))
    await store.inspect((engine) => compressChunk(engine, chunk));
  await store.inspect(checkpoint);
}

/** The same totals as {@link totalOf} gives, computed by the database. */
async function recordSpan(engine: SqlEngine, from: number, to: number): Promise<void> {
  await engine.transaction(async (sql) => {
    await sql.query(
      `insert into portfolio_point (portfolio, installation, at, total_usd, status)
       select $1, (select id from installation limit 1), at,
         100000 + (extract(epoch from at - $2::timestamptz)::bigint / 60 * 7919 % 2000003)::numeric / 100,
         0
       from generate_series($3::timestamptz, $4::timestamptz, interval '1 minute') as at`,
      [PORTFOLIO, toTimestamp(RECORDED_FROM), toTimestamp(from), toTimestamp(to)],
    );
    await noteChanged(sql, { from, to }, RECORDED_UNTIL);
  });
  await checkpoint(engine);
}
