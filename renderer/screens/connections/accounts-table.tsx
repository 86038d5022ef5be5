import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Decimal, ONE } from '../../../shared/base/decimal';
import type { Connection } from '../../../shared/portfolio/venue';
import { Money, NoFigure, Percent } from '../../components/amount';
import { SkeletonLines } from '../../components/skeleton';
import { AtQuote } from '../../components/use-money';
import { VisuallyHidden } from '../../components/visually-hidden';
import { addUp, type AccountSums } from '../../view-models/accounts-tree';
import { useNavigation } from '../../stores/use-stores';
import { WhatIsMissing } from './account-state';
import { AccountsLine } from './accounts-line';
import { accountsRows, connectionRowId, rowMove, venueRowId, type Openings } from './accounts-rows';
import styles from './accounts-table.module.css';
import { useAccounts } from './use-accounts';

const LINE_HEIGHT = 40;
const COLUMNS = ['Account', 'Value', 'Share', 'State', 'Cap', 'Venue’s own total'] as const;

/** Venues, connections and account types as a tree grid with what each is worth. */
export function AccountsTable({ connections }: { readonly connections: readonly Connection[] }) {
  const accounts = useAccounts(connections);
  const inFocus = useNavigation((state) => state.connectionInFocus);
  const [byHand, setByHand] = useState<Openings>(new Map());
  const [active, setActive] = useState<string | undefined>();
  const body = useRef<HTMLDivElement>(null);
  const openings = useMemo(
    () =>
      withFocus(
        byHand,
        connections.find(({ id }) => id === inFocus),
      ),
    [byHand, connections, inFocus],
  );
  const lineOf = (id: string): HTMLElement | undefined =>
    [...(body.current?.children ?? [])].find(
      (line): line is HTMLElement => line instanceof HTMLElement && line.dataset.row === id,
    );
  useEffect(() => {
    if (inFocus === undefined) return;
    const line = body.current?.querySelector('[data-focused="true"]');
    line?.scrollIntoView({ block: 'center' });
  }, [inFocus]);

  if (accounts === undefined)
    return (
      <div aria-busy="true">
        <SkeletonLines count={Math.max(3, connections.length * 2)} lineHeight={LINE_HEIGHT} />
      </div>
    );
  const rows = accountsRows(accounts.venues, openings);
  const current = Math.max(
    0,
    rows.findIndex(({ id }) => id === active),
  );
  const open = (id: string, opened: boolean) => setByHand(new Map(byHand).set(id, opened));
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    const onLine = target instanceof HTMLElement && target.dataset.row !== undefined;
    if (!onLine || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = rowMove(rows, current, event.key);
    if (move === undefined) return;
    event.preventDefault();
    if (move.kind === 'open') open(move.id, move.open);
    else if (move.kind === 'show')
      lineOf(move.id)?.querySelector<HTMLElement>('[data-details]')?.click();
    else {
      const next = rows[move.to];
      if (next === undefined) return;
      setActive(next.id);
      lineOf(next.id)?.focus();
    }
  };
  return (
    <AtQuote value={accounts.quote}>
      <div className={styles.grid} role="treegrid" aria-label="Accounts" aria-colcount={7}>
        <div role="rowgroup" className={styles.head}>
          <div role="row" className={styles.headRow}>
            {COLUMNS.map((name) => (
              <div key={name} role="columnheader">
                {name}
              </div>
            ))}
            <div role="columnheader">
              <VisuallyHidden>Actions</VisuallyHidden>
            </div>
          </div>
        </div>
        <div ref={body} role="rowgroup" onKeyDown={onKeyDown}>
          {rows.map((row, index) => (
            <AccountsLine
              key={row.id}
              row={row}
              active={index === current}
              focused={row.kind === 'connection' && row.node.id === inFocus}
              onOpen={open}
              onActivate={setActive}
            />
          ))}
        </div>
        <Total
          totalUsd={new Decimal(accounts.totalUsd)}
          sums={addUp(accounts.venues.map(({ sums }) => sums))}
        />
      </div>
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
    <div role="rowgroup">
      <div role="row" className={styles.total}>
        <div role="rowheader">Total</div>
        <div role="gridcell" className={styles.figure}>
          <Money usd={totalUsd} />
        </div>
        <div role="gridcell" className={styles.figure}>
          {totalUsd.greaterThan(0) ? (
            <Percent ratio={ONE} />
          ) : (
            <NoFigure why="There are no shares of a total that is not positive" />
          )}
        </div>
        <div role="gridcell" className={styles.state}>
          <WhatIsMissing sums={sums} />
        </div>
      </div>
    </div>
  );
}
