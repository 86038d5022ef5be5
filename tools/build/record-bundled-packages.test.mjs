// @ts-check
import { expect, it } from 'vitest';
import { packageFolderOf } from './record-bundled-packages';

it.each([
  ['/repo/node_modules/zustand/esm/vanilla.mjs', 'node_modules/zustand'],
  [
    '/repo/node_modules/@tanstack/virtual-core/dist/index.js',
    'node_modules/@tanstack/virtual-core',
  ],
  ['/repo/node_modules/ccxt/node_modules/ws/lib/sender.js', 'node_modules/ccxt/node_modules/ws'],
  ['\0/repo/node_modules/react/index.js?commonjs-es-import', 'node_modules/react'],
  ['C:\\repo\\node_modules\\cmdk\\dist\\index.mjs', 'node_modules/cmdk'],
  [
    '../node_modules/@fontsource-variable/inter/files/a.woff2',
    'node_modules/@fontsource-variable/inter',
  ],
  ['\0rolldown/runtime.js', 'node_modules/rolldown'],
  ['\0vite/preload-helper.js', 'node_modules/vite'],
])('%s is of %s', (id, folder) => {
  expect(packageFolderOf(id)).toBe(folder);
});

it.each(['/repo/shared/base/decimal.ts', 'index.html', '\0virtual:ours', '/repo/node_modules'])(
  '%s is of no package',
  (id) => {
    expect(packageFolderOf(id)).toBeUndefined();
  },
);
