import type { IpcMain, IpcMainEvent } from 'electron';
import { expect, it } from 'vitest';
import { TO_MAIN } from '../../shared/contract/channels';
import { keepEarlyMessages } from './early-messages';

it('what the page asks before anything listens is heard later, in its order, once', () => {
  const listeners: ((event: IpcMainEvent, message: unknown) => void)[] = [];
  const ipcMain: Pick<IpcMain, 'on'> = {
    on(_channel, listener) {
      listeners.push(listener);
      return this as IpcMain;
    },
  };
  const messages = keepEarlyMessages(ipcMain);
  const send = (message: unknown): void => {
    for (const listener of listeners) listener({} as IpcMainEvent, message);
  };
  send({ id: 1 });
  send({ id: 2 });
  const heard: unknown[] = [];
  messages.on(TO_MAIN, (_event, message) => heard.push(message));
  send({ id: 3 });
  expect(heard).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
});
