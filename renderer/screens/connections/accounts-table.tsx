import { useCallback, useMemo, useState } from 'react';
import { Decimal, ONE } from '../../../shared/base/decimal';
import type { Connection } from '../../../shared/portfolio/venue';
import { Money, NoFigure, Percent } from '../../components/amount';
import { classes } from '../../components/classes';
import { SkeletonLines } from '../../components/skeleton';
import { TreeGrid } from '../../components/tree-grid/tree-grid';
import { AtQuote } from '../../components/use-money';
import { useNavigation } from '../../stores/use-stores';
import { addUp, type AccountSums } from '../../view-models/accounts-tree';
import { WhatIsMissing } from './account-state';
import { ACCOUNTS_COLUMNS } from './accounts-columns';
import {
  accountsRows,
  connectionRowId,
  venueRowId,
  type AccountsRow,
  type Openings,
} from './accounts-rows';
import styles from './accounts-table.module.css';
import { useAccounts } from './use-accounts';

/** Of lines with nothing in them that takes more room. */
const LINE_HEIGHTS: Readonly<Record<AccountsRow['kind'], number>> = {
  venue: 38,
  connection: 44,
  account: 32,
};

/** Venues, connections and account types with what each is worth. */
export function AccountsTable({ connections }: { readonly connections: readonly Connection[] }) {
  const accounts = useAccounts(connections);
  const inFocus = useNavigation((state) => state.connectionInFocus);
  const [byHand, setByHand] = useState<Openings>(new Map());
  const venues = accounts?.venues;
  const rows = useMemo(() => {
    const pointedAt = connections.find(({ id }) => id === inFocus);
    return venues === undefined ? [] : accountsRows(venues, withFocus(byHand, pointedAt));
  }, [venues, byHand, connections, inFocus]);
  const open = useCallback(
    (id: string, isOpen: boolean) => setByHand((before) => new Map(before).set(id, isOpen)),
    [],
  );
  if (accounts === undefined)
    return (
      <div className={styles.pending} aria-busy="true">
        <SkeletonLines count={Math.max(3, connections.length * 2)} lineHeight={40} />
      </div>
    );
  return (
    <AtQuote value={accounts.quote}>
      <TreeGrid
        label="Accounts"
        className={styles.grid}
        rows={rows}
        columns={ACCOUNTS_COLUMNS}
        lineHeight={({ kind }) => LINE_HEIGHTS[kind]}
        isMeasured
        look={({ kind }) => classes(styles[kind])}
        onToggle={open}
        inFocus={inFocus === undefined ? undefined : connectionRowId(inFocus)}
        footer={
          <Total
            totalUsd={new Decimal(accounts.totalUsd)}
            sums={addUp(accounts.venues.map(({ sums }) => sums))}
          />
        }
      />
    </AtQuote>
  );
}

/** The connection that is pointed at is in sight unless it was closed by hand. */
function withFocus(byHand: Openings, connection: Connection | undefined): Openings {
  if (connection === undefined) return byHand;
  return new Map([
    [venueRowId(connection.venue), true],
    [connectionRowId(connection.id), true],
    ...byHand,
  ]);
}

/** What all of it adds up to, and what of it is missing or old. */
function Total({ totalUsd, sums }: { readonly totalUsd: Decimal; readonly sums: AccountSums }) {
  return (
    <>
      <div role="rowheader">Total</div>
      <div role="gridcell" data-column="value">
        <Money usd={totalUsd} />
      </div>
      <div role="gridcell" data-column="share">
        {totalUsd.greaterThan(0) ? (
          <Percent ratio={ONE} />
        ) : (
          <NoFigure why="There are no shares of a total that is not positive" />
        )}
      </div>
      <div role="gridcell" data-column="state" className={styles.missing}>
        <WhatIsMissing sums={sums} />
      </div>
    </>
  );
}
