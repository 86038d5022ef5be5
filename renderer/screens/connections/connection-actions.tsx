import {
  Ellipsis,
  FileDown,
  FileUp,
  KeyRound,
  Pencil,
  Power,
  RefreshCw,
  ScanSearch,
  Search,
  TableProperties,
  Trash2,
} from 'lucide-react';
import type { Connection, VenueInfo } from '../../../shared/portfolio/venue';
import { refreshConnection } from '../../bridge/actions';
import { setConnectionEnabled } from '../../bridge/connection-calls';
import { exportHoldings } from '../../bridge/manual-calls';
import { IconButton } from '../../components/button';
import { Menu, MenuItem, MenuLine } from '../../components/menu';
import { startConnectionTask } from '../../stores/navigation-store';
import { useConnections, useRecords, useStatus } from '../../stores/use-stores';
import { searchedFamily } from './wallet-search-field';

/** What can be done with one connection. */
export function ConnectionActions({
  connection,
  tabIndex,
}: {
  readonly connection: Connection;
  readonly tabIndex?: number;
}) {
  const kind = useConnections(
    ({ venues }) => venues?.find(({ id }) => id === connection.venue)?.kind ?? 'exchange',
  );
  // What is not known, or not understood by this version, is not changed.
  const unknown = useStatus(({ status }) => status?.connections.state === 'unknown');
  const newer = useConnections(
    ({ venues }) => venues !== undefined && !venues.some(({ id }) => id === connection.venue),
  );
  const fixed = unknown ? 'database closed' : newer ? 'needs an update' : undefined;
  const start = (task: Parameters<typeof startConnectionTask>[0]) => () =>
    startConnectionTask(task, connection.id);
  return (
    <Menu
      trigger={
        <IconButton
          label={`Actions for ${connection.label}`}
          {...(tabIndex === undefined ? {} : { tabIndex })}
        >
          <Ellipsis />
        </IconButton>
      }
    >
      {kind === 'manual' ? (
        <ManualItems connection={connection} fixed={fixed} start={start} />
      ) : (
        <ReadItems connection={connection} kind={kind} fixed={fixed} start={start} />
      )}
      <MenuItem why={fixed} onSelect={start('rename')}>
        <Pencil /> Rename
      </MenuItem>
      <MenuItem
        why={fixed}
        onSelect={() => void setConnectionEnabled(connection.id, !connection.enabled)}
      >
        <Power /> {connection.enabled ? 'Disable' : 'Enable'}
      </MenuItem>
      <MenuLine />
      <MenuItem danger why={unknown ? 'database closed' : undefined} onSelect={start('remove')}>
        <Trash2 /> Remove
      </MenuItem>
    </Menu>
  );
}

interface ItemsProps {
  readonly connection: Connection;
  readonly fixed: string | undefined;
  readonly start: (task: Parameters<typeof startConnectionTask>[0]) => () => void;
}

function ReadItems({
  connection,
  kind,
  fixed,
  start,
}: ItemsProps & { readonly kind: VenueInfo['kind'] }) {
  const records = useRecords((state) => state.records);
  const searched = searchedFamily(connection.venue, records['custom-chain']);
  return (
    <>
      <MenuItem
        why={connection.enabled ? undefined : 'disabled'}
        onSelect={() => void refreshConnection(connection.id)}
      >
        <RefreshCw /> Read again
      </MenuItem>
      <MenuItem why={fixed} onSelect={start('probe')}>
        <ScanSearch /> {kind === 'chain' ? 'Test the address' : 'Test the key'}
      </MenuItem>
      {searched === undefined ? null : (
        <MenuItem onSelect={start('search')} why={fixed}>
          <Search /> How far to look
        </MenuItem>
      )}
      {kind === 'chain' ? null : (
        <MenuItem onSelect={start('replace')} why={connection.demo ? 'not in the demo' : fixed}>
          <KeyRound /> Replace the key
        </MenuItem>
      )}
    </>
  );
}

function ManualItems({ connection, fixed, start }: ItemsProps) {
  return (
    <>
      <MenuItem why={fixed} onSelect={start('holdings')}>
        <TableProperties /> Edit what is in it
      </MenuItem>
      <MenuItem why={fixed} onSelect={start('import')}>
        <FileDown /> Import a CSV file
      </MenuItem>
      <MenuItem onSelect={() => void exportHoldings(connection)}>
        <FileUp /> Export as CSV
      </MenuItem>
    </>
  );
}
