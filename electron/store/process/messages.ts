import type { HistoryQuery, HistorySeries } from '../../../shared/history/series';
import type { Failure, Instant } from '../../../shared/base/failure';
import type { Connection } from '../../../shared/portfolio/venue';
import type { StoredRecord } from '../../../shared/records/stored-record';
import type { HistoryFinding, PortfolioId } from '../../engine/ports/history';
import type { Entry } from '../entries/entry';
import type { Trouble } from '../engines/embedded/troubles';

/**
 * What the app asks of the history's process: name, argument, answer. All of it is plain JSON with
 * amounts as text, so that any message channel carries it unchanged.
 */
export interface HistoryCalls {
  open: { argument: { readonly directory: string }; answer: { readonly engine: string } };
  write: { argument: Entry; answer: null };
  connections: { argument: null; answer: readonly Connection[] };
  settings: { argument: null; answer: Readonly<Record<string, unknown>> };
  records: { argument: null; answer: readonly StoredRecord[] };
  totals: {
    argument: { readonly portfolio: PortfolioId; readonly query: HistoryQuery };
    answer: HistorySeries;
  };
  'first-point-at': {
    argument: { readonly portfolio: PortfolioId };
    answer: Instant | null;
  };
  maintain: { argument: null; answer: null };
  close: { argument: null; answer: null };
}

export type CallName = keyof HistoryCalls;

export type HistoryRequest = {
  [Name in CallName]: {
    readonly id: number;
    readonly call: Name;
    readonly argument: HistoryCalls[Name]['argument'];
  };
}[CallName];

export type HistoryAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure };

/** What the process says unasked. */
export type HistoryNotice =
  | { readonly notice: 'waiting'; readonly waiting: number }
  /** What was found wrong with the files of the history. */
  | { readonly notice: 'finding'; readonly finding: HistoryFinding }
  /** What is refused at present; null when all is well again. */
  | { readonly notice: 'trouble'; readonly trouble: Trouble | null }
  | { readonly notice: 'log'; readonly message: string };

/** Both ends are of one build: the tag tells everything about a message. */
export function isRequest(message: unknown): message is HistoryRequest {
  return typeof message === 'object' && message !== null && 'id' in message && 'call' in message;
}

export function isAnswer(message: unknown): message is HistoryAnswer {
  return typeof message === 'object' && message !== null && 'id' in message && 'ok' in message;
}

export function isNotice(message: unknown): message is HistoryNotice {
  return typeof message === 'object' && message !== null && 'notice' in message;
}
