import { useTable } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { classes } from '../../components/classes';
import { useQuote } from '../../components/use-money';
import { useMedia } from '../../components/use-media';
import { defaultRangeExtractor, useVirtualRows } from '../../components/virtual-rows';
import { Heading, Line } from './holding-line';
import { holdingsColumns, holdingsFeatures, type HoldingRow } from './holdings-columns';
import { SORT_KEYS, type HoldingsRow, type HoldingsSort } from './holdings-rows';
import styles from './holdings-table.module.css';

export interface HoldingsTableProps {
  readonly rows: readonly HoldingsRow[];
  readonly anyBorrowed: boolean;
  readonly sort: HoldingsSort;
  readonly onSort: (column: string) => void;
  readonly onToggle: (id: string, open: boolean) => void;
  readonly onOpen: (id: string) => void;
}

const ROW_HEIGHT = 32;
const OVERSCAN = 12;
const NOT_HOLDINGS: readonly HoldingRow[] = [];

/**
 * A tree grid of which only the lines in sight exist: the virtual list picks them out of all lines, and
 * the table library makes cells of just those. Arrow keys move and open, Enter shows the details.
 */
export function HoldingsTable(props: HoldingsTableProps) {
  const { rows, anyBorrowed, sort, onSort, onToggle, onOpen } = props;
  const narrow = useMedia('(width < 1220px)');
  const { currency } = useQuote();
  const columns = useMemo(
    () => holdingsColumns({ anyBorrowed, narrow, currency }),
    [anyBorrowed, narrow, currency],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const current = Math.min(active, rows.length - 1);
  const virtual = useVirtualRows({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
    // The line that Tab reaches exists wherever the list is scrolled to.
    rangeExtractor: (range) => withLine(defaultRangeExtractor(range), current),
  });
  const items = virtual.getVirtualItems();
  const window = items.flatMap(({ index }) => rows[index] ?? []);
  const data = window.filter((row): row is HoldingRow => row.kind !== 'unpriced-heading');
  const table = useTable({
    features: holdingsFeatures,
    columns,
    data: data.length === 0 ? NOT_HOLDINGS : data,
    getRowId: (row) => row.id,
  });
  const built = new Map(table.getRowModel().rows.map((row) => [row.id, row]));
  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[current];
    if (row === undefined) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const actions: Partial<Record<string, () => void>> = {
      ArrowDown: () => move(current + 1),
      ArrowUp: () => move(current - 1),
      PageDown: () => move(current + page),
      PageUp: () => move(current - page),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      ArrowRight: () => {
        if (isGroup(row) && !row.expanded) onToggle(row.id, true);
        else if (isGroup(row)) move(current + 1);
      },
      ArrowLeft: () => {
        if (isGroup(row) && row.expanded) onToggle(row.id, false);
        else move(parentIndex(rows, current));
      },
      Enter: () => {
        if (row.kind !== 'unpriced-heading') onOpen(row.id);
      },
      ' ': () => {
        if (isGroup(row)) onToggle(row.id, !row.expanded);
      },
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return (
    <div
      ref={scroller}
      className={classes(styles.grid, narrow && styles.narrow, anyBorrowed && styles.borrowed)}
      role="treegrid"
      aria-label="Holdings"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          {table.getHeaderGroups()[0]?.headers.map((header) => (
            <HeaderCell key={header.id} id={header.id} sort={sort} onSort={onSort}>
              <table.FlexRender header={header} />
            </HeaderCell>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={styles.body}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {items.map(({ index, start, key }) => {
          const line = rows[index];
          if (line === undefined) return null;
          if (line.kind === 'unpriced-heading')
            return (
              <Heading key={key} index={index} start={start} active={index === current}>
                Unpriced: {line.count} {line.count === 1 ? 'asset' : 'assets'}, in no total
              </Heading>
            );
          const row = built.get(line.id);
          return row === undefined ? null : (
            <Line
              key={key}
              row={row}
              columns={columns}
              index={index}
              start={start}
              active={index === current}
              onToggle={onToggle}
              onOpen={onOpen}
              onActivate={setActive}
            />
          );
        })}
      </div>
    </div>
  );
}

function withLine(indexes: readonly number[], line: number): number[] {
  return indexes.includes(line)
    ? [...indexes]
    : [...indexes, line].sort((one, other) => one - other);
}

function isGroup(row: HoldingsRow): row is HoldingsRow & { kind: 'group' | 'asset' | 'venue' } {
  return row.kind === 'group' || row.kind === 'asset' || row.kind === 'venue';
}

function parentIndex(rows: readonly HoldingsRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  for (let at = index - 1; at >= 0; at -= 1) if ((rows[at]?.level ?? 1) < level) return at;
  return index;
}

function HeaderCell({
  id,
  sort,
  onSort,
  children,
}: {
  readonly id: string;
  readonly sort: HoldingsSort;
  readonly onSort: (column: string) => void;
  readonly children: ReactNode;
}) {
  const sortable = SORT_KEYS.some((key) => key === id);
  const sorted = sort.key === id;
  return (
    <div
      role="columnheader"
      className={classes(styles.headCell, id === 'asset' && styles.first)}
      aria-sort={
        !sortable ? undefined : !sorted ? 'none' : sort.descending ? 'descending' : 'ascending'
      }
    >
      {sortable ? (
        <button type="button" onClick={() => onSort(id)}>
          {children}
          {!sorted ? null : sort.descending ? (
            <ArrowDown aria-hidden="true" />
          ) : (
            <ArrowUp aria-hidden="true" />
          )}
        </button>
      ) : (
        children
      )}
    </div>
  );
}
