import type { ConnectionId } from '../../../shared/base/ids';
import type { Connection } from '../../../shared/portfolio/venue';
import type { NoticeBoard } from '../alerts/notice-board';
import { Collector, type CollectorOptions } from './collector';
import { ConnectionService, type ConnectionServiceOptions } from './connection-service';
import { CrossChecker } from './cross-checker';
import { EqualHoldings } from './equal-holdings';
import { crossCheckWords, differenceWords } from './notice-words';

export interface ConnectionsNeeds
  extends
    Omit<
      CollectorOptions,
      'accounts' | 'addressOf' | 'crossCheck' | 'onDifference' | 'onEntered' | 'secretsOf'
    >,
    Omit<ConnectionServiceOptions, 'collector' | 'onOverlap'> {
  readonly notices: NoticeBoard;
  /** What was connected when the last run ended. */
  readonly cached: readonly Connection[];
}

export interface ConnectionsParts {
  readonly connections: ConnectionService;
  readonly collector: Collector;
  readonly crossChecker: CrossChecker;
}

/** What is connected, what reads it, and what compares it with the venue's own word. */
export function connectionsParts({
  notices,
  cached,
  ...needs
}: ConnectionsNeeds): ConnectionsParts {
  const { portfolio, prices, clock } = needs;
  const warn = (text: string): void => notices.raise('warning', text);
  const labelOf = (id: ConnectionId): string =>
    connections.list().find((one) => one.id === id)?.label ?? 'A connection';
  const crossChecker = new CrossChecker({
    portfolio,
    priceOf: (venue, code) => prices.priceOf(venue, code),
    clock,
    onDiffers: ({ id }, { source }) => warn(crossCheckWords(labelOf(id), source)),
  });
  const equalHoldings = new EqualHoldings({
    portfolio,
    connections: () => connections.list(),
    lacksAccountId: (id) => connections.accounts.lacksAccountId(id),
    onQuestion: warn,
  });
  const collector = new Collector({
    ...needs,
    crossCheck: (connection, session) => {
      void crossChecker.check(connection, session);
      equalHoldings.read(connection.id);
    },
    secretsOf: (connection) => connections.secretsOf(connection),
    accounts: () => connections.accounts,
    onEntered: () => prices.priceNow(),
    onDifference: (connection, accountType, codes) =>
      notices.raise('info', differenceWords(connection.label, accountType, codes)),
  });
  const connections: ConnectionService = new ConnectionService(
    { ...needs, collector, onOverlap: warn },
    cached,
  );
  return { connections, collector, crossChecker };
}
