import { fail, failure, succeed, type Result } from '../../shared/base/failure';
import { connect, type Client } from '../../shared/channel/client';
import type { DemoRunner, DemoVenues } from '../engine/ports/demo';
import type { Log } from '../engine/ports/log';
import type { ChildProcessPort } from '../processes/child-process';
import { startTimer } from '../timing/timer';
import type { DemoTable } from './demo-table';

const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 3_000;

interface Running {
  readonly process: ChildProcessPort;
  readonly demo: Client<DemoTable>;
  readonly exited: Promise<void>;
}

/** Runs the simulated venues in a process of their own, so that they share nothing with the app. */
export function createDemoRunner(fork: () => ChildProcessPort, log: Pick<Log, 'warn'>): DemoRunner {
  let running: Running | undefined;

  async function stop(): Promise<void> {
    const stopping = running;
    running = undefined;
    if (stopping === undefined) return;
    const cancel = startTimer(STOP_TIMEOUT_MS, () => stopping.process.kill());
    void stopping.demo.call.stop();
    await stopping.exited;
    cancel();
  }

  return {
    start: async () => {
      await stop();
      running = run(fork());
      running.demo.on.wentWrong((text) => log.warn(`the demo: ${text}`));
      return ready(running);
    },
    stop,
  };
}

function run(process: ChildProcessPort): Running {
  const demo = connect<DemoTable>(process, {
    ended: () => failure('internal', 'The simulated venues ended unexpectedly.'),
  });
  const exited = new Promise<void>((resolve) => process.onExit(() => resolve()));
  return { process, demo, exited };
}

async function ready({ process, demo }: Running): Promise<Result<DemoVenues>> {
  let isLate = false;
  const cancel = startTimer(START_TIMEOUT_MS, () => {
    isLate = true;
    process.kill();
  });
  const started = await demo.call.venues();
  cancel();
  if (isLate) return fail('timeout', 'The simulated venues did not start in time.');
  if (!started.ok) return started;
  return succeed({
    ...started.value,
    priceHistory: async () => demo.call.priceHistory(),
  });
}
