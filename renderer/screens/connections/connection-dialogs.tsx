import { endConnectionTask, stopAdding } from '../../stores/navigation-store';
import { useConnections, useNavigation } from '../../stores/use-stores';
import { AddAccountDialog } from './add-account-dialog';
import { HoldingsDialog } from './holdings-dialog';
import { ProbeDialog } from './probe-dialog';
import { RemoveDialog } from './remove-dialog';
import { RenameDialog } from './rename-dialog';
import { ReplaceKeyDialog } from './replace-key-dialog';
import { WalletSearchDialog } from './wallet-search-dialog';

/** The one dialog that is open over the screen. It outlives the menu or popover that opened it. */
export function ConnectionDialogs() {
  const adding = useNavigation((state) => state.adding);
  const task = useNavigation((state) => state.connectionTask);
  const connection = useConnections(({ connections }) =>
    connections?.find(({ id }) => id === task?.id),
  );
  if (adding !== undefined) return <AddAccountDialog kind={adding} onClose={stopAdding} />;
  if (task === undefined || connection === undefined) return null;
  const props = { connection, onClose: endConnectionTask };
  switch (task.kind) {
    case 'probe':
      return <ProbeDialog {...props} />;
    case 'rename':
      return <RenameDialog {...props} />;
    case 'replace':
      return <ReplaceKeyDialog {...props} />;
    case 'remove':
      return <RemoveDialog {...props} />;
    case 'search':
      return <WalletSearchDialog {...props} />;
    case 'holdings':
    case 'import':
      return <HoldingsDialog key={connection.id} importing={task.kind === 'import'} {...props} />;
  }
}
