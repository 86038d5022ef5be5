import type { RunningApp } from './running-app';

/**
 * Milliseconds from the next click to the frame that shows a settled portfolio of so many connections;
 * measured inside the page, so that nothing of the driver's own time is in it. To be called before the
 * click.
 */
export function demoSettledAfterClick({ page }: RunningApp, connections: number): Promise<number> {
  return page.evaluate(async (connections) => {
    const root = document.getElementById('app');
    const from = await new Promise<number>((resolve) => {
      const options = { capture: true, once: true };
      document.addEventListener('click', ({ timeStamp }) => resolve(timeStamp), options);
    });
    for (;;) {
      const portfolio = await window.portolan.call.getPortfolio();
      const frame = await new Promise<number>(requestAnimationFrame);
      if (!portfolio.ok || !portfolio.value.settled) continue;
      const { coverage, sequence } = portfolio.value;
      // An app without connections is settled too.
      if (new Set(coverage.map(({ connectionId }) => connectionId)).size < connections) continue;
      const { settled, sequence: drawn } = root?.dataset ?? {};
      if (settled === 'true' && Number(drawn) >= sequence) return frame - from;
    }
  }, connections);
}
