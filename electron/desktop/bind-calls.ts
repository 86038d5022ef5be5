import type { IpcMainEvent, WebContents } from 'electron';
import { failure, type Failure } from '../../shared/base/failure';
import { isKeepable } from '../../shared/base/storable-text';
import { isRequest, type RequestMessage, type ToClient } from '../../shared/channel/messages';
import { ChannelServer } from '../../shared/channel/server';
import type { AnyCall, CallTable } from '../../shared/channel/table';
import { TO_MAIN, TO_PAGE } from '../../shared/contract/channels';
import { calls, type Handlers } from '../../shared/contract/contract';
import type { Log } from '../engine/ports/log';
import type { PageMessages } from './early-messages';
import { postTo } from './publisher';

/**
 * Binds the contract to the handlers: only the main frame of our own window is answered, input that does
 * not fit the call's schema never reaches a handler, and what a handler throws stays in the log.
 * @returns what stops it: calls are refused from then on; resolves when those that change something have
 *   been answered
 */
export function bindCalls(
  messages: PageMessages,
  page: () => WebContents | undefined,
  handlers: Handlers,
  log: Log,
): () => Promise<void> {
  const changing = new Set<Promise<void>>();
  let isStopped = false;
  const server = new ChannelServer({
    calls,
    handlers,
    post: postTo(page),
    onError: (call, error) => log.error(`the call ${call} failed`, error),
    refuse: (_call, spec, input) => refusalOf(spec, input) ?? (isStopped ? CLOSING : undefined),
  });
  messages.on(TO_MAIN, (event, message: unknown) => {
    if (!isOurPage(event, page())) {
      if (isRequest(message)) event.reply(TO_PAGE, refused(message));
      return;
    }
    const answered = server.receive(message);
    if (!isRequest(message) || onlyAsks(message)) return;
    changing.add(answered);
    void answered.then(() => changing.delete(answered));
  });
  return async () => {
    isStopped = true;
    await Promise.all(changing);
  };
}

const CLOSING = failure('cancelled', 'Portolan is closing.');

/** Quitting does not wait for it. */
function onlyAsks({ call }: RequestMessage): boolean {
  const table: CallTable = calls;
  return !Object.hasOwn(table, call) || table[call]?.onlyAsks === true;
}

function refused({ id }: RequestMessage): ToClient {
  return { id, ok: false, failure: failure('refused', 'This call is for the app’s own page.') };
}

function refusalOf(spec: AnyCall, input: unknown): Failure | undefined {
  const unkept = spec.takesAnyText === true ? undefined : unkeptIn(input);
  if (unkept === undefined) return undefined;
  return failure('invalid-input', `${unkept}: there is a character in it that cannot be stored.`, {
    hint: 'Type it again.',
  });
}

function isOurPage(event: IpcMainEvent, page: WebContents | undefined): boolean {
  return page !== undefined && event.sender === page && event.senderFrame === page.mainFrame;
}

/**
 * Where in an input a text is that no database takes, or that turns the direction of writing; names are
 * cleaned by their schemas, so this is about ids, codes and whatever else is text.
 */
function unkeptIn(value: unknown, path = 'input'): string | undefined {
  if (typeof value === 'string') return isKeepable(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, one] of Object.entries(value)) {
    const found = isKeepable(name)
      ? unkeptIn(one, path === 'input' ? name : `${path}.${name}`)
      : path;
    if (found !== undefined) return found;
  }
  return undefined;
}
