-- What the user made, one row each: the domains are declared in shared/records. A body is stored as it was
-- given, also by a version that is newer than the one that reads it.
create table record (
  domain text not null,
  id text not null,
  body jsonb not null,
  saved_at timestamptz not null,
  -- The order in which rows were made.
  number bigint generated always as identity,
  primary key (domain, id)
);

-- Every former value of a row, those of rows that are gone included. Only ever added to.
create table record_history (
  number bigint generated always as identity primary key,
  domain text not null,
  id text not null,
  body jsonb not null,
  saved_at timestamptz not null,
  replaced_at timestamptz not null
);
