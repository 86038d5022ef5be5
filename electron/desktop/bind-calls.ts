import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { callChannel } from '../../shared/contract/channels';
import {
  calls,
  callNames,
  type CallName,
  type Handlers,
  type ParsedInput,
} from '../../shared/contract/contract';
import { fail, type Result } from '../../shared/base/failure';
import { isKeepable } from '../../shared/base/storable-text';
import type { Log } from '../engine/ports/log';

/** Calls that only ask, or wait for somebody else: quitting does not wait for them. */
const ONLY_ASKS = /^(get|list|test|report|resolve|refresh|open|saveTextFile)/;

/**
 * Binds the contract to the handlers: only the main frame of our own window is answered, input that does
 * not fit the call's schema never reaches a handler, and what a handler throws stays in the log.
 * @returns what stops it: calls are refused from then on; resolves when those that change something have
 *   been answered
 */
export function bindCalls(
  ipcMain: IpcMain,
  page: () => WebContents | undefined,
  handlers: Handlers,
  log: Log,
): () => Promise<void> {
  const changing = new Set<Promise<unknown>>();
  let isStopped = false;
  for (const name of callNames) bindCall(name);
  return async () => {
    isStopped = true;
    await Promise.all(changing);
  };

  function bindCall<Name extends CallName>(name: Name): void {
    ipcMain.handle(callChannel(name), async (event, input: unknown): Promise<Result<unknown>> => {
      if (!isOurPage(event, page())) return fail('refused', 'This call is for the app’s own page.');
      const parsed = calls[name].input.safeParse(input);
      if (!parsed.success) return fail('invalid-input', describe(parsed.error.issues));
      const unkept = name === 'saveTextFile' ? undefined : unkeptIn(parsed.data);
      if (unkept !== undefined)
        return fail(
          'invalid-input',
          `${unkept}: there is a character in it that cannot be stored.`,
          {
            hint: 'Type it again.',
          },
        );
      if (isStopped) return fail('cancelled', 'Portolan is closing.');
      const answer = answered(name, parsed.data as ParsedInput<Name>);
      if (!ONLY_ASKS.test(name)) {
        changing.add(answer);
        void answer.then(() => changing.delete(answer));
      }
      return answer;
    });
  }

  async function answered<Name extends CallName>(
    name: Name,
    input: ParsedInput<Name>,
  ): Promise<Result<unknown>> {
    try {
      return await handlers[name](input);
    } catch (error) {
      log.error(`the call ${name} failed`, error);
      return fail('internal', 'Something went wrong inside Portolan.', {
        hint: 'The log in the data folder says more.',
      });
    }
  }
}

function isOurPage(event: IpcMainInvokeEvent, page: WebContents | undefined): boolean {
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

function describe(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  return issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join(' ');
}
