import { utilityProcess } from 'electron';

/** A process in the shape that the history's client drives. */
interface ProcessPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** A process that starts when `when` resolves; what is said to it before that waits for it. */
export function startLater(when: Promise<void>, start: () => ProcessPort): ProcessPort {
  let killed = false;
  const started = when.then(() => {
    const port = start();
    if (killed) port.kill();
    return port;
  });
  return {
    post: (message) => void started.then((port) => port.post(message)),
    onMessage: (listener) => void started.then((port) => port.onMessage(listener)),
    onExit: (listener) => void started.then((port) => port.onExit(listener)),
    kill: () => {
      killed = true;
      void started.then((port) => port.kill());
    },
  };
}

/** The history's process: an Electron utility process. */
export function historyProcess(entry: string): ProcessPort {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Portolan history' });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}`)),
    kill: () => void child.kill(),
  };
}
