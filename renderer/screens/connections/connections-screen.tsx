import { Plus } from 'lucide-react';
import { Button } from '../../components/button';
import { Message, Screen } from '../../components/screen';
import { Segmented } from '../../components/segmented';
import { SkeletonLines } from '../../components/skeleton';
import { showConnectionsAs, startAdding } from '../../stores/navigation-store';
import { useConnections, useNavigation, useStatus } from '../../stores/use-stores';
import { AccountsTable } from './accounts-table';
import { ConnectionDialogs } from './connection-dialogs';
import styles from './connections-screen.module.css';
import { CoverageLegend } from './coverage-legend';
import { CoverageMatrix } from './coverage-matrix';

/** Which accounts there are and what is in them, or how far they are read and with which keys. */
export default function ConnectionsScreen() {
  const connections = useConnections((state) => state.connections);
  const unknown = useStatus(({ status }) => status?.connections.state === 'unknown');
  const shownAs = useNavigation((state) => state.connectionsAs);
  const isTree = shownAs === 'accounts' && connections !== undefined && connections.length > 0;
  return (
    <Screen
      title="Connections"
      fixed={isTree}
      actions={
        <>
          <Segmented
            label="Connections as"
            value={shownAs}
            options={[
              { value: 'accounts', label: 'Accounts' },
              { value: 'coverage', label: 'Coverage' },
            ]}
            onChange={showConnectionsAs}
          />
          <Button
            look="primary"
            why={unknown ? 'What is connected is not known yet' : undefined}
            onClick={() => startAdding()}
          >
            <Plus /> Add an account
          </Button>
        </>
      }
    >
      {connections === undefined ? (
        <div aria-busy="true">
          <SkeletonLines count={8} lineHeight={40} />
        </div>
      ) : connections.length === 0 && unknown ? (
        <Message title="What is connected is not known" tone="failed">
          <p>
            The database could not be opened. Your connections and their keys are still stored: they
            show again by themselves when it opens.
          </p>
        </Message>
      ) : connections.length === 0 ? (
        <Message title="Nothing is connected">
          <p>
            Connect an exchange with a key that can only read, watch a wallet by its address, or
            enter what only you know of.
          </p>
          <div className={styles.ways}>
            <Button onClick={() => startAdding('exchange')}>Connect an exchange</Button>
            <Button onClick={() => startAdding('wallet')}>Watch a wallet</Button>
            <Button onClick={() => startAdding('manual')}>Add a manual account</Button>
          </div>
        </Message>
      ) : isTree ? (
        <AccountsTable connections={connections} />
      ) : (
        <>
          <CoverageMatrix connections={connections} />
          <CoverageLegend />
        </>
      )}
      <ConnectionDialogs />
    </Screen>
  );
}
