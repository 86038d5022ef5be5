-- Hypertables, columnstore settings and continuous aggregates. The compress options are spelled as
-- every TimescaleDB 2.x understands them. Policies run where there are background workers; where
-- there are none the app does their work.

select create_hypertable('portfolio_point', 'at', chunk_time_interval => interval '7 days', create_default_indexes => false);
select create_hypertable('coverage_point', 'at', chunk_time_interval => interval '30 days', create_default_indexes => false);
select create_hypertable('breakdown_point', 'at', chunk_time_interval => interval '30 days', create_default_indexes => false);
select create_hypertable('balance_point', 'at', chunk_time_interval => interval '30 days', create_default_indexes => false);

alter table portfolio_point set (timescaledb.compress, timescaledb.compress_segmentby = 'portfolio, installation', timescaledb.compress_orderby = 'at');
alter table coverage_point set (timescaledb.compress, timescaledb.compress_segmentby = 'portfolio, installation', timescaledb.compress_orderby = 'at');
alter table breakdown_point set (timescaledb.compress, timescaledb.compress_segmentby = 'portfolio, installation, dimension, member', timescaledb.compress_orderby = 'at');
alter table balance_point set (timescaledb.compress, timescaledb.compress_segmentby = 'portfolio, installation, connection, account_type, subaccount, asset', timescaledb.compress_orderby = 'at');

create materialized view portfolio_hour
with (timescaledb.continuous, timescaledb.materialized_only = false) as
select
  portfolio,
  time_bucket('1 hour', at) as bucket,
  min(total_usd) as low_usd,
  max(total_usd) as high_usd,
  last(total_usd, at) as close_usd,
  max(at) as closed_at,
  max(status) as status,
  count(*) as points
from portfolio_point
group by portfolio, time_bucket('1 hour', at)
with no data;

create materialized view portfolio_day
with (timescaledb.continuous, timescaledb.materialized_only = false) as
select
  portfolio,
  time_bucket('1 day', bucket) as bucket,
  min(low_usd) as low_usd,
  max(high_usd) as high_usd,
  last(close_usd, closed_at) as close_usd,
  max(closed_at) as closed_at,
  max(status) as status,
  sum(points)::bigint as points
from portfolio_hour
group by portfolio, time_bucket('1 day', bucket)
with no data;

create materialized view breakdown_day
with (timescaledb.continuous, timescaledb.materialized_only = false) as
select
  portfolio,
  dimension,
  member,
  time_bucket('1 day', at) as bucket,
  last(value_usd, at) as close_usd,
  last(amount, at) as close_amount,
  max(at) as closed_at
from breakdown_point
group by portfolio, dimension, member, time_bucket('1 day', at)
with no data;

select add_compression_policy('portfolio_point', interval '7 days');
select add_compression_policy('coverage_point', interval '7 days');
select add_compression_policy('breakdown_point', interval '7 days');
select add_compression_policy('balance_point', interval '7 days');
select add_continuous_aggregate_policy('portfolio_hour', start_offset => interval '3 days', end_offset => interval '1 hour', schedule_interval => interval '1 hour');
select add_continuous_aggregate_policy('portfolio_day', start_offset => interval '7 days', end_offset => interval '1 day', schedule_interval => interval '1 day');
select add_continuous_aggregate_policy('breakdown_day', start_offset => interval '7 days', end_offset => interval '1 day', schedule_interval => interval '1 day');
