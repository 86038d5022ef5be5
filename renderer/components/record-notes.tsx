import { keptWords } from '../../shared/records/kept-records';
import type { RecordDomain } from '../../shared/records/record-domains';
import { failureText } from '../../shared/base/sentences';
import { useRecords, useStatus } from '../stores/use-stores';
import styles from './record-notes.module.css';

/** In place of a list that is not known: the database is opening, or could not be opened. */
export function UnknownRecords({ what }: { readonly what: string }) {
  const database = useStatus(({ status }) => status?.database);
  if (database?.state !== 'failed')
    return (
      <p className={styles.unknown} aria-busy="true">
        {what} are not known yet: the database is opening.
      </p>
    );
  return (
    <p className={styles.failed} role="alert">
      {what} are not known, since the database could not be opened. {failureText(database.failure)}
    </p>
  );
}

/** Says which rows of these domains, or all, a newer version wrote; nothing when there are none. */
export function KeptNote({
  domains,
  connectionId,
}: {
  readonly domains?: readonly RecordDomain[];
  /** Only those of one manual account. */
  readonly connectionId?: string;
}) {
  const kept = useRecords((state) => state.kept);
  const words = keptWords(
    kept.filter(
      (one) =>
        (domains === undefined || domains.some((domain) => domain === one.domain)) &&
        (connectionId === undefined || one.connectionId === connectionId),
    ),
  );
  if (words.length === 0) return null;
  return (
    <div className={styles.kept} role="note">
      {words.map(({ domain, text }) => (
        <p key={domain}>{text}</p>
      ))}
    </div>
  );
}
