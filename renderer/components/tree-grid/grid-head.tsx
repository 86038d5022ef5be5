import { ArrowDown, ArrowUp } from 'lucide-react';
import { classes } from '../classes';
import type { GridColumn, GridSort } from './grid-column';
import styles from './tree-grid.module.css';

export interface GridHeadProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly sort: GridSort | undefined;
  readonly onSort: ((column: string) => void) | undefined;
}

/** The names of the columns; those that lines can be sorted by are buttons. */
export function GridHead<Row>({ columns, sort, onSort }: GridHeadProps<Row>) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {columns.map(({ id, header, sortable, align }) => (
          <div
            key={id}
            role="columnheader"
            className={classes(styles.headCell, align === 'start' && styles.start)}
            aria-sort={sortable === true ? sortedHow(id, sort) : undefined}
          >
            {sortable === true ? (
              <button type="button" onClick={() => onSort?.(id)}>
                {header}
                {sort?.key !== id ? null : sort.descending ? (
                  <ArrowDown aria-hidden="true" />
                ) : (
                  <ArrowUp aria-hidden="true" />
                )}
              </button>
            ) : (
              header
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function sortedHow(id: string, sort: GridSort | undefined): 'none' | 'ascending' | 'descending' {
  if (sort?.key !== id) return 'none';
  return sort.descending ? 'descending' : 'ascending';
}
