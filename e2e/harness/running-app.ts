import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import type { CallInput, CallName, CallOutput } from '../../shared/contract/contract';
import type { Failure, Result } from '../../shared/base/failure';
import {
  environment,
  isRoot,
  NO_GRAPHICS_CARD,
  repositoryRoot,
  withElectronForDriver,
} from './electron-program';
import { killAll, processTree, untilGone, type KnownProcess } from './processes';

export interface LaunchOptions {
  readonly dataFolder: string;
  /** Loopback servers that stand for venues. */
  readonly endpoints?: Readonly<Partial<Record<string, string>>>;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What fails is tried again, and a busy neighbour takes most of the time. */
const SETTLE_LIMIT_MS = 90_000;
/** Quitting drains what is in flight; this is far more than that takes. */
const QUIT_LIMIT_MS = 20_000;
/** The parts of an app that was killed notice it by themselves. */
const KILL_LIMIT_MS = 10_000;

type Input<Name extends CallName> =
  CallInput<Name> extends undefined ? [] : [input: CallInput<Name>];

/** The built app with its window, as a user has it. */
export class RunningApp {
  /** What it wrote to its standard streams since its window opened. */
  output = '';
  /** What went wrong in the page without anybody having been told. */
  readonly problems: string[] = [];
  #gone = false;

  private constructor(
    readonly electron: ElectronApplication,
    readonly page: Page,
    readonly dataFolder: string,
  ) {
    const { stdout, stderr } = electron.process();
    for (const stream of [stdout, stderr])
      stream?.on('data', (part: Buffer) => (this.output += part.toString('utf8')));
    page.on('pageerror', (error) => this.problems.push(`page error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(`console: ${message.text()}`);
    });
  }

  /** Starts the app and waits for its window, not for what is in it. */
  static async launch(options: LaunchOptions): Promise<RunningApp> {
    const { dataFolder, endpoints, flags = [], env = {} } = options;
    // Without a path the driver holds the app until it is attached itself. Attached to a window that was just
    // opening, it waited forever, once in a hundred times.
    const electron = await withElectronForDriver(() =>
      _electron.launch({
        args: [NO_GRAPHICS_CARD, repositoryRoot, `--data-dir=${dataFolder}`, ...flags],
        chromiumSandbox: !isRoot,
        // Dark and light are the app's own business here.
        colorScheme: null,
        env: environment({
          ...env,
          ...(endpoints === undefined
            ? {}
            : { PORTOLAN_VENUE_ENDPOINTS: JSON.stringify(endpoints) }),
        }),
      }),
    );
    const page = await electron.firstWindow();
    return new RunningApp(electron, page, dataFolder);
  }

  get pid(): number {
    const { pid } = this.electron.process();
    if (pid === undefined) throw new Error('the app has no process');
    return pid;
  }

  processes(): Promise<KnownProcess[]> {
    return processTree(this.pid);
  }

  /** Makes a call of the contract as the page makes it. */
  async ask<Name extends CallName>(
    name: Name,
    ...[input]: Input<Name>
  ): Promise<Result<CallOutput<Name>>> {
    const answer = await this.page.evaluate(
      ({ name, input }) => {
        const calls = window.portolan.call as Readonly<
          Record<string, (input: unknown) => Promise<unknown>>
        >;
        return calls[name]?.(input);
      },
      { name, input: input as unknown },
    );
    return answer as Result<CallOutput<Name>>;
  }

  /** Like {@link ask}, for calls that must succeed. */
  async call<Name extends CallName>(name: Name, ...input: Input<Name>): Promise<CallOutput<Name>> {
    const answer = await this.ask(name, ...input);
    if (!answer.ok) throw new Error(`${name}: ${describe(answer.failure)}`);
    return answer.value;
  }

  /** Waits until every account has an outcome, every price was asked for, and the page has drawn that. */
  async settled(): Promise<void> {
    await this.page.locator('#app[data-settled=true]').waitFor({ timeout: SETTLE_LIMIT_MS });
  }

  /** Reads every connection again, each as soon as the app allows it, and waits for the answers. */
  async refresh(): Promise<void> {
    const connections = await this.call('listConnections');
    await Promise.all(
      connections.map(({ id, label }) =>
        expect
          .poll(async () => (await this.ask('refresh', { connectionId: id })).ok, {
            message: `${label} may be read again`,
          })
          .toBe(true),
      ),
    );
  }

  /** What the log tells of defects, each once. */
  async loggedErrors(): Promise<string[]> {
    const lines = (await this.log()).split('\n').map((line) => line.replace(/^\S+ /, ''));
    return [...new Set(lines.filter((line) => line.startsWith('error ')))];
  }

  async log(): Promise<string> {
    const file = path.join(this.dataFolder, 'logs', 'portolan.log');
    return readFile(file, 'utf8').catch(() => '');
  }

  /** Quits as a user does, and fails if anything of the app outlives it. */
  async quit(): Promise<void> {
    if (this.#gone) return;
    const processes = await this.processes();
    this.#gone = true;
    await this.electron.close();
    await requireGone(processes, QUIT_LIMIT_MS);
  }

  /** Ends the main process as a crash or a power button would, and waits for the rest to notice. */
  async kill(): Promise<void> {
    const processes = await this.processes();
    this.#gone = true;
    process.kill(this.pid, 'SIGKILL');
    await requireGone(processes, KILL_LIMIT_MS);
  }
}

async function requireGone(processes: readonly KnownProcess[], limitMs: number): Promise<void> {
  const left = await untilGone(processes, limitMs);
  killAll(left);
  expect(left, 'processes that outlived the app').toEqual([]);
}

function describe({ code, message, hint }: Failure): string {
  return `${code}: ${message} ${hint ?? ''}`;
}
