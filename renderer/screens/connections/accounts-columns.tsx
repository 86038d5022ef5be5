import { TriangleAlert } from 'lucide-react';
import type { Decimal } from '../../../shared/base/decimal';
import { Money, NoFigure, Percent } from '../../components/amount';
import type { CellPlace, GridColumn } from '../../components/tree-grid/grid-column';
import { VisuallyHidden } from '../../components/visually-hidden';
import { VenueMark } from '../../components/venue-mark';
import type { AccountSums } from '../../view-models/accounts-tree';
import { useConnections } from '../../stores/use-stores';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import { AccountState, ConnectionState, VenueState } from './account-state';
import { crossCheckWords } from './account-words';
import type { AccountsRow } from './accounts-rows';
import styles from './accounts-table.module.css';
import { CapMeter } from '../../components/cap-meter';
import { ConnectionActions } from './connection-actions';
import { connectionFacts } from './connection-health';
import { CrossCheck } from './cross-check';

/** What a venue, a connection or an account is worth, how it stands, and what can be done with it. */
export const ACCOUNTS_COLUMNS: readonly GridColumn<AccountsRow>[] = [
  { id: 'account', header: 'Account', align: 'start', cell: (row) => <Name row={row} /> },
  { id: 'value', header: 'Value', cell: (row) => <Value sums={row.node.sums} row={row} /> },
  { id: 'share', header: 'Share', cell: ({ node }) => <Share share={node.share} /> },
  {
    id: 'state',
    header: 'State',
    align: 'start',
    cell: (row, place) => <State row={row} {...place} />,
  },
  {
    id: 'cap',
    header: 'Cap',
    align: 'start',
    cell: (row) =>
      row.kind === 'venue' && row.node.cap !== undefined ? <CapMeter cap={row.node.cap} /> : null,
  },
  {
    id: 'own-total',
    header: 'Venue’s own total',
    cell: (row, place) => <OwnTotal row={row} {...place} />,
  },
  {
    id: 'actions',
    header: <VisuallyHidden>Actions</VisuallyHidden>,
    cell: (row, place) =>
      row.kind === 'connection' && row.node.connection !== undefined ? (
        <ConnectionActions connection={row.node.connection} {...place} />
      ) : null,
  },
];

function State({ row, tabIndex }: CellPlace & { readonly row: AccountsRow }) {
  if (row.kind === 'connection') return <ConnectionState node={row.node} />;
  if (row.kind === 'account')
    return <AccountState node={row.node} connection={row.parent.connection} tabIndex={tabIndex} />;
  // One open connection says it all.
  return row.expanded && row.node.connections.length === 1 ? null : <VenueState node={row.node} />;
}

function Name({ row }: { readonly row: AccountsRow }) {
  const venues = useConnections((state) => state.venues);
  if (row.kind === 'account') return <span>{ACCOUNT_TYPE_NAMES[row.node.accountType]}</span>;
  if (row.kind === 'venue') {
    const name = venueName(row.node.venue, venues);
    return (
      <>
        <VenueMark venue={row.node.venue} name={name} size={20} />
        <span className={styles.label}>{name}</span>
      </>
    );
  }
  const { connection, id } = row.node;
  const kind = venues?.find((venue) => venue.id === row.node.venue)?.kind ?? 'exchange';
  return (
    <span className={styles.words}>
      <span className={styles.label}>{connection?.label ?? id}</span>
      {connection === undefined ? null : (
        <span className={styles.facts}>{connectionFacts(connection, kind).join(' · ')}</span>
      )}
    </span>
  );
}

function Value({ sums, row }: { readonly sums: AccountSums; readonly row: AccountsRow }) {
  if (sums.value !== undefined) return <Money usd={sums.value} />;
  if (row.kind === 'connection' && row.node.connection?.enabled === false)
    return <NoFigure why="Disabled: not in the total" />;
  return (
    <NoFigure
      why={
        sums.unpriced > 0 ? 'What is in it has no price' : 'Not read: nothing of it is in the total'
      }
    />
  );
}

function Share({ share }: { readonly share: Decimal | undefined }) {
  return share === undefined ? null : <Percent ratio={share} />;
}

/** A venue says only that something differs, while its connections are closed. */
function OwnTotal({ row, tabIndex }: CellPlace & { readonly row: AccountsRow }) {
  if (row.kind === 'account') return null;
  if (row.kind === 'connection')
    return row.node.crossChecks.length === 0 ? null : (
      <CrossCheck
        checks={row.node.crossChecks}
        accountTypes={row.node.accounts.map(({ accountType }) => accountType)}
        tabIndex={tabIndex}
      />
    );
  const differs = row.node.connections
    .flatMap(({ crossChecks }) => crossChecks)
    .some((check) => crossCheckWords(check).tone === 'differs');
  return differs && !row.expanded ? (
    <span className={styles.warning}>
      <TriangleAlert aria-hidden="true" /> differs
    </span>
  ) : null;
}
