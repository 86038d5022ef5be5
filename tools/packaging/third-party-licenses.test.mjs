// @ts-check
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bundledPackages, licensesText, thirdPartyPackages } from './third-party-licenses.mjs';

/** @type {string} */
let root;

/**
 * @param {string} folder
 * @param {object} manifest
 * @param {Record<string, string>} [files]
 */
async function place(folder, manifest, files = {}) {
  const directory = path.join(root, folder);
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, 'package.json'), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files))
    await writeFile(path.join(directory, name), text);
}

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'portolan-licenses-'));
  await place('', { dependencies: { engine: '1' }, devDependencies: { linter: '1' } });
  await place('node_modules/linter', { name: 'linter', version: '1.0.0', license: 'MIT' });
  await place(
    'node_modules/chart',
    { name: 'chart', version: '2.0.0', license: 'MIT' },
    {
      LICENSE: 'Copyright the chart makers\r\nPermission is granted\r\n',
      'license.js': 'code',
      'README.md': 'Draws.',
    },
  );
  await place('node_modules/engine', {
    name: 'engine',
    version: '1.0.0',
    license: 'Apache-2.0',
    repository: { type: 'git', url: 'git+https://example.org/engine.git' },
    dependencies: { chart: '1' },
    optionalDependencies: { 'engine-for-another-system': '1' },
  });
  await place(
    'node_modules/engine/node_modules/chart',
    { name: 'chart', version: '1.0.0', licenses: [{ type: 'MIT' }, { type: 'Apache-2.0' }] },
    { 'LICENSE-MIT': 'the one', 'LICENSE-APACHE': 'the other', NOTICE: 'Made by many' },
  );
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('collects what is bundled and the production dependencies with theirs, each version once', async () => {
  const packages = await thirdPartyPackages(root, [
    'node_modules/chart',
    'node_modules/engine/node_modules/chart',
  ]);
  expect(packages.map(({ name, version, license }) => `${name} ${version} ${license}`)).toEqual([
    'chart 1.0.0 MIT or Apache-2.0',
    'chart 2.0.0 MIT',
    'engine 1.0.0 Apache-2.0',
  ]);
});

it('carries every licence and notice file, and no code', async () => {
  const packages = await thirdPartyPackages(root, ['node_modules/chart']);
  const files = packages.map(({ texts }) => texts.map(({ file }) => file));
  expect(files).toEqual([['LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE'], ['LICENSE'], []]);
  const text = licensesText(packages);
  expect(text).toContain('Copyright the chart makers\nPermission is granted');
  for (const part of ['the one', 'the other', 'Made by many']) expect(text).toContain(part);
});

it('says of a package without a text what its licence is and where it comes from', async () => {
  const text = licensesText(await thirdPartyPackages(root, []));
  expect(text).toContain('- engine 1.0.0: Apache-2.0');
  expect(text.slice(text.indexOf('\nengine 1.0.0'))).toMatch(
    /^\nengine 1\.0\.0\nLicence: Apache-2\.0\nSource: https:\/\/example\.org\/engine\n=+\n\nThe package ships no licence text/,
  );
});

it.each([
  ['git+ssh://git@github.com/one/two.git', 'https://github.com/one/two'],
  ['git://github.com/one/two.git', 'https://github.com/one/two'],
  ['git@github.com:one/two.git', 'https://github.com/one/two'],
  ['github:one/two', 'https://github.com/one/two'],
  ['one/two', 'https://github.com/one/two'],
])('gives %s as an address to open', async (repository, source) => {
  await place('node_modules/odd', { name: 'odd', version: '1.0.0', license: 'ISC', repository });
  const packages = await thirdPartyPackages(root, ['node_modules/odd']);
  expect(packages.find(({ name }) => name === 'odd')?.source).toBe(source);
});

it('joins the lists of all builds', async () => {
  const lists = path.join(root, 'lists');
  await mkdir(lists);
  await writeFile(path.join(lists, 'main.json'), '["node_modules/b", "node_modules/a"]');
  await writeFile(path.join(lists, 'renderer.json'), '["node_modules/b"]');
  expect(await bundledPackages(lists)).toEqual(['node_modules/a', 'node_modules/b']);
});

it('refuses a package that says nowhere what its licence is', async () => {
  await place('node_modules/odd', { name: 'odd', version: '1.0.0' });
  await expect(thirdPartyPackages(root, ['node_modules/odd'])).rejects.toThrow('odd 1.0.0');
});

it('refuses to leave out a production dependency that is not installed', async () => {
  await rm(path.join(root, 'node_modules', 'engine'), { recursive: true });
  await expect(thirdPartyPackages(root, [])).rejects.toThrow('engine');
});
