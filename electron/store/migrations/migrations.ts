import tables from './0001-tables.sql?raw';
import timeSeriesPlain from './0002-time-series.plain.sql?raw';
import timeSeriesTimescale from './0002-time-series.timescale.sql?raw';
import putByEntries from './0003-put-by-entries.sql?raw';
import records from './0004-records.sql?raw';
import ratesAndSteps from './0005-rates-and-steps.sql?raw';
import rateSeriesPlain from './0006-rate-series.plain.sql?raw';
import rateSeriesTimescale from './0006-rate-series.timescale.sql?raw';
import stepsInCurrencies from './0007-steps-in-currencies.sql?raw';
import { moveListedRecords } from './move-listed-records';
import type { SqlSession } from '../sql/sql-engine';

/** `any` runs everywhere; of the others the one that suits the server runs. */
export type Variant = 'any' | 'timescale' | 'plain';

export interface Migration {
  /** Grows from each to the next. */
  readonly number: number;
  readonly name: string;
  readonly variants: Readonly<Partial<Record<Variant, string>>>;
  /** Moves data that SQL alone cannot, after the script and within its transaction. */
  readonly move?: (sql: SqlSession) => Promise<void>;
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
  { number: 4, name: 'records', variants: { any: records }, move: moveListedRecords },
  { number: 5, name: 'rates-and-steps', variants: { any: ratesAndSteps } },
  {
    number: 6,
    name: 'rate-series',
    variants: { timescale: rateSeriesTimescale, plain: rateSeriesPlain },
  },
  { number: 7, name: 'steps-in-currencies', variants: { any: stepsInCurrencies } },
];

/** The newest schema that this version of the app knows. */
export const NEWEST_SCHEMA: number = MIGRATIONS.at(-1)?.number ?? 0;
