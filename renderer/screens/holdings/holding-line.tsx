import { FlexRender, type Row } from '@tanstack/react-table';
import { PanelRight } from 'lucide-react';
import { memo, useEffect, useRef, type ReactNode } from 'react';
import { classes } from '../../components/classes';
import type { holdingsColumns, HoldingRow, holdingsFeatures } from './holdings-columns';
import styles from './holdings-table.module.css';

export interface Placed {
  readonly index: number;
  readonly start: number;
  /** The one line that Tab reaches. */
  readonly active: boolean;
}

/** What sets the unpriced apart. */
export function Heading({
  index,
  start,
  active,
  children,
}: Placed & { readonly children: ReactNode }) {
  const ref = useFocusFollows(active);
  return (
    <div
      ref={ref}
      role="row"
      aria-level={1}
      aria-rowindex={index + 2}
      tabIndex={active ? 0 : -1}
      className={styles.heading}
      style={{ transform: `translateY(${start}px)` }}
    >
      <span role="gridcell">{children}</span>
    </div>
  );
}

interface LineProps extends Placed {
  readonly row: Row<typeof holdingsFeatures, HoldingRow>;
  readonly columns: ReturnType<typeof holdingsColumns>;
  readonly onToggle: (id: string, open: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly onActivate: (index: number) => void;
}

/** Drawn again only when what it shows has changed: its node is the same until then. */
export const Line = memo(
  function Line({ row, index, start, active, onToggle, onOpen, onActivate }: LineProps) {
    const ref = useFocusFollows(active);
    const line = row.original;
    const { sums } = line.node;
    const group = line.kind !== 'balance';
    return (
      <div
        ref={ref}
        role="row"
        aria-level={line.level}
        aria-expanded={group ? line.expanded : undefined}
        aria-rowindex={index + 2}
        tabIndex={active ? 0 : -1}
        data-key={line.id}
        className={classes(
          styles.row,
          line.level > 1 && styles.inner,
          sums.carried === sums.balances && styles.stale,
          sums.value === undefined && styles.unpriced,
        )}
        style={{ transform: `translateY(${start}px)` }}
        onClick={(event) => {
          onActivate(index);
          event.currentTarget.focus();
          if (group) onToggle(line.id, !line.expanded);
          else onOpen(line.id);
        }}
      >
        {row.getAllCells().map((cell) => (
          <div
            key={cell.id}
            role="gridcell"
            className={classes(styles.cell, cell.column.id === 'asset' && styles.first)}
            data-column={cell.column.id}
          >
            <FlexRender cell={cell} />
            {cell.column.id === 'asset' ? (
              <button
                type="button"
                tabIndex={-1}
                className={styles.details}
                aria-label="Details"
                data-tip="Details (Enter)"
                onClick={(event) => {
                  event.stopPropagation();
                  onActivate(index);
                  onOpen(line.id);
                }}
              >
                <PanelRight aria-hidden="true" />
              </button>
            ) : null}
          </div>
        ))}
      </div>
    );
  },
  (before, after) =>
    before.row.original.node === after.row.original.node &&
    expandedOf(before.row.original) === expandedOf(after.row.original) &&
    before.row.original.level === after.row.original.level &&
    before.columns === after.columns &&
    before.index === after.index &&
    before.start === after.start &&
    before.active === after.active &&
    before.onToggle === after.onToggle &&
    before.onOpen === after.onOpen,
);

function expandedOf(row: HoldingRow): boolean {
  return row.kind !== 'balance' && row.expanded;
}

/** Takes the focus when it becomes the active line of a grid that has it. */
function useFocusFollows(active: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const grid = ref.current?.closest('[role="treegrid"]');
    if (
      active &&
      grid?.contains(document.activeElement) === true &&
      isInBody(document.activeElement)
    )
      ref.current?.focus({ preventScroll: true });
  }, [active]);
  return ref;
}

/** Not in the head, whose buttons keep the focus they have. */
function isInBody(element: Element | null): boolean {
  return element?.closest('[role="columnheader"]') === null;
}
