select create_hypertable('rate_point', 'at', chunk_time_interval => interval '7 days', create_default_indexes => false);
alter table rate_point set (timescaledb.compress, timescaledb.compress_segmentby = 'portfolio, installation', timescaledb.compress_orderby = 'at');

-- The rates of the last point of each bucket, and when that was.
create materialized view rate_hour
with (timescaledb.continuous, timescaledb.materialized_only = false) as
select
  portfolio,
  time_bucket('1 hour', at) as bucket,
  last(rates, at) as rates,
  max(at) as closed_at
from rate_point
group by portfolio, time_bucket('1 hour', at)
with no data;

create materialized view rate_day
with (timescaledb.continuous, timescaledb.materialized_only = false) as
select
  portfolio,
  time_bucket('1 day', bucket) as bucket,
  last(rates, closed_at) as rates,
  max(closed_at) as closed_at
from rate_hour
group by portfolio, time_bucket('1 day', bucket)
with no data;

select add_compression_policy('rate_point', interval '7 days');
select add_continuous_aggregate_policy('rate_hour', start_offset => interval '3 days', end_offset => interval '1 hour', schedule_interval => interval '1 hour');
select add_continuous_aggregate_policy('rate_day', start_offset => interval '7 days', end_offset => interval '1 day', schedule_interval => interval '1 day');
