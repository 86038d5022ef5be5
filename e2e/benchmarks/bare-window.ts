import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { electronProgram, environment, isRoot, repositoryRoot } from '../harness/electron-program';
import { killAll, processTree, untilGone, type KnownProcess } from '../harness/processes';

/** Starting or ending the app takes far less. */
export const LIMIT_MS = 30_000;

/** An Electron program that was started, with the app in it if any. */
export interface Started {
  readonly child: ChildProcess;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/**
 * Starts an app in Electron, does work with it, and ends it.
 * @param args the app's folder and its flags
 */
export async function withElectron<T>(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  work: (started: Started) => Promise<T>,
): Promise<T> {
  const sandbox = isRoot ? ['--no-sandbox'] : [];
  const startedAt = Date.now();
  const child = spawn(electronProgram(), [...sandbox, ...args], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    return await work({ child, startedAt });
  } finally {
    await end(child);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const processes = await processTree(child.pid);
  child.kill('SIGTERM');
  killAll(await untilGone(processes, LIMIT_MS));
}

export interface BareWindow {
  /** Milliseconds from starting the program to its first painted frames. */
  readonly paintedAfterMs: number;
  readonly processes: () => Promise<readonly KnownProcess[]>;
}

/**
 * The least that an Electron app with a window can be: a window of the app's size with one line of text.
 * @param utilities how many processes without work it runs beside
 */
export function withBareWindow<T>(
  dataFolder: string,
  utilities: number,
  work: (window: BareWindow) => Promise<T>,
): Promise<T> {
  const app = path.join(repositoryRoot, 'e2e', 'benchmarks', 'bare-window');
  const env = { BARE_UTILITIES: String(utilities) };
  return withElectron([`--user-data-dir=${dataFolder}`, app], env, async ({ child, startedAt }) => {
    const { pid } = child;
    if (pid === undefined) throw new Error('the bare window has no process');
    const paintedAt = await painted(child);
    return work({
      paintedAfterMs: paintedAt - startedAt,
      processes: () => processTree(pid),
    });
  });
}

/** It writes when it was painted. */
function painted(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', () => reject(new Error('the bare window ended')));
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      output += part;
      const at = /painted at (\d+)/.exec(output)?.[1];
      if (at !== undefined) resolve(Number(at));
    });
  });
}
