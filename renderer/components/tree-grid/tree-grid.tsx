import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { classes } from '../classes';
import type { GridSort } from './grid-column';
import { GridHead } from './grid-head';
import { GridLine, type LineTraits } from './grid-line';
import { indexOfActive, moveOf, placesOf, type ActiveLine, type GridRow } from './grid-rows';
import styles from './tree-grid.module.css';
import { defaultRangeExtractor, useVirtualRows } from './virtual-rows';

export interface TreeGridProps<Row extends GridRow> extends LineTraits<Row> {
  readonly label: string;
  /** Those in sight when all are drawn: in their order, without what is in closed ones. */
  readonly rows: readonly Row[];
  /** In pixels, what a line comes to. */
  readonly lineHeight: (row: Row) => number;
  /** Lines may become higher than that by what is in them. */
  readonly isMeasured?: boolean;
  readonly sort?: GridSort;
  readonly onSort?: (column: string) => void;
  /** Two states of a line that show the same, so that it is not drawn again; by identity if absent. */
  readonly isSame?: (before: Row, after: Row) => boolean;
  /** The id of the line that is pointed at from elsewhere: it is marked, and brought into sight once. */
  readonly inFocus?: string | undefined;
  readonly className: string | undefined;
  /** The cells of a last line that is always there. */
  readonly footer?: ReactNode;
}

const OVERSCAN = 12;
/** Of the head, which stays in sight; as the style sheet has it. */
const HEAD_HEIGHT = 30;

/**
 * Lines of a tree under the names of their columns, of which only those in sight exist. One line is a stop of the
 * Tab key; arrow keys move from there, open and close, and Enter presses the line's button that is marked
 * `data-details`. The style of its class gives `--columns`, `--column-gap`, `--edges` and `--indent`.
 */
export function TreeGrid<Row extends GridRow>(props: TreeGridProps<Row>) {
  const { rows, columns, sort, onSort, className, footer, label } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { current, activate } = useActive(rows);
  const virtual = useVirtualRows({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(props, index),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    // The line that Tab reaches exists wherever the list is scrolled to.
    rangeExtractor: (range) => withLine(defaultRangeExtractor(range), current),
  });
  const places = useMemo(() => placesOf(rows), [rows]);
  const toInFocus = useEffectEvent((id: string | undefined) => {
    const index = rows.findIndex((row) => row.id === id);
    if (index !== -1) virtual.scrollToIndex(index, { align: 'center' });
  });
  useEffect(() => toInFocus(props.inFocus), [props.inFocus]);

  const onKeyDown = (event: KeyboardEvent) => {
    const { target, currentTarget } = event;
    const row = rows[current];
    // Controls in a line have keys of their own.
    const isOnLine = target instanceof HTMLElement && target.parentElement === currentTarget;
    if (!isOnLine || row === undefined) return;
    const page = pageOf(scroller.current, props.lineHeight(row));
    const move = moveOf(rows, current, event, page);
    if (move === undefined) return;
    event.preventDefault();
    if (move.kind === 'go') {
      activate(rows[move.to]?.id ?? row.id, move.to);
      virtual.scrollToIndex(move.to);
    } else if (move.kind === 'open') props.onToggle(row.id, move.open);
    else act(target, row, props.onToggle);
  };

  return (
    <div
      ref={scroller}
      className={classes(styles.grid, className)}
      role="treegrid"
      aria-label={label}
      aria-rowcount={rows.length + (footer === undefined ? 1 : 2)}
      aria-colcount={columns.length}
    >
      <GridHead columns={columns} sort={sort} onSort={onSort} />
      <div
        role="rowgroup"
        className={styles.body}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          const place = places[index];
          return row === undefined || place === undefined ? null : (
            <GridLine
              key={key}
              row={row}
              {...place}
              columns={columns}
              look={props.look}
              heading={props.heading}
              onToggle={props.onToggle}
              onLeafClick={props.onLeafClick}
              index={index}
              start={start - HEAD_HEIGHT}
              height={props.lineHeight(row)}
              measure={props.isMeasured === true ? virtual.measureElement : undefined}
              active={index === current}
              inFocus={row.id === props.inFocus}
              onActivate={activate}
              isSame={props.isSame ?? Object.is}
            />
          );
        })}
      </div>
      {footer === undefined ? null : (
        <div role="rowgroup">
          <div role="row" aria-rowindex={rows.length + 2} className={styles.footer}>
            {footer}
          </div>
        </div>
      )}
    </div>
  );
}

/** Which line Tab reaches, and how that becomes another. */
function useActive(rows: readonly GridRow[]) {
  const [active, setActive] = useState<ActiveLine>({ id: undefined, index: 0 });
  const current = indexOfActive(rows, active);
  if (current !== active.index && rows[current]?.id === active.id)
    setActive({ id: active.id, index: current });
  const activate = useCallback((id: string, index: number) => setActive({ id, index }), []);
  return { current, activate };
}

function heightOf<Row extends GridRow>(
  { rows, lineHeight }: TreeGridProps<Row>,
  index: number,
): number {
  const row = rows[index];
  return row === undefined ? 0 : lineHeight(row);
}

function withLine(indexes: readonly number[], line: number): number[] {
  return line < 0 || indexes.includes(line)
    ? [...indexes]
    : [...indexes, line].sort((one, other) => one - other);
}

/** How many lines a page is: one less than fit, so that one of them stays in sight. */
function pageOf(scroller: HTMLElement | null, lineHeight: number): number {
  const room = (scroller?.clientHeight ?? 0) - HEAD_HEIGHT;
  return Math.max(1, Math.floor(room / lineHeight) - 1);
}

/** What a line is there for: its details where it has some, else what is in it. */
function act(
  line: HTMLElement,
  { id, expanded }: GridRow,
  onToggle: (id: string, open: boolean) => void,
): void {
  const details = line.querySelector<HTMLElement>('[data-details]');
  if (details !== null) details.click();
  else if (expanded !== undefined) onToggle(id, !expanded);
}
