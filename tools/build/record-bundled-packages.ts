import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';

/**
 * The package that a part of a bundle comes from, the innermost where they are nested.
 * @param id as the bundler names it: a path, perhaps with a query, or after a NUL one of the
 *   bundler's own helpers, such as `\0rolldown/runtime.js`
 * @returns its folder, `node_modules/` first, with slashes on every system; undefined for a file of
 *   our own
 */
export function packageFolderOf(id: string): string | undefined {
  if (id.startsWith('\0rolldown/')) return 'node_modules/rolldown';
  if (id.startsWith('\0vite/')) return 'node_modules/vite';
  const file = id.replace(/[?#].*$/, '').replaceAll('\\', '/');
  const inPackage = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\/[^/]/;
  return inPackage.exec(file)?.[1];
}

/**
 * Writes down which packages a build really took something from: modules that survived, style
 * sheets, and files such as fonts. Packaging makes the licence texts out of these lists.
 * @param list path of the JSON file to write, beside the bundle and not in it
 */
export function recordBundledPackages(list: string): Plugin {
  return {
    name: 'record-bundled-packages',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : output.originalFileNames,
      );
      const folders = new Set(ids.flatMap((id) => packageFolderOf(id) ?? []));
      await mkdir(path.dirname(list), { recursive: true });
      await writeFile(list, JSON.stringify([...folders].sort(), undefined, 2));
    },
  };
}
