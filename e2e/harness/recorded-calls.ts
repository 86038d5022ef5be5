import type { RunningApp } from './running-app';

interface Recorder {
  recordedCalls?: string[];
}

/**
 * Takes down every call that reaches main from the page, with its input, from now on. Answers what was
 * taken down so far.
 */
export async function recordCalls({ electron }: RunningApp): Promise<() => Promise<string[]>> {
  await electron.evaluate(({ ipcMain }) => {
    type Handler = (event: unknown, ...input: unknown[]) => unknown;
    // Not public, but where each Electron has kept them: there is no event for calls that are answered.
    const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
    if (!(handlers instanceof Map)) throw new Error('this Electron keeps its handlers elsewhere');
    const recorded: string[] = [];
    for (const [channel, handle] of [...(handlers as Map<string, Handler>)])
      handlers.set(channel, (event: unknown, ...input: unknown[]) => {
        recorded.push(`${channel} ${JSON.stringify(input)}`);
        return handle(event, ...input);
      });
    (globalThis as Recorder).recordedCalls = recorded;
  });
  return () => electron.evaluate(() => (globalThis as Recorder).recordedCalls ?? []);
}
