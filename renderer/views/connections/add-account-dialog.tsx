import { useState } from 'react';
import type { VenueInfo } from '../../../shared/portfolio/venue';
import { addConnection } from '../../bridge/connection-calls';
import { Dialog } from '../../components/dialog';
import { Segmented } from '../../components/segmented';
import { startAdding, type AccountKind } from '../../stores/navigation-store';
import { useConnections } from '../../stores/use-stores';
import styles from './form.module.css';
import { KeyForm } from './key-form';
import { ManualForm } from './manual-form';
import { VenuePicker } from './venue-picker';
import { WalletForm } from './wallet-form';

/** Which kind of account, then what it takes to read it. */
export function AddAccountDialog({
  kind,
  onClose,
}: {
  readonly kind: AccountKind;
  readonly onClose: () => void;
}) {
  const [venue, setVenue] = useState<VenueInfo | undefined>();
  if (kind === 'exchange' && venue !== undefined)
    return <ExchangeDialog venue={venue} onBack={() => setVenue(undefined)} onClose={onClose} />;
  return (
    <Dialog open title="Add an account" onClose={onClose}>
      <div className={styles.kinds}>
        <Segmented
          label="Kind of account"
          value={kind}
          options={[
            { value: 'exchange', label: 'Exchange' },
            { value: 'wallet', label: 'Wallet' },
            { value: 'manual', label: 'Manual' },
          ]}
          onChange={startAdding}
        />
      </div>
      {kind === 'exchange' ? (
        <VenuePicker onPick={setVenue} />
      ) : kind === 'wallet' ? (
        <WalletForm onDone={onClose} />
      ) : (
        <ManualForm />
      )}
    </Dialog>
  );
}

function ExchangeDialog({
  venue,
  onBack,
  onClose,
}: {
  readonly venue: VenueInfo;
  readonly onBack: () => void;
  readonly onClose: () => void;
}) {
  const others = useConnections(
    ({ connections }) => (connections ?? []).filter((one) => one.venue === venue.id).length,
  );
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
        onBack={onBack}
      />
    </Dialog>
  );
}
