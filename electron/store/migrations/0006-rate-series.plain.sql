-- The same names without TimescaleDB, always current.

create view rate_hour as
select
  portfolio,
  date_bin('1 hour', at, timestamptz 'epoch') as bucket,
  (array_agg(rates order by at desc))[1] as rates,
  max(at) as closed_at
from rate_point
group by portfolio, date_bin('1 hour', at, timestamptz 'epoch');

create view rate_day as
select
  portfolio,
  date_bin('1 day', at, timestamptz 'epoch') as bucket,
  (array_agg(rates order by at desc))[1] as rates,
  max(at) as closed_at
from rate_point
group by portfolio, date_bin('1 day', at, timestamptz 'epoch');
