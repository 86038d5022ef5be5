import { useState } from 'react';
import type { VenueInfo } from '../../../shared/portfolio/venue';
import { addConnection } from '../../bridge/connection-calls';
import { Dialog } from '../../components/dialog';
import { useConnections } from '../../stores/use-stores';
import { KeyForm } from './key-form';
import { VenuePicker } from './venue-picker';

/** First which exchange, then its key. */
export function AddConnectionDialog({ onClose }: { readonly onClose: () => void }) {
  const [venue, setVenue] = useState<VenueInfo | undefined>();
  const connections = useConnections((state) => state.connections);
  if (venue === undefined)
    return (
      <Dialog open title="Connect an exchange" onClose={onClose}>
        <VenuePicker onPick={setVenue} />
      </Dialog>
    );
  const others = (connections ?? []).filter((one) => one.venue === venue.id).length;
  return (
    <Dialog
      open
      title={`Connect ${venue.name}`}
      {...(venue.support === 'generic'
        ? { description: 'Spot balances only: its other account types cannot be read yet.' }
        : {})}
      onClose={onClose}
    >
      <KeyForm
        key={venue.id}
        venue={venue}
        defaultLabel={others === 0 ? venue.name : `${venue.name} ${others + 1}`}
        action="Connect"
        onSubmit={(key, label) => addConnection({ ...key, venue: venue.id, label })}
        onDone={onClose}
        onBack={() => setVenue(undefined)}
      />
    </Dialog>
  );
}
