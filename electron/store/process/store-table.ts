import { event, trustedCall, type CallSpec } from '../../../shared/channel/table';
import type { HistoryFinding } from '../../engine/ports/history';
import type { Entry } from '../entries/entry';
import type { Trouble } from '../history/troubles';
import * as queries from '../queries/queries';
import type { Query } from '../queries/query';

type Queries = typeof queries;

interface Fails {
  readonly fails: 'storage';
}

/** A call for each query, of its name. */
type Reads = {
  readonly [Name in keyof Queries]: Queries[Name] extends Query<infer Input, infer Output>
    ? CallSpec<Input, Input, Output, 'storage'>
    : never;
};

const reads: unknown = Object.fromEntries(
  Object.keys(queries).map((name) => [name, trustedCall().returns()]),
);

/**
 * What the app asks of the history's process, and what that says unasked; amounts cross as text. Nothing of
 * it is parsed: both ends are one build, and an entry may be megabytes. What strangers may have written,
 * such as rows of a newer version, is understood where it is used.
 */
export const storeTable = {
  calls: {
    open: trustedCall<{ readonly directory: string }>().returns<
      { readonly engine: string },
      Fails
    >(),
    write: trustedCall<Entry>().returns<void, Fails>(),
    ...(reads as Reads),
    maintain: trustedCall().returns<void, Fails>(),
    close: trustedCall().returns<void, Fails>(),
  },
  events: {
    /** How many acknowledged writes are on their way to the engine. */
    waiting: event<number>(),
    /** What was found wrong with the files of the history. */
    finding: event<HistoryFinding>(),
    /** What is refused at present; null when all is well again. */
    trouble: event<Trouble | null>(),
    log: event<string>(),
  },
} as const;

export type StoreTable = typeof storeTable;
export type StoreCalls = StoreTable['calls'];
