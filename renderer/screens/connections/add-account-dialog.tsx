import type { VenueInfo } from '../../../shared/portfolio/venue';
import { addConnection } from '../../bridge/connection-calls';
import { Dialog } from '../../components/dialog';
import { Segmented } from '../../components/segmented';
import { chooseVenue, startAdding, type AccountKind } from '../../stores/navigation-store';
import { useConnections, useNavigation } from '../../stores/use-stores';
import styles from './form.module.css';
import { KeyForm } from './key-form';
import { ManualForm } from './manual-form';
import { VenuePicker } from './venue-picker';
import { WalletForm } from './wallet-form';

/**
 * Which kind of account, then what it takes to read it. One dialog for all of it: another one in its place
 * would leave the focus behind.
 */
export function AddAccountDialog({
  kind,
  onClose,
}: {
  readonly kind: AccountKind;
  readonly onClose: () => void;
}) {
  const chosen = useNavigation((state) => state.addingVenue);
  const venue = useConnections(({ venues }) => venues?.find(({ id }) => id === chosen));
  const isKey = kind === 'exchange' && venue !== undefined;
  return (
    <Dialog
      open
      title={isKey ? `Connect ${venue.name}` : 'Add an account'}
      {...(isKey && venue.support === 'generic'
        ? { description: 'Spot balances only: its other account types cannot be read yet.' }
        : {})}
      onClose={onClose}
    >
      {isKey ? (
        <ExchangeKey venue={venue} onClose={onClose} />
      ) : (
        <>
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
            <VenuePicker onPick={({ id }) => chooseVenue(id)} />
          ) : kind === 'wallet' ? (
            <WalletForm onDone={onClose} />
          ) : (
            <ManualForm />
          )}
        </>
      )}
    </Dialog>
  );
}

function ExchangeKey({
  venue,
  onClose,
}: {
  readonly venue: VenueInfo;
  readonly onClose: () => void;
}) {
  const others = useConnections(
    ({ connections }) => (connections ?? []).filter((one) => one.venue === venue.id).length,
  );
  return (
    <KeyForm
      key={venue.id}
      venue={venue}
      defaultLabel={others === 0 ? venue.name : `${venue.name} ${others + 1}`}
      action="Connect"
      onSubmit={(key, label) => addConnection({ ...key, venue: venue.id, label })}
      onDone={onClose}
      onBack={() => chooseVenue(undefined)}
    />
  );
}
