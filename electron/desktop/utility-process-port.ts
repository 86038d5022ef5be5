import { utilityProcess } from 'electron';
import type { ChildProcessPort } from '../processes/child-process';

/** A process that starts when `when` resolves; what is said to it before that waits for it. */
export function startLater(when: Promise<void>, start: () => ChildProcessPort): ChildProcessPort {
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

/** Starts an Electron utility process. @param serviceName what the system's list of processes calls it */
export function utilityProcessPort(entry: string, serviceName: string): ChildProcessPort {
  const child = utilityProcess.fork(entry, [], { serviceName });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}`)),
    kill: () => void child.kill(),
  };
}
