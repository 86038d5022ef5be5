import type { Failure } from '../base/failure';

/** Messages on the wire. Both ends are of one build: the tags tell everything about a message. */
export interface RequestMessage {
  readonly id: number;
  readonly call: string;
  readonly argument: unknown;
}

/** The asking side wants no answer any more. */
export interface CancelMessage {
  readonly cancel: number;
}

export type AnswerMessage =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure };

/** How far a call is, while it runs. */
export interface ProgressMessage {
  readonly id: number;
  readonly progress: unknown;
}

/** What the answering side says unasked. */
export interface EventMessage {
  readonly event: string;
  readonly payload: unknown;
}

export type ToServer = RequestMessage | CancelMessage;
export type ToClient = AnswerMessage | ProgressMessage | EventMessage;

export function isRequest(message: unknown): message is RequestMessage {
  return isTagged(message, 'id', 'number') && isTagged(message, 'call', 'string');
}

export function isCancel(message: unknown): message is CancelMessage {
  return isTagged(message, 'cancel', 'number');
}

export function isAnswer(message: unknown): message is AnswerMessage {
  return isTagged(message, 'id', 'number') && isTagged(message, 'ok', 'boolean');
}

export function isProgress(message: unknown): message is ProgressMessage {
  return isTagged(message, 'id', 'number') && 'progress' in message;
}

export function isEvent(message: unknown): message is EventMessage {
  return isTagged(message, 'event', 'string');
}

function isTagged(message: unknown, tag: string, type: string): message is object {
  return (
    typeof message === 'object' && message !== null && typeof Reflect.get(message, tag) === type
  );
}
