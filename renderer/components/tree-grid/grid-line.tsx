import { ChevronRight } from 'lucide-react';
import {
  memo,
  useEffect,
  useLayoutEffect,
  useRef,
  type CSSProperties,
  type MouseEvent,
} from 'react';
import { classes } from '../classes';
import type { GridColumn } from './grid-column';
import type { GridRow, RowPlace } from './grid-rows';
import styles from './tree-grid.module.css';

/** What all lines of a grid have in common. */
export interface LineTraits<Row> {
  readonly columns: readonly GridColumn<Row>[];
  /** The class of a line, by what it shows. */
  readonly look: (row: Row) => string;
  /** What stands over the whole line instead of cells; absent for lines with cells. */
  readonly heading?: ((row: Row) => string | undefined) | undefined;
  readonly onToggle: (id: string, open: boolean) => void;
  /** What a click does on a line that cannot be opened. */
  readonly onLeafClick?: ((id: string) => void) | undefined;
}

export interface GridLineProps<Row> extends LineTraits<Row>, RowPlace {
  readonly row: Row;
  readonly index: number;
  /** From the top of the first line, in pixels. */
  readonly start: number;
  /** In pixels; at least that where lines are measured. */
  readonly height: number;
  /** Takes what a line with content of any height comes to. */
  readonly measure: ((line: HTMLElement | null) => void) | undefined;
  /** The one line that Tab reaches. */
  readonly active: boolean;
  /** It is pointed at from elsewhere. */
  readonly inFocus: boolean;
  readonly onActivate: (id: string, index: number) => void;
  /** Two states of a line that show the same. */
  readonly isSame: (before: Row, after: Row) => boolean;
}

/** A line of a tree grid. Drawn again only when what it shows has changed. */
export const GridLine = memo(Line, isSameLine) as typeof Line;

function Line<Row extends GridRow>(props: GridLineProps<Row>) {
  const { row, index, active, inFocus, look, heading, onActivate, measure } = props;
  const ref = useFocusFollows(active);
  useLayoutEffect(() => measure?.(ref.current), [ref, measure]);
  const title = heading?.(row);
  return (
    <div
      ref={ref}
      role="row"
      aria-level={row.level}
      aria-posinset={props.position}
      aria-setsize={props.siblings}
      aria-expanded={row.expanded}
      aria-rowindex={index + 2}
      tabIndex={active ? 0 : -1}
      data-key={row.id}
      data-index={index}
      data-clickable={row.expanded !== undefined || props.onLeafClick !== undefined || undefined}
      className={classes(
        title === undefined ? styles.line : styles.heading,
        inFocus && styles.inFocus,
        look(row),
      )}
      style={placeStyle(props)}
      onFocus={() => onActivate(row.id, index)}
      onClick={(event) => onClick(event, props)}
    >
      {title === undefined ? (
        <Cells {...props} />
      ) : (
        <span role="gridcell" aria-colspan={props.columns.length}>
          {title}
        </span>
      )}
    </div>
  );
}

function Cells<Row extends GridRow>({ row, columns, active }: GridLineProps<Row>) {
  return shownCells(columns, row).map(({ column, span }, at) => {
    const content = column.cell(row, { tabIndex: active ? 0 : -1 });
    return (
      <div
        key={column.id}
        role={at === 0 ? 'rowheader' : 'gridcell'}
        aria-colspan={span === 1 ? undefined : span}
        className={classes(styles.cell, column.align === 'start' && styles.start)}
        style={span === 1 ? undefined : { gridColumn: `span ${span}` }}
        data-column={column.id}
      >
        {at > 0 ? (
          content
        ) : (
          <span className={styles.name}>
            <ChevronRight
              className={classes(styles.chevron, row.expanded === undefined && styles.leaf)}
              data-open={row.expanded || undefined}
              aria-hidden="true"
            />
            {content}
          </span>
        )}
      </div>
    );
  });
}

/** The cells of a line, without those that another goes over. */
function shownCells<Row>(
  columns: readonly GridColumn<Row>[],
  row: Row,
): readonly { readonly column: GridColumn<Row>; readonly span: number }[] {
  const cells: { column: GridColumn<Row>; span: number }[] = [];
  let covered = 0;
  for (const column of columns) {
    if (covered > 0) {
      covered -= 1;
      continue;
    }
    const span = column.span?.(row) ?? 1;
    cells.push({ column, span });
    covered = span - 1;
  }
  return cells;
}

function placeStyle<Row extends GridRow>({
  row,
  start,
  height,
  measure,
}: GridLineProps<Row>): CSSProperties & Record<'--level', number> {
  return {
    '--level': row.level,
    transform: `translateY(${start}px)`,
    ...(measure === undefined ? { height } : { minHeight: height }),
  };
}

function onClick<Row extends GridRow>(
  { target, currentTarget }: MouseEvent<HTMLElement>,
  { row, onToggle, onLeafClick }: GridLineProps<Row>,
): void {
  // Clicks in a popover come through React, though they are not in this line.
  if (!(target instanceof Element) || !currentTarget.contains(target)) return;
  if (target.closest('button') !== null) return;
  currentTarget.focus();
  if (row.expanded !== undefined) onToggle(row.id, !row.expanded);
  else onLeafClick?.(row.id);
}

function isSameLine<Row extends GridRow>(
  before: GridLineProps<Row>,
  after: GridLineProps<Row>,
): boolean {
  return (
    before.isSame(before.row, after.row) &&
    before.row.expanded === after.row.expanded &&
    before.row.level === after.row.level &&
    before.columns === after.columns &&
    before.index === after.index &&
    before.position === after.position &&
    before.siblings === after.siblings &&
    before.start === after.start &&
    before.height === after.height &&
    before.active === after.active &&
    before.inFocus === after.inFocus &&
    before.onToggle === after.onToggle &&
    before.onLeafClick === after.onLeafClick &&
    before.onActivate === after.onActivate
  );
}

/** Takes the focus when it becomes the active line of a grid that has it. */
function useFocusFollows(active: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const line = ref.current;
    const focused = document.activeElement;
    if (!active || line === null || line.contains(focused)) return;
    // Not from the head, whose buttons keep the focus they have.
    if (line.parentElement?.contains(focused) === true) line.focus({ preventScroll: true });
  }, [active]);
  return ref;
}
