import { setTimeout as delay } from 'node:timers/promises';
import { makeDataFolder, removeDataFolder } from '../harness/data-folder';
import { memoryOf, type KnownProcess } from '../harness/processes';
import { RunningApp } from '../harness/running-app';
import { report } from './figures';

/**
 * Memory of every process of the app with the demo open, a while after it has settled: proportional set
 * size, in which memory that processes share is counted once between them.
 */
const REST_MS = 10_000;
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
  for (const [role, members] of byRole)
    report({ name: role, value: (await memoryOf(members)) / MEGABYTE, unit: 'MB' });
  report({
    name: 'all processes with the demo',
    value: (await memoryOf(processes)) / MEGABYTE,
    unit: 'MB',
  });
} finally {
  await app.quit();
  await removeDataFolder(dataFolder);
}
