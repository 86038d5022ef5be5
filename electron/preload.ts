import { contextBridge, ipcRenderer } from 'electron';
import { connect } from '../shared/channel/client';
import { TO_MAIN, TO_PAGE } from '../shared/contract/channels';
import type { PageTable } from '../shared/contract/contract';

declare const __IPC_CALL_NAMES__: readonly string[];
declare const __IPC_EVENT_NAMES__: readonly string[];

/**
 * A page that is loaded again is not given what its predecessor asked for: its numbers begin somewhere else. They
 * are far below 2^53, where numbers stop to differ, whatever the clock says.
 */
const FIRST_NUMBERS = 2 ** 40;

/** The contract's names, each a method of its own: the page gets no generic way to send. */
const page = connect<PageTable>(
  {
    post: (message) => ipcRenderer.send(TO_MAIN, message),
    onMessage: (listener) =>
      void ipcRenderer.on(TO_PAGE, (_event, message: unknown) => listener(message)),
    // Main takes the page with it.
    onExit: () => undefined,
  },
  {
    names: { calls: __IPC_CALL_NAMES__, events: __IPC_EVENT_NAMES__ },
    firstId: Math.floor(Math.random() * FIRST_NUMBERS) + 1,
  },
);

contextBridge.exposeInMainWorld('portolan', page);
