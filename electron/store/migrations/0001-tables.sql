-- Ordinary tables, the same on every engine. Instants are timestamptz, amounts numeric without bounds.

create table installation (
  id uuid primary key,
  created_at timestamptz not null
);

create table connection (
  id text primary key,
  venue text not null,
  label text not null,
  enabled boolean not null,
  demo boolean not null,
  created_at timestamptz not null,
  secret_storage text not null check (secret_storage in ('keychain', 'session')),
  probe jsonb
);

create table setting (
  key text primary key,
  value jsonb not null
);

-- How far each installation's journal has been delivered; moves with the data, in one transaction.
create table journal_position (
  journal uuid primary key,
  sequence bigint not null
);

-- Acknowledged entries that the schema would not take: kept, so that nothing is lost without a trace.
create table rejected_entry (
  journal uuid not null,
  sequence bigint not null,
  entry jsonb not null,
  reason text not null,
  primary key (journal, sequence)
);

-- Spans of old points that changed after they may have been aggregated.
create table aggregate_due (
  id bigint generated always as identity primary key,
  from_at timestamptz not null,
  to_at timestamptz not null
);

-- status: 0 complete, 1 carried, 2 reconstructed, 3 partial; the highest is the worst.
create table portfolio_point (
  portfolio text not null,
  installation uuid not null,
  at timestamptz not null,
  total_usd numeric not null,
  status smallint not null check (status between 0 and 3),
  live_usd numeric,
  stale_price_usd numeric,
  carried_usd numeric,
  peg_assumed_usd numeric,
  manual_usd numeric,
  unpriced_balances integer,
  primary key (portfolio, installation, at)
);

-- Written when it changed; it holds until the next one.
create table coverage_point (
  portfolio text not null,
  installation uuid not null,
  at timestamptz not null,
  cells jsonb not null,
  primary key (portfolio, installation, at)
);

-- Written hourly. An asset without a price has an amount and no value.
create table breakdown_point (
  portfolio text not null,
  installation uuid not null,
  dimension text not null check (dimension in ('asset', 'venue', 'account-type')),
  member text not null,
  at timestamptz not null,
  value_usd numeric,
  amount numeric,
  primary key (portfolio, installation, dimension, member, at)
);

-- Written for each balance that changed; one that went away is written as zeros.
create table balance_point (
  portfolio text not null,
  installation uuid not null,
  connection text not null,
  account_type text not null,
  subaccount text not null,
  asset text not null,
  code text not null,
  at timestamptz not null,
  available numeric not null,
  locked numeric not null,
  total numeric not null,
  borrowed numeric not null,
  primary key (portfolio, installation, connection, account_type, subaccount, asset, at)
);

-- The last balance_point of each balance that is still there: what the next snapshot is compared with.
create table balance_current (
  portfolio text not null,
  installation uuid not null,
  connection text not null,
  account_type text not null,
  subaccount text not null,
  asset text not null,
  code text not null,
  available numeric not null,
  locked numeric not null,
  total numeric not null,
  borrowed numeric not null,
  primary key (portfolio, installation, connection, account_type, subaccount, asset)
);
