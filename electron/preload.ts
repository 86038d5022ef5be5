import { contextBridge, ipcRenderer } from 'electron';
import { callChannel, eventChannel } from '../shared/contract/channels';

declare const __IPC_CALL_NAMES__: readonly string[];
declare const __IPC_EVENT_NAMES__: readonly string[];

/** The contract's names, each bound to its own channel: the page gets no generic way to send. */
const call = Object.fromEntries(
  __IPC_CALL_NAMES__.map((name) => [
    name,
    (input: unknown) => ipcRenderer.invoke(callChannel(name), input) as Promise<unknown>,
  ]),
);

const on = Object.fromEntries(
  __IPC_EVENT_NAMES__.map((name) => [
    name,
    (listener: (event: unknown) => void) => {
      const forward = (_event: unknown, payload: unknown): void => listener(payload);
      ipcRenderer.on(eventChannel(name), forward);
      return () => {
        ipcRenderer.removeListener(eventChannel(name), forward);
      };
    },
  ]),
);

contextBridge.exposeInMainWorld('portolan', { call, on });
