import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { callNames, eventNames } from './shared/contract/contract';
import { recordBundledPackages } from './tools/build/record-bundled-packages';
import { venueMarks } from './tools/build/venue-marks';

const root = fileURLToPath(new URL('.', import.meta.url));
const cjs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs',
  // Electron 25 cannot `import()` from inside the packaged archive; it can `require()`.
  dynamicImportInCjs: false,
} as const;
const bundledPackages = (build: string) =>
  recordBundledPackages(`${root}out/bundled-packages/${build}.json`);
// Left out of the bundle: provided by Electron, native, or loading its own WebAssembly from disk.
const external = ['electron', 'keytar', /^@unni-craftsman\/pglite/];

/**
 * Three bundles: main (with the database and demo processes beside it), preload and renderer.
 * Everything is lowered to what Electron 25 runs (Node 18, Chromium 114), the oldest one supported.
 */
export default defineConfig({
  main: {
    plugins: [bundledPackages('main')],
    resolve: {
      // ccxt hides its per-venue files behind `exports`; the alias makes each one lazily loadable.
      alias: { '@venue': `${root}node_modules/ccxt/js/src/pro` },
    },
    define: { __BUILT_AT__: String(Date.now()) },
    build: {
      target: 'node18',
      outDir: 'out/main',
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: {
          main: 'electron/main.ts',
          'history-process': 'electron/store/process/history-process.ts',
          'make-engine-archive': 'electron/store/engines/embedded/make-engine-archive.ts',
          'demo-process': 'electron/simulator/demo-process.ts',
          'worker-process': 'electron/worker/worker-process.ts',
        },
        // Main is loaded while the page starts: less to parse, sooner painted. Names stay, since ccxt
        // and the log go by the names of classes.
        output: { ...cjs, minify: { compress: true, mangle: false, codegen: true } },
      },
    },
  },
  preload: {
    plugins: [bundledPackages('preload')],
    // The preload exposes the contract's names without carrying the schema library that declares them.
    define: {
      __IPC_CALL_NAMES__: JSON.stringify(callNames),
      __IPC_EVENT_NAMES__: JSON.stringify(eventNames),
    },
    build: {
      target: 'node18',
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        external: ['electron'],
        input: { preload: 'electron/preload.ts' },
        output: cjs,
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), venueMarks(), bundledPackages('renderer')],
    build: {
      target: 'chrome114',
      minify: true,
      outDir: 'out/renderer',
      rolldownOptions: {
        input: 'renderer/index.html',
        output: {
          // What every screen needs, in one file: each more costs the first paint a round trip.
          codeSplitting: {
            groups: [
              {
                name: 'base',
                test: /node_modules\/(react|react-dom|scheduler|zustand|decimal\.js)\/|rolldown-runtime|rolldown:runtime|createLucideIcon|jsx-runtime/,
              },
            ],
          },
        },
      },
    },
  },
});
