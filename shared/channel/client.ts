import { failure, type Failure } from '../base/failure';
import { Caller, type CallerOptions } from './caller';
import type { ChannelPort } from './port';
import type { Calls, ChannelTable, Follow, Subscriptions } from './table';

export interface Client<Table extends ChannelTable> {
  readonly call: Calls<Table['calls']>;
  readonly on: Subscriptions<Table['events']>;
}

/** Names of a table, for where methods have to be there before they are asked for. */
export interface TableNames {
  readonly calls: readonly string[];
  readonly events: readonly string[];
}

/**
 * The asking side of a table over a port. It needs the table's type only, so neither schemas nor handlers
 * are loaded where it runs. When the other end is gone, what is unanswered, or asked
 * later, fails with `ended`.
 */
export function connect<Table extends ChannelTable>(
  port: ChannelPort,
  options: CallerOptions & {
    readonly names?: TableNames;
    readonly ended?: (reason: string) => Failure;
  } = {},
): Client<Table> {
  const { names, ended = endedUnexpectedly, ...rest } = options;
  const caller = new Caller(rest);
  caller.attach(port);
  port.onExit((reason) => caller.end(ended(reason)));
  return clientOf<Table>(caller, names);
}

/** The methods of a table, over a caller that somebody else attaches to its ports. */
export function clientOf<Table extends ChannelTable>(
  caller: Pick<Caller, 'ask' | 'on'>,
  names?: TableNames,
): Client<Table> {
  const call = methods(
    names?.calls,
    (name) => (input?: unknown, follow?: Follow<unknown>) => caller.ask(name, input, follow),
  );
  const on = methods(
    names?.events,
    (name) => (listener: (payload: unknown) => void) => caller.on(name, listener),
  );
  // The other end is of the same build: it answers what the table says.
  return { call: call as Client<Table>['call'], on: on as Client<Table>['on'] };
}

/** A method for each name; for whatever is asked for where there is no list of names. */
function methods(names: readonly string[] | undefined, make: (name: string) => unknown): unknown {
  if (names !== undefined) return Object.fromEntries(names.map((name) => [name, make(name)]));
  return new Proxy(
    {},
    {
      get: (_methods, name) =>
        // Who awaits an object looks for `then`: this one is no promise.
        typeof name === 'string' && name !== 'then' ? make(name) : undefined,
    },
  );
}

function endedUnexpectedly(reason: string): Failure {
  return failure('internal', `A process of Portolan ended unexpectedly: ${reason}.`);
}
