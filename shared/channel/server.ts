import { fail, type Failure, type Result } from '../base/failure';
import { isCancel, isRequest, type RequestMessage, type ToClient } from './messages';
import type { AnyCall, CallContext, CallTable, EventTable, Handlers, PayloadOf } from './table';

export interface ServerOptions<Calls extends CallTable> {
  readonly calls: Calls;
  readonly handlers: Handlers<Calls>;
  readonly post: (message: ToClient) => void;
  /** What a handler threw, which is a defect; the other end hears `internal` and no details. */
  readonly onError: (call: string, error: unknown) => void;
  /** Asked of each call once its input fits; what it answers is answered instead of the handler. */
  readonly refuse?: (call: string, spec: AnyCall, input: unknown) => Failure | undefined;
  /** A call was answered. */
  readonly onAnswered?: (call: string) => void;
}

/** Answers the calls of a table: each message that is received, with an answer or with nothing. */
export class ChannelServer<Calls extends CallTable, Events extends EventTable> {
  readonly #options: ServerOptions<Calls>;
  readonly #running = new Map<number, Cancellation>();

  constructor(options: ServerOptions<Calls>) {
    this.#options = options;
  }

  /** Says something unasked. */
  tell<Name extends keyof Events & string>(event: Name, payload: PayloadOf<Events[Name]>): void {
    this.#options.post({ event, payload });
  }

  /** Resolves when the message was answered; never rejects. What is no message of a channel is passed over. */
  async receive(message: unknown): Promise<void> {
    if (isCancel(message)) this.#running.get(message.cancel)?.cancel();
    else if (isRequest(message)) await this.#answer(message);
  }

  async #answer({ id, call, argument }: RequestMessage): Promise<void> {
    const cancellation = new Cancellation();
    this.#running.set(id, cancellation);
    const { post, onError, onAnswered } = this.#options;
    const result = await this.#resultOf(call, argument, {
      isCancelled: () => cancellation.isCancelled,
      onCancelled: (listener) => cancellation.onCancelled(listener),
      report: (progress) => {
        if (!cancellation.isCancelled) post({ id, progress });
      },
    });
    this.#running.delete(id);
    try {
      post({ id, ...result });
    } catch (error) {
      // What cannot cross, such as a function in an answer.
      onError(call, error);
      post({ id, ...INTERNAL });
    }
    onAnswered?.(call);
  }

  async #resultOf(
    call: string,
    argument: unknown,
    context: CallContext<unknown>,
  ): Promise<Result<unknown>> {
    const { calls, handlers, refuse, onError } = this.#options;
    const spec = Object.hasOwn(calls, call) ? calls[call] : undefined;
    if (spec === undefined) return fail('invalid-input', `There is no call ${call}.`);
    const input = taken(spec, argument);
    if (!input.ok) return input;
    const refused = refuse?.(call, spec, input.value);
    if (refused !== undefined) return { ok: false, failure: refused };
    try {
      // The table names the handler's input, which was just parsed or is of the same build.
      const handler = handlers[call] as AnyHandler;
      return await handler(input.value, context);
    } catch (error) {
      onError(call, error);
      return INTERNAL;
    }
  }
}

type AnyHandler = (input: unknown, context: CallContext<unknown>) => Promise<Result<unknown>>;

const INTERNAL: Result<never> = fail('internal', 'Something went wrong inside Portolan.', {
  hint: 'The log in the data folder says more.',
});

/** What a handler takes of what was sent. What does not fit is named without quoting it: it may be a secret. */
function taken({ input }: AnyCall, sent: unknown): Result<unknown> {
  if (input === undefined) return { ok: true, value: sent };
  const parsed = input.safeParse(sent);
  if (parsed.success) return { ok: true, value: parsed.data };
  return fail(
    'invalid-input',
    parsed.error.issues
      .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
      .join(' '),
  );
}

class Cancellation {
  isCancelled = false;
  readonly #listeners: (() => void)[] = [];

  cancel(): void {
    if (this.isCancelled) return;
    this.isCancelled = true;
    for (const listener of this.#listeners) listener();
  }

  onCancelled(listener: () => void): void {
    if (this.isCancelled) listener();
    else this.#listeners.push(listener);
  }
}
