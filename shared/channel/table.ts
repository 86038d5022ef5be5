import type { z } from 'zod';
import type { FailureCode, Result } from '../base/failure';

/**
 * A channel is declared once, as a table of calls and of events, and everything else follows from it: what
 * asks (`caller.ts`, `client.ts`), what answers (`server.ts`) and what stands in for it in tests. What
 * crosses is plain JSON, so that any transport carries it unchanged.
 */
export interface ChannelTable {
  readonly calls: CallTable;
  /** What the answering side says unasked. */
  readonly events: EventTable;
}

export type CallTable = Readonly<Record<string, AnyCall>>;
export type EventTable = Readonly<Record<string, EventSpec<unknown>>>;

/**
 * A call: what is sent, what its handler takes of that, what it answers, with which failures it may fail (all
 * of them where they are not closed), and what it reports while it runs (nothing by default).
 */
export interface CallSpec<
  Sent,
  Taken,
  Output,
  Code extends FailureCode = FailureCode,
  Progress = never,
> extends CallTraits {
  /** Checks and cleans what was sent. Absent where both ends are of one build and nothing is parsed. */
  readonly input?: z.ZodType;
  /** Types only: never has a value. */
  readonly types?: CallTypes<Sent, Taken, Output, Code, Progress>;
}

interface CallTypes<Sent, Taken, Output, Code, Progress> {
  readonly sent: (sent: Sent) => void;
  readonly taken: Taken;
  readonly output: Output;
  readonly code: Code;
  readonly progress: Progress;
}

/** What else is to be known of a call before it runs. */
export interface CallTraits {
  /** It only asks, or waits for somebody else: whoever stops the server need not wait for its answer. */
  readonly onlyAsks?: boolean;
  /** Its texts are not stored: they may have characters that no database takes. */
  readonly takesAnyText?: boolean;
}

export type AnyCall = CallSpec<never, unknown, unknown, FailureCode, unknown>;

export interface EventSpec<Payload> {
  /** Types only: never has a value. */
  readonly payload?: Payload;
}

interface Ends {
  /** Codes that it may fail with, where they are closed. */
  readonly fails?: FailureCode;
  readonly reports?: unknown;
}

interface Declaration<Sent, Taken, Checked = object> {
  returns<Output, More extends Ends = object>(): CallSpec<
    Sent,
    Taken,
    Output,
    More extends { readonly fails: infer Code extends FailureCode } ? Code : FailureCode,
    More extends { readonly reports: infer Progress } ? Progress : never
  > &
    Checked;
}

/** Declares a call whose input is checked: `call(input).returns<Output, { fails: 'storage' }>()`. */
export function call<Input extends z.ZodType>(
  input: Input,
  traits: CallTraits = {},
): Declaration<z.input<Input>, z.output<Input>, { readonly input: Input }> {
  return { returns: () => ({ input, ...traits }) };
}

/**
 * Declares a call between processes of one build, whose input is not parsed: the other end is this very
 * program, and entries of megabytes would be walked through for nothing.
 */
export function trustedCall<Input = void>(traits: CallTraits = {}): Declaration<Input, Input> {
  return { returns: () => traits };
}

/** Declares an event: `event<Payload>()`. */
export function event<Payload>(): EventSpec<Payload> {
  return {};
}

/** What the channel itself may answer, whatever the call: its input was refused, or its handler threw. */
export type ChannelCode = 'invalid-input' | 'internal' | 'cancelled';

export type SentOf<Call> =
  Call extends CallSpec<infer Sent, infer _Taken, infer _Output, infer _Code, infer _Progress>
    ? Sent
    : never;
export type TakenOf<Call> =
  Call extends CallSpec<infer _Sent, infer Taken, infer _Output, infer _Code, infer _Progress>
    ? Taken
    : never;
export type OutputOf<Call> =
  Call extends CallSpec<infer _Sent, infer _Taken, infer Output, infer _Code, infer _Progress>
    ? Output
    : never;
type CodeOf<Call> =
  Call extends CallSpec<infer _Sent, infer _Taken, infer _Output, infer Code, infer _Progress>
    ? Code
    : never;
export type ProgressOf<Call> =
  Call extends CallSpec<infer _Sent, infer _Taken, infer _Output, infer _Code, infer Progress>
    ? Progress
    : never;
export type PayloadOf<Event> = Event extends EventSpec<infer Payload> ? Payload : never;

/** What somebody who asked may do while the answer is on its way. */
export interface Follow<Progress = never> {
  readonly onProgress?: (progress: Progress) => void;
  /** Given what cancels the call; `whenAborted(signal)` makes one of a signal. */
  readonly whenCancelled?: (cancel: () => void) => void;
}

/** As much of an `AbortSignal` as is listened to: here are neither a browser's types nor Node's. */
interface Aborting {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options: { readonly once: boolean }): void;
}

/** Cancels when a signal is aborted, at once where it has been. */
export function whenAborted(signal: Aborting): (cancel: () => void) => void {
  return (cancel) => {
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', () => cancel(), { once: true });
  };
}

/** Only what reports how far it is can be followed, and cancelled: nothing else would heed it. */
type FollowOf<Progress> = [Progress] extends [never] ? [] : [follow?: Follow<Progress>];

/** The asking side of a table: `calls.totals(input)`. */
export type Calls<Table extends CallTable> = {
  readonly [Name in keyof Table]: (
    ...asked: undefined extends SentOf<Table[Name]>
      ? [input?: SentOf<Table[Name]>, ...follow: FollowOf<ProgressOf<Table[Name]>>]
      : [input: SentOf<Table[Name]>, ...follow: FollowOf<ProgressOf<Table[Name]>>]
  ) => Promise<Result<OutputOf<Table[Name]>, CodeOf<Table[Name]> | ChannelCode>>;
};

/** Each answers a function that ends the subscription. */
export type Subscriptions<Table extends EventTable> = {
  readonly [Name in keyof Table]: (
    listener: (payload: PayloadOf<Table[Name]>) => void,
  ) => () => void;
};

/** What a handler gets of the call beside its input. */
export interface CallContext<Progress> {
  readonly isCancelled: () => boolean;
  /** Called once when it is cancelled; at once where it has been. */
  readonly onCancelled: (listener: () => void) => void;
  readonly report: (progress: Progress) => void;
}

/** The answering side of a table. What reports how far it is also hears that it is cancelled. */
export type Handlers<Table extends CallTable> = {
  readonly [Name in keyof Table]: (
    ...call: [ProgressOf<Table[Name]>] extends [never]
      ? [input: TakenOf<Table[Name]>]
      : [input: TakenOf<Table[Name]>, context: CallContext<ProgressOf<Table[Name]>>]
  ) =>
    | Promise<Result<OutputOf<Table[Name]>, CodeOf<Table[Name]>>>
    | Result<OutputOf<Table[Name]>, CodeOf<Table[Name]>>;
};
