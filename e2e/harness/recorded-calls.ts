import { isRequest } from '../../shared/channel/messages';
import { TO_MAIN } from '../../shared/contract/channels';
import type { RunningApp } from './running-app';

interface Recorder {
  recordedMessages?: unknown[];
}

/**
 * Takes down every call that reaches main from the page, with its input, from now on. Answers what was
 * taken down so far.
 */
export async function recordCalls({ electron }: RunningApp): Promise<() => Promise<string[]>> {
  await electron.evaluate(({ ipcMain }, channel) => {
    const recorded: unknown[] = [];
    ipcMain.on(channel, (_event, message: unknown) => recorded.push(message));
    (globalThis as Recorder).recordedMessages = recorded;
  }, TO_MAIN);
  return async () => {
    const messages = await electron.evaluate(() => (globalThis as Recorder).recordedMessages ?? []);
    return messages.flatMap((message) =>
      isRequest(message) ? [`${message.call} ${JSON.stringify(message.argument)}`] : [],
    );
  };
}
