-- The same names without TimescaleDB: views over the points, always current, slower on long ranges.

create view portfolio_hour as
select
  portfolio,
  date_bin('1 hour', at, timestamptz 'epoch') as bucket,
  min(total_usd) as low_usd,
  max(total_usd) as high_usd,
  (array_agg(total_usd order by at desc))[1] as close_usd,
  max(at) as closed_at,
  max(status) as status,
  count(*) as points
from portfolio_point
group by portfolio, date_bin('1 hour', at, timestamptz 'epoch');

create view portfolio_day as
select
  portfolio,
  date_bin('1 day', at, timestamptz 'epoch') as bucket,
  min(total_usd) as low_usd,
  max(total_usd) as high_usd,
  (array_agg(total_usd order by at desc))[1] as close_usd,
  max(at) as closed_at,
  max(status) as status,
  count(*) as points
from portfolio_point
group by portfolio, date_bin('1 day', at, timestamptz 'epoch');

create view breakdown_day as
select
  portfolio,
  dimension,
  member,
  date_bin('1 day', at, timestamptz 'epoch') as bucket,
  (array_agg(value_usd order by at desc))[1] as close_usd,
  (array_agg(amount order by at desc))[1] as close_amount,
  max(at) as closed_at
from breakdown_point
group by portfolio, dimension, member, date_bin('1 day', at, timestamptz 'epoch');
