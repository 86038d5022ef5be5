import { setTimeout as delay } from 'node:timers/promises';
import { makeDataFolder, removeDataFolder } from '../harness/data-folder';
import { memoryOf, type KnownProcess } from '../harness/processes';
import { RunningApp } from '../harness/running-app';
import { withBareWindow } from './bare-window';
import { report } from './figures';

/**
 * Memory of every process of the app with the demo open, a while after it has settled: proportional set
 * size, in which memory that processes share is counted once between them. The floor is a bare window with
 * as many processes beside it, which do nothing.
 */
const REST_MS = 10_000;
const BARE_REST_MS = 3_000;
/** The history's process and the demo's. */
const UTILITIES = 2;
const MOST_TIMES_BARE = 4;
const MEGABYTE = 1024 * 1024;

interface Role {
  readonly name: string;
  readonly pid: number;
}

/** What Electron says its processes are for. */
function roles(app: RunningApp): Promise<Role[]> {
  return app.electron.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, type, name, serviceName }) => ({
      pid,
      name: type === 'Utility' ? (name ?? serviceName ?? type) : type,
    })),
  );
}

async function bareMegabytes(): Promise<number> {
  const folder = await makeDataFolder();
  try {
    return await withBareWindow(folder, UTILITIES, async ({ processes }) => {
      await delay(BARE_REST_MS);
      return (await memoryOf(await processes())) / MEGABYTE;
    });
  } finally {
    await removeDataFolder(folder);
  }
}

const floor = await bareMegabytes();
const dataFolder = await makeDataFolder();
const app = await RunningApp.launch({ dataFolder, flags: ['--demo'] });
try {
  await app.settled();
  await delay(REST_MS);
  const names = new Map((await roles(app)).map(({ pid, name }) => [pid, name]));
  const processes = await app.processes();
  const byRole = new Map<string, KnownProcess[]>();
  for (const one of processes) {
    const role = names.get(one.pid) ?? 'helpers of Chromium';
    byRole.set(role, [...(byRole.get(role) ?? []), one]);
  }
  report({
    name: 'all processes with the demo',
    unit: 'MB',
    values: [(await memoryOf(processes)) / MEGABYTE],
    floor: { name: 'bare window and idle processes', values: [floor] },
    target: { of: 'ratio', most: MOST_TIMES_BARE },
  });
  for (const [role, members] of byRole)
    report({ name: role, unit: 'MB', values: [(await memoryOf(members)) / MEGABYTE] });
} finally {
  await app.quit();
  await removeDataFolder(dataFolder);
}
