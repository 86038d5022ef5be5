import {
  bucketSource,
  bucketStart,
  bucketWidth,
  type BucketSource,
} from '../../electron/store/queries/bucket-width';
import { toTimestamp } from '../../electron/store/sql/instant';
import { integer } from '../../electron/store/sql/sql-engine';
import { report, requireThat } from './figures';
import {
  DAY_MS,
  PORTFOLIO,
  RECORDED_FROM,
  RECORDED_MINUTES,
  RECORDED_UNTIL,
  totalOf,
  withRecordedHistory,
  type MeasuredHistory,
} from './recorded-history';

/**
 * What the growth chart asks for over five years of recorded minutes, in the embedded database: the last
 * month, year and five years as at most 600 points, the first time and again. The floor is the database
 * counting the very rows that the points are made of.
 */
const MOST_POINTS = 600;
const RUNS = 40;
const RANGES = [
  { name: '1 month', ms: 30 * DAY_MS },
  { name: '1 year', ms: 365 * DAY_MS },
  { name: '5 years', ms: RECORDED_UNTIL - RECORDED_FROM },
];
/** A chart follows a click at once if it is there within a tenth of a second. */
const P50_MOST_TIMES_A_COUNT = 4;
const P95_TARGET_MS = 100;
/** The first one after an opening, when nothing was read before: still felt as an answer to the click. */
const FIRST_TARGET_MS = 250;

const COLUMN: Readonly<Record<BucketSource, string>> = {
  portfolio_point: 'at',
  portfolio_hour: 'bucket',
  portfolio_day: 'bucket',
};

/** Counts the rows that a range is read from, by statement alone. */
function countRows(history: MeasuredHistory, from: number, to: number): Promise<number> {
  const width = bucketWidth(from, to, MOST_POINTS);
  const source = bucketSource(width);
  const at = COLUMN[source];
  return history.inspect(async (engine) => {
    const [row] = await engine.query(
      `select count(*)::text as rows from ${source}
       where portfolio = $1 and ${at} >= $2::timestamptz and ${at} < $3::timestamptz`,
      [
        PORTFOLIO,
        toTimestamp(bucketStart(from, width)),
        toTimestamp(bucketStart(to, width) + width),
      ],
    );
    return row === undefined ? 0 : integer(row, 'rows');
  });
}

async function millisecondsOf<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const startedAt = performance.now();
  const result = await work();
  return { ms: performance.now() - startedAt, result };
}

async function measure(history: MeasuredHistory, name: string, rangeMs: number): Promise<void> {
  const [from, to] = [RECORDED_UNTIL - rangeMs, RECORDED_UNTIL];
  const ask = () => history.totals({ from, to, maxPoints: MOST_POINTS });
  const first = await millisecondsOf(ask);
  const firstCount = await millisecondsOf(() => countRows(history, from, to));
  const times: number[] = [];
  const counts: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { ms, result } = await millisecondsOf(ask);
    times.push(ms);
    requireThat(
      result.points.length <= MOST_POINTS && result.points.length > MOST_POINTS / 4,
      `${name}: a chart has enough points, and not too many: ${result.points.length}`,
    );
    requireThat(
      result.points.at(-1)?.totalUsd === totalOf(RECORDED_UNTIL),
      `${name}: the last point is the last total`,
    );
    const { ms: countMs, result: rows } = await millisecondsOf(() => countRows(history, from, to));
    counts.push(countMs);
    requireThat(rows >= result.points.length, `${name}: there are rows behind the points: ${rows}`);
  }
  const floor = { name: 'counting the same rows', values: counts, paired: true };
  report({
    name: `${name} of minutes as a chart`,
    unit: 'ms',
    values: times,
    floor,
    target: { of: 'ratio', most: P50_MOST_TIMES_A_COUNT },
  });
  report({
    name: `${name} of minutes as a chart`,
    unit: 'ms',
    values: times,
    by: 'p95',
    floor: { name: floor.name, values: counts },
    target: { of: 'value', most: P95_TARGET_MS },
  });
  report({
    name: `${name} of minutes as a chart, asked for the first time`,
    unit: 'ms',
    values: [first.ms],
    // Already warm by then: a floor of what comes first is lower still.
    floor: { name: 'counting the same rows after it', values: [firstCount.ms, ...counts] },
    target: { of: 'value', most: FIRST_TARGET_MS },
  });
}

const prepared = performance.now();
await withRecordedHistory(async (history) => {
  report({
    name: 'recording and compressing five years of minutes',
    unit: 's',
    values: [(performance.now() - prepared) / 1000],
  });
  for (const { name, ms } of RANGES) await measure(history, name, ms);
  const recorded = await history.inspect(async (engine) => {
    const [row] = await engine.query(
      'select count(*)::text as rows from portfolio_point where portfolio = $1',
      [PORTFOLIO],
    );
    return row === undefined ? 0 : integer(row, 'rows');
  });
  requireThat(recorded === RECORDED_MINUTES, `every minute is recorded: ${recorded}`);
});
