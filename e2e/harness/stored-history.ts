import { fork } from 'node:child_process';
import path from 'node:path';
import { HistoryDriver } from '../../electron/store/testing/history-driver';
import { endChild, nodeChildPort } from '../../electron/processes/testing/node-child';
import type { StoreCalls } from '../../electron/store/process/store-table';
import type { OutputOf, SentOf } from '../../shared/channel/table';
import { repositoryRoot } from './electron-program';

type Call = <Name extends keyof StoreCalls>(
  name: Name,
  ...argument: undefined extends SentOf<StoreCalls[Name]> ? [] : [SentOf<StoreCalls[Name]>]
) => Promise<OutputOf<StoreCalls[Name]>>;

/**
 * Does work with what a data folder's database has, while no app runs on it: the built app's own history
 * process is asked, without anything of the app in between.
 * @throws when it refuses a call
 */
export async function withStoredHistory<T>(
  dataFolder: string,
  work: (call: Call) => Promise<T>,
): Promise<T> {
  const child = fork(path.join(repositoryRoot, 'out/main/history-process.cjs'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const driver = new HistoryDriver(nodeChildPort(child));
    const call: Call = async (name, ...[argument]) => {
      const answer = await driver.request(name, argument);
      if (answer === 'ended' || !answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
      return answer.value as OutputOf<StoreCalls[typeof name]>;
    };
    await call('open', { directory: path.join(dataFolder, 'history') });
    const result = await work(call);
    await call('close');
    await driver.ended;
    return result;
  } finally {
    await endChild(child);
  }
}
