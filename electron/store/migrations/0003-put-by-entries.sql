-- Acknowledged entries that are not in the tables they were meant for. The payload is kept as bytes, which
-- take anything: a text or jsonb column refuses some of the very entries that end up here.
-- state: 'refused' by the schema, 'not-understood' by the version of the app that met it.
create table put_by_entry (
  journal uuid not null,
  sequence bigint not null,
  payload bytea not null,
  reason text not null,
  state text not null check (state in ('refused', 'not-understood')),
  put_by_at timestamptz not null,
  primary key (journal, sequence)
);

insert into put_by_entry (journal, sequence, payload, reason, state, put_by_at)
select journal, sequence, convert_to(entry::text, 'UTF8'), reason, 'refused', now()
from rejected_entry;

drop table rejected_entry;
