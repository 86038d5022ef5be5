import type { Connection } from '../../../shared/portfolio/venue';
import { replaceCredentials } from '../../bridge/connection-calls';
import { Dialog } from '../../components/dialog';
import { useConnections } from '../../stores/use-stores';
import { venueName } from '../names';
import { KeyForm, type KeyFormProps } from './key-form';

export function ReplaceKeyDialog({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const venues = useConnections((state) => state.venues);
  const venue: KeyFormProps['venue'] = venues?.find(({ id }) => id === connection.venue) ?? {
    id: connection.venue,
    name: venueName(connection.venue),
    kind: 'exchange',
    credentials: ['apiKey', 'secret'],
  };
  const isWallet = venue.kind === 'chain';
  return (
    <Dialog
      open
      title={
        isWallet ? `The address of ${connection.label}` : `Replace the key of ${connection.label}`
      }
      description={
        isWallet
          ? 'What was kept of it is forgotten when this one has answered.'
          : 'The old key is forgotten when the new one has answered.'
      }
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
