import { spawn } from 'node:child_process';
import {
  electronProgram,
  environment,
  isRoot,
  NO_GRAPHICS_CARD,
  repositoryRoot,
} from './electron-program';

/** A program that has ended. */
export interface ProgramRun {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Killed when it takes longer; four minutes unless said otherwise. */
  readonly limitMs?: number;
}

/** Runs the built app with flags that open no window or end by themselves. */
export function runApp(flags: readonly string[], options: RunOptions = {}): Promise<ProgramRun> {
  const sandbox = isRoot ? ['--no-sandbox'] : [];
  return runProgram(
    electronProgram(),
    [...sandbox, NO_GRAPHICS_CARD, repositoryRoot, ...flags],
    options,
  );
}

/** Runs a program in the repository's root and takes down all that it writes. */
export function runProgram(
  command: string,
  args: readonly string[],
  { env = {}, limitMs = 240_000 }: RunOptions = {},
): Promise<ProgramRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: repositoryRoot,
      env: environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it started can be ended with it.
      detached: true,
    });
    const endGroup = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // All of it has ended.
      }
    };
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (errors += part));
    const timer = setTimeout(endGroup, limitMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      endGroup();
      resolve({ code, output, errors });
    });
  });
}
