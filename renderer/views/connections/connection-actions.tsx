import { Ellipsis, KeyRound, Pencil, Power, RefreshCw, ScanSearch, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Connection } from '../../../shared/portfolio/venue';
import { refreshConnection } from '../../bridge/actions';
import { setConnectionEnabled } from '../../bridge/connection-calls';
import { IconButton } from '../../components/button';
import { Menu, MenuItem, MenuLine } from '../../components/menu';
import { ProbeDialog } from './probe-dialog';
import { RemoveDialog } from './remove-dialog';
import { RenameDialog } from './rename-dialog';
import { ReplaceKeyDialog } from './replace-key-dialog';

type Opened = 'rename' | 'replace' | 'remove' | 'probe';

/** What can be done with one connection. */
export function ConnectionActions({ connection }: { readonly connection: Connection }) {
  const [opened, setOpened] = useState<Opened | undefined>();
  const close = () => setOpened(undefined);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${connection.label}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem
          disabled={!connection.enabled}
          onSelect={() => void refreshConnection(connection.id)}
        >
          <RefreshCw /> Read again
        </MenuItem>
        <MenuItem onSelect={() => setOpened('probe')}>
          <ScanSearch /> Test the key
        </MenuItem>
        <MenuItem onSelect={() => setOpened('rename')}>
          <Pencil /> Rename
        </MenuItem>
        <MenuItem onSelect={() => setOpened('replace')} disabled={connection.demo}>
          <KeyRound /> Replace the key
        </MenuItem>
        <MenuItem onSelect={() => void setConnectionEnabled(connection.id, !connection.enabled)}>
          <Power /> {connection.enabled ? 'Disable' : 'Enable'}
        </MenuItem>
        <MenuLine />
        <MenuItem danger onSelect={() => setOpened('remove')}>
          <Trash2 /> Remove
        </MenuItem>
      </Menu>
      {opened === 'probe' ? <ProbeDialog connection={connection} onClose={close} /> : null}
      {opened === 'rename' ? <RenameDialog connection={connection} onClose={close} /> : null}
      {opened === 'replace' ? <ReplaceKeyDialog connection={connection} onClose={close} /> : null}
      {opened === 'remove' ? <RemoveDialog connection={connection} onClose={close} /> : null}
    </>
  );
}
