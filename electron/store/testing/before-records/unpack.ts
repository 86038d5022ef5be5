import { fork, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { HistoryDriver } from '../history-driver';
import { endChild, nodeChildPort } from '../../../processes/testing/node-child';

const ROOT = path.resolve(__dirname, '../../../..');

/** Puts the history of the version before records into a folder; answers where it is. */
export function unpackHistory(folder: string): string {
  const tar = brotliDecompressSync(readFileSync(path.join(__dirname, 'history.tar.br')));
  const { status, stderr } = spawnSync('tar', ['-xf', '-'], { cwd: folder, input: tar });
  if (status !== 0) throw new Error(`tar failed: ${String(stderr)}`);
  return path.join(folder, 'history');
}

/** Starts the history process of the version before records. */
export function startOldProcess(): HistoryDriver {
  const child = fork(path.join(__dirname, 'history-process.cjs'), {
    env: { ...process.env, NODE_PATH: path.join(ROOT, 'node_modules') },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  onTestFinished(() => endChild(child));
  return new HistoryDriver(nodeChildPort(child));
}
