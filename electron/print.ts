import { EXIT_CODES } from './desktop/exit-codes';
import type { Portolan } from './surroundings';
import { portfolioReport, reportTable, whatFailed } from './engine/portfolio/portfolio-report';
import { untilSettled } from './engine/portfolio/until-settled';
import { decimal } from '../shared/base/decimal';
import { failureText } from '../shared/base/sentences';
import { systemClock } from './timing/system-clock';

/** Long enough for a slow machine that is busy: what is still awaited then has failed by its own limits. */
const SETTLE_TIMEOUT_MS = 120_000;

/**
 * Waits for a settled portfolio and writes it to standard output, and what a window would warn of to standard
 * error.
 * @returns the exit code: 0 when every account answered, 2 when any did not, 1 when nothing can be read
 */
export async function printPortfolio(
  portolan: Portolan,
  { print, demo }: { readonly print: 'table' | 'json'; readonly demo: boolean },
): Promise<number> {
  const started = await portolan.start();
  if (!started.ok) return say(failureText(started.failure), EXIT_CODES.failed);
  if (demo && portolan.connections.list().length === 0) {
    const begun = await portolan.demo.start();
    if (!begun.ok) return say(failureText(begun.failure), EXIT_CODES.failed);
  }
  if (portolan.connections.list().length === 0)
    return say(
      'Nothing is connected. Connect a venue in the app, or give --demo to look at the demo.',
      EXIT_CODES.failed,
    );
  const settled = await untilSettled(portolan.portfolio, systemClock, SETTLE_TIMEOUT_MS);
  const warnings = portolan.warnings();
  const report = portfolioReport(portolan.portfolio.state(), portolan.connections.list(), warnings);
  const cents = (usd: string): string => decimal(usd).toFixed(2);
  process.stdout.write(
    print === 'json' ? `${JSON.stringify(report, null, 2)}\n` : reportTable(report, cents),
  );
  const failed = whatFailed(report, portolan.priceFailures());
  if (!settled && failed.length === 0) failed.push('not everything answered in time');
  for (const line of warnings) process.stderr.write(`warning: ${line}\n`);
  for (const line of failed) process.stderr.write(`failed: ${line}\n`);
  return failed.length === 0 ? EXIT_CODES.done : EXIT_CODES.connectionFailed;
}

function say(message: string, code: number): number {
  process.stderr.write(`${message}\n`);
  return code;
}
