// @ts-check
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * What has to be said of a package that a built app carries.
 * @typedef {object} ThirdPartyPackage
 * @property {string} name
 * @property {string} version
 * @property {string} license SPDX id, or what the package says in its place
 * @property {string | undefined} source where the package is developed
 * @property {{ file: string, text: string }[]} texts its licence and notice files; none when it ships none
 */

const licenseFile = /^((un)?licen[cs]e|copying|notice|ofl)([._-].*)?$/i;
const codeFile = /\.([cm]?[jt]sx?|json|map)$/i;
const rule = '='.repeat(80);

/**
 * What the builds wrote down as bundled.
 * @param {string} lists the folder of their JSON files
 * @returns {Promise<string[]>} package folders from `node_modules/` on; throws when nothing was built
 */
export async function bundledPackages(lists) {
  const names = (await readdir(lists)).filter((name) => name.endsWith('.json'));
  const folders = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(path.join(lists, name), 'utf8'))),
  );
  return [...new Set(folders.flat())].sort();
}

/**
 * The packages that travel with the app: those with something in the bundles, and the production
 * dependencies with theirs.
 * @param {string} root the folder that has `package.json` and `node_modules/`
 * @param {readonly string[]} bundled package folders from `node_modules/` on
 * @returns {Promise<ThirdPartyPackage[]>} by name and version, each once; throws for a package
 *   whose licence is not to be found out
 */
export async function thirdPartyPackages(root, bundled) {
  const folders = new Set([...bundled, ...(await productionFolders(root))]);
  const packages = await Promise.all([...folders].map((folder) => readPackage(root, folder)));
  const once = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...once.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
}

/**
 * One text with all licences, an index first.
 * @param {readonly ThirdPartyPackage[]} packages
 */
export function licensesText(packages) {
  const index = packages.map(({ name, version, license }) => `- ${name} ${version}: ${license}`);
  return [
    'Third-party software in Portolan, with the licence texts that each package ships.\n' +
      'NOTICES.md tells of Electron, Chromium and the embedded database.',
    index.join('\n'),
    ...packages.map(section),
    '',
  ].join('\n\n');
}

/** @param {ThirdPartyPackage} one */
function section({ name, version, license, source, texts }) {
  const head = [rule, `${name} ${version}`, `Licence: ${license}`];
  if (source !== undefined) head.push(`Source: ${source}`);
  const body =
    texts.length === 0
      ? ['The package ships no licence text; its licence is the one named above.']
      : texts.map(({ file, text }) => (texts.length === 1 ? text : `[${file}]\n\n${text}`));
  return [[...head, rule].join('\n'), ...body].join('\n\n');
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<ThirdPartyPackage>}
 */
async function readPackage(root, folder) {
  const directory = path.join(root, folder);
  const { name, version, ...manifest } = await readManifest(directory);
  const files = (await readdir(directory, { withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .filter((file) => licenseFile.test(file) && !codeFile.test(file))
    .sort();
  const texts = await Promise.all(
    files.map(async (file) => ({
      file,
      text: (await readFile(path.join(directory, file), 'utf8')).replaceAll('\r\n', '\n').trim(),
    })),
  );
  const license = licenseOf(manifest) ?? (files[0] && `see ${files.join(', ')} below`);
  if (license === undefined)
    throw new Error(`${name} ${version} says nowhere what its licence is: it cannot be shipped.`);
  return { name, version, license, source: sourceOf(manifest), texts };
}

/** @param {string} directory */
async function readManifest(directory) {
  return JSON.parse(await readFile(path.join(directory, 'package.json'), 'utf8'));
}

/**
 * @param {{ license?: unknown, licenses?: unknown }} manifest also in the two forms of old packages
 * @returns {string | undefined}
 */
function licenseOf({ license, licenses }) {
  const named = (Array.isArray(licenses) ? licenses : [license]).flatMap((one) => {
    const id = typeof one === 'string' ? one : one?.type;
    return typeof id === 'string' && id !== '' ? [id] : [];
  });
  return named.length === 0 ? undefined : named.join(' or ');
}

/**
 * @param {{ repository?: unknown, homepage?: unknown }} manifest
 * @returns {string | undefined}
 */
function sourceOf({ repository, homepage }) {
  const given =
    typeof repository === 'object' && repository !== null && 'url' in repository
      ? repository.url
      : repository;
  if (typeof given !== 'string') return typeof homepage === 'string' ? homepage : undefined;
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(given)?.[1];
  if (short !== undefined) return `https://github.com/${short}`;
  return given
    .replace(/^git\+/, '')
    .replace(/^(git|ssh):\/\/(git@)?|^git@([^:/]+):/, (_, _scheme, _user, host) =>
      host === undefined ? 'https://' : `https://${host}/`,
    )
    .replace(/\.git$/, '');
}

/**
 * Folders of the production dependencies and of theirs.
 * @param {string} root
 * @returns {Promise<Set<string>>}
 */
async function productionFolders(root) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @type {string[]} */
  const waiting = [''];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    const { dependencies = {}, optionalDependencies = {} } = await readManifest(
      path.join(root, from),
    );
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const folder = await resolveFolder(root, from, name);
      // One that is optional may be for another system.
      if (folder === undefined && name in optionalDependencies) continue;
      if (folder === undefined) throw new Error(`${name}, a dependency of ${from}, is missing.`);
      if (found.has(folder)) continue;
      found.add(folder);
      waiting.push(folder);
    }
  }
  return found;
}

/**
 * Looks a package up as Node does: from the folder that asks upwards.
 * @param {string} root
 * @param {string} from
 * @param {string} name
 * @returns {Promise<string | undefined>}
 */
async function resolveFolder(root, from, name) {
  for (let place = from; ; place = place.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const folder = `${place}${place === '' ? '' : '/'}node_modules/${name}`;
    const isThere = await readManifest(path.join(root, folder)).then(
      () => true,
      () => false,
    );
    if (isThere) return folder;
    if (place === '') return undefined;
  }
}
