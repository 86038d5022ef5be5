import { Plus } from 'lucide-react';
import { Button } from '../../components/button';
import { Message, Screen } from '../../components/screen';
import { Skeleton } from '../../components/skeleton';
import { startAddingConnection, stopAddingConnection } from '../../stores/navigation-store';
import { useConnections, useNavigation } from '../../stores/use-stores';
import { AddConnectionDialog } from './add-connection-dialog';
import styles from './connections-screen.module.css';
import { CoverageLegend } from './coverage-legend';
import { CoverageMatrix } from './coverage-matrix';

/** Which venues are read, how far, and with which keys. */
export default function ConnectionsScreen() {
  const connections = useConnections((state) => state.connections);
  const adding = useNavigation((state) => state.addingConnection);
  return (
    <Screen
      title="Connections"
      actions={
        <Button look="primary" onClick={startAddingConnection}>
          <Plus /> Connect an exchange
        </Button>
      }
    >
      {connections === undefined ? (
        <div className={styles.pending} aria-busy="true">
          <Skeleton height={36} />
          <Skeleton height={36} />
          <Skeleton height={36} />
        </div>
      ) : connections.length === 0 ? (
        <Message title="Nothing is connected">
          <p>Connect an exchange with a key that can only read.</p>
        </Message>
      ) : (
        <>
          <CoverageMatrix connections={connections} />
          <CoverageLegend />
        </>
      )}
      {adding ? <AddConnectionDialog onClose={stopAddingConnection} /> : null}
    </Screen>
  );
}
