import { access } from 'node:fs/promises';
import path from 'node:path';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { environment, isRoot, repositoryRoot } from './electron-program';
import { killAll, processTree, untilGone } from './processes';
import { runProgram } from './program-run';

const PACKAGING_LIMIT_MS = 280_000;
const START_LIMIT_MS = 90_000;
const QUIT_LIMIT_MS = 20_000;

/** The packaged program: the one that the test run made, or one made now. */
export async function packagedProgram(): Promise<string> {
  const made = process.env['PORTOLAN_TEST_PACKAGED'];
  if (made !== undefined && made !== '') return made;
  const run = await runProgram('node', ['tools/package.mjs'], { limitMs: PACKAGING_LIMIT_MS });
  expect(run.code, run.errors).toBe(0);
  const program = path.join(repositoryRoot, 'dist', 'linux-unpacked', 'portolan');
  await access(program);
  return program;
}

/**
 * The packaged app with its window. Its fuses lock out Node's debugger, by which an app from source is
 * driven, so the page is reached through Chromium's own.
 */
export class PackagedApp {
  private constructor(
    private readonly child: ChildProcess,
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async launch(program: string, flags: readonly string[]): Promise<PackagedApp> {
    const sandbox = isRoot ? ['--no-sandbox'] : [];
    const child = spawn(program, [...sandbox, '--remote-debugging-port=0', ...flags], {
      env: environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const address = await debuggerAddress(child);
    await untilPageIsOpen(address);
    const browser = await chromium.connectOverCDP(address, {
      // Electron has one context and refuses to have it arranged.
      noDefaults: true,
    });
    const page = browser.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Error('the packaged app has no window');
    return new PackagedApp(child, browser, page);
  }

  /** Asks it to end as the system does at shutdown, and fails if anything of it outlives that. */
  async quit(): Promise<void> {
    const { pid } = this.child;
    if (pid === undefined || this.child.exitCode !== null) return;
    const processes = await processTree(pid);
    await this.browser.close();
    this.child.kill('SIGTERM');
    const left = await untilGone(processes, QUIT_LIMIT_MS);
    killAll(left);
    expect(left, 'processes that outlived the packaged app').toEqual([]);
  }
}

/** A driver that attaches to a window just opening may wait for it forever. */
async function untilPageIsOpen(address: string): Promise<void> {
  const { host } = new URL(address);
  const titles = async (): Promise<readonly string[]> => {
    const answer = await fetch(`http://${host}/json/list`);
    const targets = (await answer.json()) as readonly { type: string; title: string }[];
    return targets.filter(({ type }) => type === 'page').map(({ title }) => title);
  };
  await expect.poll(titles, { timeout: START_LIMIT_MS }).toContain('Portolan');
}

/** Chromium announces where it listens on standard error once its window is about to be there. */
function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the packaged app did not start: ${errors}`));
    }, START_LIMIT_MS);
    child.once('error', reject);
    child.stderr?.setEncoding('utf8').on('data', (part: string) => {
      errors += part;
      const address = /DevTools listening on (ws:\/\/\S+)/.exec(errors)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}
