-- The rates of a point, in rate_point and here, may hold what is held of the currencies themselves, too:
-- {"EUR": "1.0852", "gaps": {"EUR": "-0.12"}}. So many dollars the total is more by before it is divided by the rate
-- of EUR, in which what is held of it counts by its amount. Where there is no gap it is zero, or was not recorded.
-- gaps: the same of what the step itself comes to.
alter table scope_change add column gaps jsonb;

-- priced: the user set a price, took it back, or said that a code is another asset.
alter table scope_change drop constraint scope_change_kind_check;
alter table scope_change add constraint scope_change_kind_check
  check (kind in ('joined', 'left', 'entered', 'counted', 'priced'));
