import { defineConfig } from '@playwright/test';

/**
 * The user journeys, in the real app. One at a time: each has a window, a database process and its
 * venues, and figures such as "from click to settled" mean nothing beside a busy neighbour.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  workers: 1,
  fullyParallel: false,
  // A journey that passes only when repeated is broken.
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: { actionTimeout: 15_000 },
  reporter: [['list']],
});
