import type { Connection, VenueInfo } from '../../../shared/portfolio/venue';
import { replaceCredentials } from '../../bridge/connection-calls';
import { Dialog } from '../../components/dialog';
import { useConnections } from '../../stores/use-stores';
import { venueName } from '../names';
import { KeyForm } from './key-form';

export function ReplaceKeyDialog({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const venues = useConnections((state) => state.venues);
  const venue: Pick<VenueInfo, 'id' | 'name' | 'credentials' | 'keyPage'> = venues?.find(
    ({ id }) => id === connection.venue,
  ) ?? {
    id: connection.venue,
    name: venueName(connection.venue),
    credentials: ['apiKey', 'secret'],
  };
  return (
    <Dialog
      open
      title={`Replace the key of ${connection.label}`}
      description="The old key is forgotten when the new one has answered."
      onClose={onClose}
    >
      <KeyForm
        venue={venue}
        action="Replace"
        onSubmit={(key) => replaceCredentials({ ...key, id: connection.id })}
        onDone={onClose}
      />
    </Dialog>
  );
}
