import { fail } from '../../base/failure';
import { connect, type Client } from '../client';
import { ChannelServer } from '../server';
import type { ChannelTable, Handlers, PayloadOf } from '../table';
import { linkedPorts } from './linked-ports';

export interface FakeChannel<Table extends ChannelTable> extends Client<Table> {
  /** Every call whose input fitted, with what its handler was given. */
  readonly asked: readonly (readonly [call: string, argument: unknown])[];
  /** What handlers of the test threw. */
  readonly thrown: readonly (readonly [call: string, error: unknown])[];
  /** Lets the other end say something unasked. */
  tell<Name extends keyof Table['events'] & string>(
    event: Name,
    payload: PayloadOf<Table['events'][Name]>,
  ): void;
  /** Ends the other end, as a crash does. */
  end(reason: string): void;
}

/**
 * A table whose other end is played by a test: inputs are checked and answers carried as they really are. A
 * call without a handler answers `internal`.
 */
export function fakeChannel<Table extends ChannelTable>(
  { calls }: Table,
  handlers: Partial<Handlers<Table['calls']>>,
): FakeChannel<Table> {
  const ports = linkedPorts();
  const asked: (readonly [string, unknown])[] = [];
  const thrown: (readonly [string, unknown])[] = [];
  const played: unknown = Object.fromEntries(
    Object.keys(calls).map((call) => [
      call,
      handlers[call] ?? (() => fail('internal', `The test does not play ${call}.`)),
    ]),
  );
  const server = new ChannelServer<Table['calls'], Table['events']>({
    calls,
    handlers: played as Handlers<Table['calls']>,
    post: (message) => ports.answering.post(message),
    onError: (call, error) => thrown.push([call, error]),
    refuse: (call, _spec, input) => {
      asked.push([call, input]);
      return undefined;
    },
  });
  ports.answering.onMessage((message) => void server.receive(message));
  return {
    ...connect<Table>(ports.asking),
    asked,
    thrown,
    tell: (event, payload) => server.tell(event, payload),
    end: (reason) => ports.end(reason),
  };
}
