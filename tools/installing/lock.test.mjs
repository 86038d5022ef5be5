// @ts-check
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.mjs';
import { packagesWithScripts, readLock, warnedOf, withProvenEngines } from './lock.mjs';

/**
 * npm's own way to read ranges; it comes with electron-builder.
 * @type {{ satisfies: (version: string, range: string) => boolean }}
 */
const { satisfies } = createRequire(import.meta.url)('semver');

const manifest = JSON.parse(await readFile(path.join(repositoryRoot, 'package.json'), 'utf8'));
const lock = await readLock();

describe('what is locked', () => {
  it('runs no script while it is installed: each package that would is named and refused', () => {
    expect(Object.keys(manifest.allowScripts).sort()).toEqual(packagesWithScripts(lock));
    expect(new Set(Object.values(manifest.allowScripts))).toEqual(new Set([false]));
  });

  it.each(['20.19.0', '22.13.0', '24.0.0'])('makes npm warn of nothing on Node %s', (version) => {
    expect(satisfies(version, manifest.engines.node)).toBe(true);
    expect(
      warnedOf(lock, (range) => satisfies(version, range)),
      'after npm install, run: npm run lock',
    ).toEqual([]);
  });

  it('says of what npm would warn: another Node, or a package that was given up', () => {
    const odd = {
      packages: {
        '': { engines: { node: '>=20' } },
        'node_modules/a': { engines: { node: '>=99' } },
        'node_modules/b': { deprecated: 'given up' },
        'node_modules/c': {},
      },
    };
    expect(warnedOf(odd, (range) => range !== '>=99')).toEqual([
      'node_modules/a',
      'node_modules/b',
    ]);
  });

  it('is what npm run lock makes of it', () => {
    expect(withProvenEngines(lock)).toEqual(lock);
  });
});
