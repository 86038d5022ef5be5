import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Unit tests are pure and fast; integration tests start servers, keychains and database engines. */
export default defineConfig({
  resolve: {
    alias: { '@venue': `${root}node_modules/ccxt/js/src/pro` },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{shared,electron,renderer,tools}/**/*.test.{ts,tsx,mjs}'],
          exclude: ['**/*.integration.test.ts', 'node_modules/**', 'out/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['electron/**/*.integration.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
