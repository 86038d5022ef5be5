import path from 'node:path';
import { compose } from '../compose';
import type { ChildProcessPort } from '../processes/child-process';
import { silentLog } from '../engine/testing/fake-adapters';
import { createStartupCacheFile } from '../desktop/startup-cache-file';
import type { Portolan, Surroundings } from '../surroundings';
import type { Result } from '../../shared/base/failure';

export interface ComposedAppOptions {
  readonly dataDirectory: string;
  /** Starts what opens the database. */
  readonly spawnHistory: () => ChildProcessPort;
  /** Simulated venues. */
  readonly endpoints: Surroundings['endpoints'];
}

/** The app as it runs behind the window, on its data folder, with everything real but Electron. */
export function composedApp({ dataDirectory, ...options }: ComposedAppOptions): Portolan {
  const cache = createStartupCacheFile(path.join(dataDirectory, 'startup-cache.json'));
  const refuse = async (): Promise<never> => {
    throw new Error('no test asks for this');
  };
  return compose({
    ...options,
    info: {
      version: 'test',
      platform: process.platform,
      dataDirectory,
      electron: { version: 'none', old: false },
    },
    log: silentLog,
    cache,
    cached: cache.read(),
    firstPaint: Promise.resolve(),
    hasHistory: true,
    builtAt: Date.now(),
    spawnWorker: () => {
      throw new Error('no test asks for the worker');
    },
    forkDemo: () => {
      throw new Error('no test asks for the demo');
    },
    publish: () => undefined,
    saveText: refuse,
    openPage: refuse,
    markErasing: refuse,
    eraseFiles: refuse,
    notify: () => undefined,
    applySettings: () => undefined,
    onPainted: () => undefined,
    onRecorded: () => undefined,
  });
}

/** What a call that cannot fail here answered. */
export async function valueOf<T>(answer: Result<T> | Promise<Result<T>>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}
