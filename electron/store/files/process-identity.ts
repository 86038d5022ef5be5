import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import os from 'node:os';

let boot: Promise<string> | undefined;

/**
 * Names this run of the machine: two answers that differ mean that it was started anew in between, so
 * that whatever was not flushed to disk may be gone.
 */
export function bootIdentity(): Promise<string> {
  boot ??= readBootIdentity();
  return boot;
}

async function readBootIdentity(): Promise<string> {
  return (await systemBootIdentity()) ?? estimatedBootIdentity();
}

async function systemBootIdentity(): Promise<string | undefined> {
  switch (process.platform) {
    case 'linux':
      return readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
        (id) => id.trim(),
        () => undefined,
      );
    case 'darwin':
      return output('sysctl', ['-n', 'kern.bootsessionuuid']);
    case 'win32':
      return output('powershell.exe', [
        '-NoProfile',
        '-Command',
        '(Get-CimInstance Win32_OperatingSystem).LastBootUpTime.ToFileTimeUtc()',
      ]);
    default:
      return undefined;
  }
}

/** A wrong answer, as after the clock was set, costs a needless rebuild and never data. */
function estimatedBootIdentity(): string {
  return `booted-${Math.round((Date.now() / 1000 - os.uptime()) / 60)}`;
}

/**
 * Tells a running process from another one that got its number later, by when it was started.
 * `undefined` when there is no such process or the system does not say.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32')
    return output('powershell.exe', [
      '-NoProfile',
      '-Command',
      `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`,
    ]);
  return output('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

/** True when a process has this number, even one of another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function linuxStart(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Field 22 of proc(5); the second is the command in parentheses and may contain anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const started = fields[19];
    return started === undefined ? undefined : `${await bootIdentity()}/${started}`;
  } catch {
    return undefined;
  }
}

function output(command: string, commandArguments: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      command,
      [...commandArguments],
      { timeout: 10_000, windowsHide: true },
      (error, stdout) => {
        const answer = stdout.trim();
        resolve(error !== null || answer === '' ? undefined : answer);
      },
    );
  });
}
