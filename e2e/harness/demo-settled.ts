import { demoWorld } from '../../electron/simulator/roster/demo-world';
import type { RunningApp } from './running-app';

const world = demoWorld();

/** Where the demo has something, as totals by venue name it, in the order of the alphabet. */
export const demoVenues: readonly string[] = [
  ...Object.keys(world.venues),
  ...Object.keys(world.wallets ?? {}),
  ...(world.manualAccounts === undefined ? [] : ['manual']),
].sort();

/** How many connections the demo makes: keys, wallets and manual accounts. */
export const demoConnections: number =
  Object.values(world.venues).reduce((count, { keys }) => count + keys.length, 0) +
  Object.keys(world.wallets ?? {}).length +
  (world.manualAccounts?.length ?? 0);

/**
 * Milliseconds from the next click to the frame that shows a settled portfolio of all the demo's
 * connections; measured inside the page, so that nothing of the driver's own time is in it. To be called
 * before the click.
 */
export function demoSettledAfterClick({ page }: RunningApp): Promise<number> {
  return page.evaluate(async (connections) => {
    const root = document.getElementById('app');
    const from = await new Promise<number>((resolve) => {
      const options = { capture: true, once: true };
      document.addEventListener('click', ({ timeStamp }) => resolve(timeStamp), options);
    });
    let asked = '';
    let whole: number | undefined;
    for (;;) {
      const frame = await new Promise<number>(requestAnimationFrame);
      const { settled, sequence = '' } = root?.dataset ?? {};
      if (settled !== 'true') continue;
      if (whole !== undefined && Number(sequence) >= whole) return frame - from;
      // Asked at every frame, the portfolio itself would be what the app is busy with.
      if (whole !== undefined || sequence === asked) continue;
      asked = sequence;
      const portfolio = await window.portolan.call.getPortfolio();
      if (!portfolio.ok || !portfolio.value.settled) continue;
      const { coverage } = portfolio.value;
      // An app without connections is settled too.
      if (new Set(coverage.map(({ connectionId }) => connectionId)).size === connections)
        whole = portfolio.value.sequence;
    }
  }, demoConnections);
}
