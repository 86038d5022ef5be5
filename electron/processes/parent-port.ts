import type { ChannelPort } from '../../shared/channel/port';

/** As much of Electron's `process.parentPort` as is used here; absent in a plain Node process. */
interface ElectronPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/**
 * The way to whoever started this process: the port of an Electron utility process, or the IPC channel of a
 * plain Node child. What is posted to a parent that is gone is lost.
 */
export function parentPort(): ChannelPort {
  const electronPort: unknown = Reflect.get(process, 'parentPort');
  if (isElectronPort(electronPort))
    return {
      post: (message) => electronPort.postMessage(message),
      onMessage: (listener) => electronPort.on('message', ({ data }) => listener(data)),
      // Electron ends its utility processes itself.
      onExit: () => undefined,
    };
  return {
    post(message) {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => void process.on('message', listener),
    onExit: (listener) => void process.on('disconnect', () => listener('disconnected')),
  };
}

function isElectronPort(candidate: unknown): candidate is ElectronPort {
  return typeof candidate === 'object' && candidate !== null && 'postMessage' in candidate;
}
