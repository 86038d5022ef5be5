import type { SqlSession, SqlValue } from '../sql/sql-engine';
import { toTimestamp } from '../sql/instant';
import { applyScope } from './apply-scope';
import type { BalanceChanges, BreakdownRow, RecordedCell, SnapshotEntry } from '../entries/entry';
import { statusRank } from '../entries/point-status';
import { storedRates } from '../entries/stored-rates';

/** Portfolio, installation and instant: the first three parameters of every statement here. */
type PointKey = readonly [string, string, string];

/** Writes the point of a snapshot and, where they changed, its coverage, balances and breakdown. */
export async function applySnapshot(
  sql: SqlSession,
  installation: string,
  entry: SnapshotEntry,
): Promise<void> {
  const key: PointKey = [entry.portfolio, installation, toTimestamp(entry.at)];
  await applyScope(sql, installation, entry);
  await writePoint(sql, key, entry);
  const rates = storedRates(entry);
  if (rates !== undefined) await writeRates(sql, key, rates);
  if (entry.coverage !== undefined) await writeCoverage(sql, key, entry.coverage);
  await writeBalances(sql, key, entry.balances);
  if (entry.breakdown !== undefined) await writeBreakdown(sql, key, entry.breakdown);
}

async function writePoint(sql: SqlSession, key: PointKey, entry: SnapshotEntry): Promise<void> {
  const values: readonly SqlValue[] = [
    entry.totalUsd,
    statusRank(entry.status),
    entry.liveUsd,
    entry.stalePriceUsd,
    entry.carriedUsd,
    entry.pegAssumedUsd,
    entry.manualUsd,
    entry.unpricedBalances,
  ];
  await sql.query(
    `insert into portfolio_point (portfolio, installation, at, total_usd, status,
       live_usd, stale_price_usd, carried_usd, peg_assumed_usd, manual_usd, unpriced_balances)
     values ($1, $2::uuid, $3::timestamptz, $4::numeric, $5::smallint,
       $6::numeric, $7::numeric, $8::numeric, $9::numeric,
       $10::numeric, $11::integer)
     on conflict (portfolio, installation, at) do update
       set total_usd = excluded.total_usd, status = excluded.status, live_usd = excluded.live_usd,
         stale_price_usd = excluded.stale_price_usd,
         carried_usd = excluded.carried_usd, peg_assumed_usd = excluded.peg_assumed_usd,
         manual_usd = excluded.manual_usd, unpriced_balances = excluded.unpriced_balances`,
    [...key, ...values],
  );
}

async function writeRates(sql: SqlSession, key: PointKey, rates: string): Promise<void> {
  await sql.query(
    `insert into rate_point (portfolio, installation, at, rates)
     values ($1, $2::uuid, $3::timestamptz, $4::text::jsonb)
     on conflict (portfolio, installation, at) do update set rates = excluded.rates`,
    [...key, rates],
  );
}

async function writeCoverage(
  sql: SqlSession,
  key: PointKey,
  cells: readonly RecordedCell[],
): Promise<void> {
  await sql.query(
    `insert into coverage_point (portfolio, installation, at, cells)
     select $1, $2::uuid, $3::timestamptz, $4::text::jsonb
     where $4::text::jsonb is distinct from (
       select cells from coverage_point
       where portfolio = $1 and installation = $2::uuid and at <= $3::timestamptz
       order by at desc limit 1)
     on conflict (portfolio, installation, at) do update set cells = excluded.cells`,
    [...key, JSON.stringify(cells)],
  );
}

/** Columns that tell balances apart, after those of the {@link PointKey}. */
const IDENTITY = 'connection, account_type, subaccount, asset';
const AMOUNTS = 'code, available, locked, total, borrowed';

async function writeBalances(
  sql: SqlSession,
  key: PointKey,
  { full, changed, gone }: BalanceChanges,
): Promise<void> {
  if (!full && changed.length === 0 && gone.length === 0) return;
  const [portfolio, installation, at] = key;
  // Zeros for what went away, read before the current balances change.
  await sql.query(
    `with missing as (
       delete from balance_current c
       where c.portfolio = $1 and c.installation = $2::uuid
         and case when $4::boolean
           then not exists (
             select from jsonb_to_recordset($5::text::jsonb)
               as given (connection text, account_type text, subaccount text, asset text)
             where (given.connection, given.account_type, given.subaccount, given.asset)
               = (c.connection, c.account_type, c.subaccount, c.asset))
           else exists (
             select from jsonb_to_recordset($6::text::jsonb)
               as given (connection text, account_type text, subaccount text, asset text)
             where (given.connection, given.account_type, given.subaccount, given.asset)
               = (c.connection, c.account_type, c.subaccount, c.asset))
           end
       returning ${IDENTITY}, code)
     insert into balance_point (portfolio, installation, at, ${IDENTITY}, ${AMOUNTS})
     select $1, $2::uuid, $3::timestamptz, ${IDENTITY}, code, 0, 0, 0, 0 from missing
     on conflict (portfolio, installation, ${IDENTITY}, at) do update
       set available = 0, locked = 0, total = 0, borrowed = 0`,
    [portfolio, installation, at, full, JSON.stringify(changed), JSON.stringify(gone)],
  );
  await sql.query(
    `with given as (
       select * from jsonb_to_recordset($4::text::jsonb) as given (
         connection text, account_type text, subaccount text, asset text,
         code text, available numeric, locked numeric, total numeric, borrowed numeric)),
     written as (
       insert into balance_current as c (portfolio, installation, ${IDENTITY}, ${AMOUNTS})
       select $1, $2::uuid, ${IDENTITY}, ${AMOUNTS} from given
       on conflict (portfolio, installation, ${IDENTITY}) do update
         set code = excluded.code, available = excluded.available, locked = excluded.locked,
           total = excluded.total, borrowed = excluded.borrowed
         where (c.code, c.available, c.locked, c.total, c.borrowed)
           is distinct from (excluded.code, excluded.available, excluded.locked, excluded.total, excluded.borrowed)
       returning ${IDENTITY}, ${AMOUNTS})
     insert into balance_point (portfolio, installation, at, ${IDENTITY}, ${AMOUNTS})
     select $1, $2::uuid, $3::timestamptz, ${IDENTITY}, ${AMOUNTS} from written
     on conflict (portfolio, installation, ${IDENTITY}, at) do update
       set code = excluded.code, available = excluded.available, locked = excluded.locked,
         total = excluded.total, borrowed = excluded.borrowed`,
    [portfolio, installation, at, JSON.stringify(changed)],
  );
}

async function writeBreakdown(
  sql: SqlSession,
  key: PointKey,
  rows: readonly BreakdownRow[],
): Promise<void> {
  await sql.query(
    `insert into breakdown_point (portfolio, installation, at, dimension, member, value_usd, amount)
     select $1, $2::uuid, $3::timestamptz, given.dimension, given.member, given.value_usd, given.amount
     from jsonb_to_recordset($4::text::jsonb)
       as given (dimension text, member text, value_usd numeric, amount numeric)
     where not exists (
       select from breakdown_point
       where portfolio = $1 and installation = $2::uuid
         and at >= date_trunc('hour', $3::timestamptz, 'UTC') and at < $3::timestamptz)
     on conflict (portfolio, installation, dimension, member, at) do update
       set value_usd = excluded.value_usd, amount = excluded.amount`,
    [...key, JSON.stringify(rows)],
  );
}
