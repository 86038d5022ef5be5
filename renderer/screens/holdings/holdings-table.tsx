import { useMemo } from 'react';
import { classes } from '../../components/classes';
import { TreeGrid } from '../../components/tree-grid/tree-grid';
import { useMedia } from '../../components/use-media';
import { useQuote } from '../../components/use-money';
import { holdingsColumns } from './holdings-columns';
import type { HoldingsRow, HoldingsSort } from './holdings-rows';
import styles from './holdings-table.module.css';

export interface HoldingsTableProps {
  readonly rows: readonly HoldingsRow[];
  readonly anyBorrowed: boolean;
  readonly sort: HoldingsSort;
  readonly onSort: (column: string) => void;
  readonly onToggle: (id: string, open: boolean) => void;
  readonly onOpen: (id: string) => void;
}

const LINE_HEIGHT = 32;

/** Every holding with what it is worth, as deep as it is opened. */
export function HoldingsTable(props: HoldingsTableProps) {
  const { rows, anyBorrowed, sort, onSort, onToggle, onOpen } = props;
  const narrow = useMedia('(width < 1220px)');
  const { currency } = useQuote();
  const columns = useMemo(
    () => holdingsColumns({ anyBorrowed, narrow, currency, onOpen }),
    [anyBorrowed, narrow, currency, onOpen],
  );
  return (
    <TreeGrid
      label="Holdings"
      className={classes(styles.grid, narrow && styles.narrow, anyBorrowed && styles.borrowed)}
      rows={rows}
      columns={columns}
      lineHeight={() => LINE_HEIGHT}
      look={lookOf}
      heading={headingOf}
      isSame={isSame}
      sort={sort}
      onSort={onSort}
      onToggle={onToggle}
      onLeafClick={onOpen}
    />
  );
}

/** What sets the unpriced apart. */
function headingOf(row: HoldingsRow): string | undefined {
  return row.kind === 'unpriced-heading'
    ? `Unpriced: ${row.count} ${row.count === 1 ? 'asset' : 'assets'}, in no total`
    : undefined;
}

function lookOf(row: HoldingsRow): string {
  if (row.kind === 'unpriced-heading') return '';
  const { sums } = row.node;
  return classes(
    row.level > 1 && styles.inner,
    sums.carried === sums.balances && styles.stale,
    sums.value === undefined && styles.unpriced,
  );
}

/** A node is the same until what it shows has changed. */
function isSame(before: HoldingsRow, after: HoldingsRow): boolean {
  if (before.kind === 'unpriced-heading' || after.kind === 'unpriced-heading')
    return headingOf(before) === headingOf(after);
  return before.node === after.node;
}
