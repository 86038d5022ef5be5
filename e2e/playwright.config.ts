import { defineConfig } from '@playwright/test';

/**
 * The user journeys, in the real app, two at a time. They share nothing: each has its own data folder and
 * venues, each worker its own display and keyring. How long something takes is no business of theirs, for
 * it means nothing beside a busy neighbour; the benchmarks measure that.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  globalSetup: './harness/prepared-history.ts',
  workers: 2,
  fullyParallel: true,
  // A journey that passes only when repeated is broken.
  retries: 0,
  forbidOnly: true,
  // They end what hangs. Speed is for the benchmarks: two apps with a database each share the cores.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  use: { actionTimeout: 30_000 },
  reporter: [['list']],
});
