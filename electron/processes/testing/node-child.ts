import type { ChildProcess } from 'node:child_process';
import type { ChildProcessPort } from '../child-process';

/** A plain Node child, as the app sees a process of its own. */
export function nodeChildPort(child: ChildProcess): ChildProcessPort {
  return {
    post(message) {
      // A process that was killed a moment ago says so by its exit.
      if (child.connected) child.send(Object(message), () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', (code, signal) => listener(String(signal ?? code))),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Kills it unless it has ended by itself. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
