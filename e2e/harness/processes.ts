import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A process with what tells it from a later one of the same number. */
export interface KnownProcess {
  readonly pid: number;
  readonly startedAt: string;
}

interface ProcessRow extends KnownProcess {
  readonly parent: number;
}

/** A process and all that came out of it, itself first. Reads /proc. */
export async function processTree(root: number): Promise<KnownProcess[]> {
  const rows = await allProcesses();
  const tree = rows.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...rows.filter(({ parent }) => parent === pid));
  return tree.map(({ pid, startedAt }) => ({ pid, startedAt }));
}

/** Resolves when none of them runs any more; answers the ones that still do after `patienceMs`. */
export async function untilGone(
  processes: readonly KnownProcess[],
  patienceMs: number,
): Promise<readonly KnownProcess[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const rows = await allProcesses();
    const running = processes.filter(({ pid, startedAt }) =>
      rows.some((row) => row.pid === pid && row.startedAt === startedAt),
    );
    if (running.length === 0 || performance.now() > deadline) return running;
    await delay(20);
  }
}

/** Kills what is left of them outright. */
export function killAll(processes: readonly KnownProcess[]): void {
  for (const { pid } of processes)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself, which is what was wanted.
    }
}

/** Proportional set size of processes in bytes: memory they share is counted once between them. */
export async function memoryOf(processes: readonly KnownProcess[]): Promise<number> {
  const sizes = await Promise.all(
    processes.map(async ({ pid }) => {
      const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function allProcesses(): Promise<ProcessRow[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const rows = await Promise.all(names.map(readRow));
  return rows.filter((row) => row !== undefined);
}

/** Fields of /proc/PID/stat behind the name: state is the 3rd of proc(5), parent the 4th, start the 22nd. */
async function readRow(name: string): Promise<ProcessRow | undefined> {
  const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parent, startedAt] = [fields[0], fields[1], fields[19]];
  // A zombie has ended; only its parent has not heard of it yet.
  if (parent === undefined || startedAt === undefined || state === 'Z') return undefined;
  return { pid: Number(name), parent: Number(parent), startedAt };
}
