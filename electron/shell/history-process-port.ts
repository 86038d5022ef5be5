import { utilityProcess } from 'electron';

/** A utility process in the shape that the history's client drives. */
export function historyProcess(entry: string): {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (reason: string) => void): void;
  kill(): void;
} {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Portolan history' });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}`)),
    kill: () => void child.kill(),
  };
}
