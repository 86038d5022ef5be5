import { ChevronRight, TriangleAlert } from 'lucide-react';
import type { Decimal } from '../../../shared/base/decimal';
import { Money, NoFigure, Percent } from '../../components/amount';
import { classes } from '../../components/classes';
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

export interface AccountsLineProps {
  readonly row: AccountsRow;
  /** The one that Tab reaches. */
  readonly active: boolean;
  readonly focused: boolean;
  readonly onOpen: (id: string, open: boolean) => void;
  readonly onActivate: (id: string) => void;
}

/** A venue, a connection or an account. Its buttons are stops of the Tab key while it is active. */
export function AccountsLine({ row, active, focused, onOpen, onActivate }: AccountsLineProps) {
  const expanded = row.kind === 'account' ? undefined : row.expanded;
  const tabIndex = active ? 0 : -1;
  const { sums, share } = row.node;
  return (
    <div
      role="row"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={expanded}
      tabIndex={tabIndex}
      data-row={row.id}
      data-focused={focused || undefined}
      className={classes(styles.row, styles[row.kind], focused && styles.focused)}
      onFocus={() => onActivate(row.id)}
      onClick={({ target, currentTarget }) => {
        const inButton = target instanceof Element && target.closest('button') !== null;
        // Clicks in a popover come through React, though they are not in this line.
        const inside = target instanceof Node && currentTarget.contains(target);
        if (expanded !== undefined && inside && !inButton) onOpen(row.id, !expanded);
      }}
    >
      <div role="rowheader" className={styles.name}>
        <ChevronRight
          aria-hidden="true"
          className={classes(
            styles.chevron,
            expanded === true && styles.open,
            expanded === undefined && styles.none,
          )}
        />
        <Name row={row} />
      </div>
      <div role="gridcell" className={styles.figure}>
        <Value sums={sums} row={row} />
      </div>
      <div role="gridcell" className={styles.figure}>
        <Share share={share} />
      </div>
      <div role="gridcell" className={styles.state}>
        {row.kind === 'venue' ? (
          // One open connection says it all.
          row.expanded && row.node.connections.length === 1 ? null : (
            <VenueState node={row.node} />
          )
        ) : row.kind === 'connection' ? (
          <ConnectionState node={row.node} />
        ) : (
          <AccountState node={row.node} connection={row.parent.connection} tabIndex={tabIndex} />
        )}
      </div>
      <div role="gridcell">
        {row.kind === 'venue' && row.node.cap !== undefined ? (
          <CapMeter cap={row.node.cap} />
        ) : null}
      </div>
      <div role="gridcell" className={styles.figure}>
        <OwnTotal row={row} tabIndex={tabIndex} />
      </div>
      <div role="gridcell" className={styles.actions}>
        {row.kind === 'connection' && row.node.connection !== undefined ? (
          <ConnectionActions connection={row.node.connection} tabIndex={tabIndex} />
        ) : null}
      </div>
    </div>
  );
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
function OwnTotal({ row, tabIndex }: { readonly row: AccountsRow; readonly tabIndex: number }) {
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
