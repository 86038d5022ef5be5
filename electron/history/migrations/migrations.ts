import tables from './0001-tables.sql?raw';
import timeSeriesPlain from './0002-time-series.plain.sql?raw';
import timeSeriesTimescale from './0002-time-series.timescale.sql?raw';
import putByEntries from './0003-put-by-entries.sql?raw';

/** `any` runs everywhere; of the others the one that suits the server runs. */
export type Variant = 'any' | 'timescale' | 'plain';

export interface Migration {
  /** Counts from 1 without gaps. */
  readonly number: number;
  readonly name: string;
  readonly variants: Readonly<Partial<Record<Variant, string>>>;
}

/** In order; entries are only ever added, never edited: installed databases hold their checksums. */
export const MIGRATIONS: readonly Migration[] = [
  { number: 1, name: 'tables', variants: { any: tables } },
  {
    number: 2,
    name: 'time-series',
    variants: { timescale: timeSeriesTimescale, plain: timeSeriesPlain },
  },
  { number: 3, name: 'put-by-entries', variants: { any: putByEntries } },
];

/** The newest schema that this version of the app knows. */
export const NEWEST_SCHEMA: number = MIGRATIONS.at(-1)?.number ?? 0;
