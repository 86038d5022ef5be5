import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { FileOrder } from './tools/testing/file-order.mjs';
import { propertyTests } from './tools/testing/property-tests.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const seed = process.env['PORTOLAN_SEED'];
/** What several files need is made once in a run. */
const runFolder = `${root}electron/testing/run-folder.ts`;
const leanExtension = `${root}electron/testing/lean-extension.ts`;
const isSoak = process.env['PORTOLAN_SOAK'] === '1';

const MINUTE_MS = 60_000;

/** Integration tests that only ask servers, which they start themselves. */
const SERVERS = ['electron/{simulator,venues}/**/*.integration.test.ts'];

const integration = (
  name: string,
  include: string[],
  more: TestProjectInlineConfiguration['test'],
): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    ...{ name, include },
    ...{ testTimeout: MINUTE_MS, hookTimeout: MINUTE_MS },
    ...more,
  },
});

/** Unit tests are pure and fast; integration tests start servers, keychains and database engines. */
const inTests = (): TestProjectInlineConfiguration[] => [
  {
    extends: true,
    test: {
      name: 'unit',
      // Files share the modules that they load, which is five times as fast. In an order of the seed, so that
      // what one leaves behind for another is found.
      isolate: false,
      // No figure of speed: a property test beside busy neighbours may take longer than the usual five seconds.
      testTimeout: MINUTE_MS / 2,
      include: ['{shared,electron,renderer,tools}/**/*.test.{ts,tsx,mjs}'],
      exclude: ['**/*.integration.test.ts', 'node_modules/**', 'out/**'],
    },
  },
  integration('integration-servers', SERVERS, {
    // As the unit tests: the libraries of all venues take longer to load than most of these take to run.
    isolate: false,
  }),
  integration('integration-processes', ['electron/**/*.integration.test.ts'], {
    // They replace the disk, hold engines of hundreds of megabytes, or change what the process is told.
    globalSetup: [runFolder],
    setupFiles: [leanExtension],
    exclude: [...SERVERS, 'node_modules/**', 'out/**'],
  }),
];

/** Whatever is random, in its long form. */
const inSoak = (): TestProjectInlineConfiguration[] => [
  {
    extends: true,
    test: {
      name: 'soak',
      globalSetup: [runFolder],
      setupFiles: [leanExtension],
      include: [
        '{shared,electron,renderer,tools}/**/*.soak.test.{ts,tsx,mjs}',
        'electron/**/*.soak.integration.test.ts',
        ...propertyTests(root, ['shared', 'electron', 'renderer']),
      ],
      testTimeout: 120 * MINUTE_MS,
      hookTimeout: 5 * MINUTE_MS,
    },
  },
];

export default defineConfig({
  resolve: {
    alias: {
      '@venue': `${root}node_modules/ccxt/js/src/pro`,
      'virtual:venue-marks': `${root}electron/venues/exchanges/venue-marks.ts`,
    },
  },
  test: {
    sequence: {
      shuffle: { files: true },
      sequencer: FileOrder,
      ...(seed === undefined ? {} : { seed: Number(seed) }),
    },
    setupFiles: [`${root}tools/testing/random-setup.ts`],
    projects: isSoak ? inSoak() : inTests(),
  },
});
