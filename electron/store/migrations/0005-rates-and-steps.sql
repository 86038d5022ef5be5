-- What one unit of other currencies was worth in dollars when a point was recorded: {"EUR": "1.0852"}.
create table rate_point (
  portfolio text not null,
  installation uuid not null,
  at timestamptz not null,
  rates jsonb not null,
  primary key (portfolio, installation, at)
);

-- What the last point of a portfolio was made of: what the next one is compared with.
create table scope_current (
  portfolio text primary key,
  at timestamptz not null,
  scope jsonb not null
);

-- Where the total is another without any gain or loss: an account joined or left, something was entered by
-- hand, or came to be counted. usd is what the total is more by, total_usd that of the point.
create table scope_change (
  portfolio text not null,
  at timestamptz not null,
  kind text not null check (kind in ('joined', 'left', 'entered', 'counted')),
  connection text not null,
  account_type text not null,
  venue text not null,
  installation uuid not null,
  usd numeric not null,
  total_usd numeric not null,
  rates jsonb,
  primary key (portfolio, at, kind, connection, account_type)
);
