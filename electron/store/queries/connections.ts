import type { Connection, KeyProbe } from '../../../shared/portfolio/venue';
import { millisecondsOf, toTimestamp } from '../sql/instant';
import { integer, optionalText, text, type SqlRow, type SqlSession } from '../sql/sql-engine';
import { query } from './query';

/** All connections in the order in which they were made. */
export async function readConnections(sql: SqlSession): Promise<readonly Connection[]> {
  const rows = await sql.query(
    `select id, venue, label, enabled::text, demo::text, secret_storage, probe::text,
       ${millisecondsOf('created_at')} as created_ms
     from connection order by created_at, id`,
  );
  return rows.map(toConnection);
}

export const connections = query('list the connections', readConnections);

/** Adds a connection, or replaces the one with its id. */
export async function saveConnection(sql: SqlSession, connection: Connection): Promise<void> {
  const { id, venue, label, enabled, demo, createdAt, secretStorage, probe } = connection;
  await sql.query(
    `insert into connection (id, venue, label, enabled, demo, created_at, secret_storage, probe)
     values ($1, $2, $3, $4::boolean, $5::boolean, $6::timestamptz, $7, $8::text::jsonb)
     on conflict (id) do update
       set venue = excluded.venue, label = excluded.label, enabled = excluded.enabled,
         demo = excluded.demo, created_at = excluded.created_at,
         secret_storage = excluded.secret_storage, probe = excluded.probe`,
    [
      id,
      venue,
      label,
      enabled,
      demo,
      toTimestamp(createdAt),
      secretStorage,
      probe === undefined ? null : JSON.stringify(probe),
    ],
  );
}

function toConnection(row: SqlRow): Connection {
  const probe = optionalText(row, 'probe');
  return {
    id: text(row, 'id'),
    venue: text(row, 'venue'),
    label: text(row, 'label'),
    enabled: text(row, 'enabled') === 'true',
    demo: text(row, 'demo') === 'true',
    createdAt: integer(row, 'created_ms'),
    // The column's check constraint allows these two.
    secretStorage: text(row, 'secret_storage') === 'keychain' ? 'keychain' : 'session',
    ...(probe === undefined ? {} : { probe: parseProbe(probe) }),
  };
}

function parseProbe(json: string): KeyProbe {
  const probe: KeyProbe = JSON.parse(json);
  return probe;
}
