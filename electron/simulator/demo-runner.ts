import { isFromDemo, type AppToDemo, type PastPrices } from './demo-messages';
import type { DemoRunner, DemoVenues } from '../engine/ports/demo';
import { fail, succeed, type Result } from '../../shared/base/failure';
import { startTimer } from '../timing/timer';

/** The demo's process as the app sees it; Electron's utility process has this shape. */
export interface DemoProcess {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  postMessage(message: AppToDemo): void;
  kill(): boolean;
}

const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 3_000;

/** Runs the simulated venues in a process of their own, so that they share nothing with the app. */
export function createDemoRunner(fork: () => DemoProcess): DemoRunner {
  let running: { process: DemoProcess; exited: Promise<void> } | undefined;

  async function stop(): Promise<void> {
    const { process, exited } = running ?? {};
    running = undefined;
    if (process === undefined) return;
    const cancel = startTimer(STOP_TIMEOUT_MS, () => process.kill());
    process.postMessage({ type: 'stop' });
    await exited;
    cancel();
  }

  return {
    start: async () => {
      await stop();
      const process = fork();
      running = {
        process,
        exited: new Promise((resolve) => void process.once('exit', () => resolve())),
      };
      return ready(process, running.exited);
    },
    stop,
  };
}

function ready(process: DemoProcess, exited: Promise<void>): Promise<Result<DemoVenues>> {
  return new Promise((resolve) => {
    const cancel = startTimer(START_TIMEOUT_MS, () => {
      process.kill();
      resolve(fail('timeout', 'The simulated venues did not start in time.'));
    });
    const answer = (result: Result<DemoVenues>): void => {
      cancel();
      resolve(result);
    };
    void exited.then(() => answer(fail('internal', 'The simulated venues ended unexpectedly.')));
    process.on('message', (message) => {
      if (!isFromDemo(message)) return;
      if (message.type === 'failed')
        answer(fail('internal', `The simulated venues did not start: ${message.reason}`));
      else if (message.type === 'ready')
        answer(
          succeed({
            endpoints: message.endpoints as DemoVenues['endpoints'],
            credentials: message.credentials as DemoVenues['credentials'],
            wallets: message.wallets,
            manualAccounts: message.manualAccounts,
            priceHistory: () => priceHistory(process, exited),
          }),
        );
    });
  });
}

/** Asks a running process for past prices. */
function priceHistory(
  process: DemoProcess,
  exited: Promise<void>,
): Promise<Result<readonly PastPrices[]>> {
  return new Promise((resolve) => {
    void exited.then(() => resolve(fail('cancelled', 'The simulated venues have ended.')));
    process.on('message', (message) => {
      if (isFromDemo(message) && message.type === 'price-history')
        resolve(succeed(message.priceHistory));
    });
    process.postMessage({ type: 'tell-price-history' });
  });
}
