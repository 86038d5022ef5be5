import { KeptNote } from '../../components/record-notes';
import { useRecords, useStatus } from '../../stores/use-stores';
import { ChainSettings } from './chain-settings';
import { PriceOverrides } from './price-overrides';
import styles from './settings-screen.module.css';
import { VenueCaps } from './venue-caps';

const PARTS = [
  ['caps', 'Counterparty caps'],
  ['chains', 'Chains'],
  ['overrides', 'Your own prices'],
] as const;

/** What the user made and changes here: shown once the database has said what is stored. */
export function YourRecords() {
  const state = useRecords((view) => view.state);
  const records = useRecords((view) => view.records);
  const failed = useStatus(({ status }) => status?.database.state === 'failed');
  if (state === 'unknown')
    return PARTS.map(([id, name]) => (
      <section key={id} aria-labelledby={id}>
        <h2 id={id} tabIndex={-1} className={styles.heading}>
          {name}
        </h2>
        <p className={styles.intro} aria-busy={!failed}>
          {failed
            ? 'Not known, since the database could not be opened. See “System” below.'
            : 'Not known yet: the database is opening.'}
        </p>
      </section>
    ));
  return (
    <>
      <VenueCaps caps={records['venue-cap']} />
      <ChainSettings records={records} />
      <PriceOverrides overrides={records['price-override']} />
      <KeptRecords />
    </>
  );
}

/** Everything that a newer version wrote, wherever it would be shown. */
function KeptRecords() {
  const isNone = useRecords(({ kept }) => kept.length === 0);
  if (isNone) return null;
  return (
    <section aria-labelledby="kept">
      <h2 id="kept" tabIndex={-1} className={styles.heading}>
        Written by a newer version
      </h2>
      <p className={styles.intro}>Update Portolan to see and change what is told here.</p>
      <KeptNote />
    </section>
  );
}
