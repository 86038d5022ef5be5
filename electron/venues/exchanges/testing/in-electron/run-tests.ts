import { runFile, type Ended } from './vitest';

/** A program: runs the tests of the venues in whatever runs it, and prints how each ended as JSON. */

const files = import.meta.glob([
  '../../**/*.test.ts',
  '../../../protocol/{ccxt,failures,limits,streams}/**/*.test.ts',
  '!../../../**/*.soak.*',
  '!../../../**/*.integration.test.ts',
  '../../generic/venue.integration.test.ts',
  '../../coinbase/simulated.integration.test.ts',
  // These are about the repository, and about all of ccxt, not about what runs.
  '!../../venues.test.ts',
  '!../../generic/venue.test.ts',
]);

async function main(): Promise<void> {
  const ended: Ended[] = [];
  for (const [name, load] of Object.entries(files)) ended.push(...(await runFile(name, load)));
  process.stdout.write(JSON.stringify({ versions: process.versions, ended }), () => process.exit());
}

void main();
