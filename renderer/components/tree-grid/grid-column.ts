import type { ReactNode } from 'react';

/** What a cell gets of the line that it is in. */
export interface CellPlace {
  /** For the controls in the cell: they are stops of the Tab key while their line is the active one. */
  readonly tabIndex: 0 | -1;
}

export interface GridColumn<Row> {
  /** Stands in `data-column`, and is the key that the column is sorted by. */
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (row: Row, place: CellPlace) => ReactNode;
  /** Where the content stands; at the end if absent, as figures do. */
  readonly align?: 'start' | 'end';
  /** Its head is a button that sorts by it. */
  readonly sortable?: boolean;
  /** Over how many columns the cell of a line goes, itself included; one if absent. */
  readonly span?: (row: Row) => number;
}

export interface GridSort {
  /** The id of a column. */
  readonly key: string;
  readonly descending: boolean;
}
