import type { IpcMain, IpcMainEvent } from 'electron';
import { TO_MAIN } from '../../shared/contract/channels';

type Listener = (event: IpcMainEvent, message: unknown) => void;

/** Where the page's messages come from. */
export interface PageMessages {
  on(channel: string, listener: Listener): unknown;
}

/**
 * Keeps what the page sends before anything listens for it: what nobody hears would never be answered. From then
 * on everything goes straight to who listens, what was kept first.
 */
export function keepEarlyMessages(ipcMain: Pick<IpcMain, 'on'>): PageMessages {
  const early: [IpcMainEvent, unknown][] = [];
  let take: Listener = (event, message) => void early.push([event, message]);
  ipcMain.on(TO_MAIN, (event, message: unknown) => take(event, message));
  return {
    on: (_channel, listener) => {
      take = listener;
      for (const [event, message] of early.splice(0)) listener(event, message);
    },
  };
}
