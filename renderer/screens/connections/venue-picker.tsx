import { Command } from 'cmdk';
import type { VenueInfo } from '../../../shared/portfolio/venue';
import { Skeleton } from '../../components/skeleton';
import { VenueMark } from '../../components/venue-mark';
import { useConnections } from '../../stores/use-stores';
import styles from './form.module.css';

/** Every exchange by name; those with a reader for each account type first. */
export function VenuePicker({ onPick }: { readonly onPick: (venue: VenueInfo) => void }) {
  const venues = useConnections((state) => state.venues);
  if (venues === undefined) return <Skeleton height={300} />;
  const exchanges = venues.filter(({ kind }) => kind === 'exchange');
  const full = exchanges.filter(({ support }) => support === 'full');
  const generic = exchanges.filter(({ support }) => support === 'generic');
  const entry = (venue: VenueInfo) => (
    <Command.Item
      key={venue.id}
      value={`${venue.name} ${venue.id}`}
      className={styles.venue}
      onSelect={() => onPick(venue)}
    >
      <VenueMark venue={venue.id} size={20} />
      <span className={styles.venueName}>{venue.name}</span>
      <span className={styles.support}>
        {venue.support === 'full'
          ? venue.updates === 'stream'
            ? 'all account types, live'
            : 'all account types'
          : 'spot only'}
      </span>
    </Command.Item>
  );
  return (
    <Command label="Venues" loop>
      <Command.Input autoFocus className={styles.search} placeholder="Search exchanges" />
      <Command.List className={styles.venues}>
        <Command.Empty className={styles.empty}>
          No exchange of that name is supported.
        </Command.Empty>
        <Command.Group heading="Fully supported" className={styles.groupHeading}>
          {full.map(entry)}
        </Command.Group>
        {generic.length === 0 ? null : (
          <Command.Group heading="Spot balances only" className={styles.groupHeading}>
            {generic.map(entry)}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}
