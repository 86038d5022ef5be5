// @ts-check
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { commands } from './commands/commands.mjs';
import { logToStandardError as log } from './process/log.mjs';
import { runScript } from './process/script.mjs';
import { asDocument } from './reference/document.mjs';
import { references } from './reference/references.mjs';
import { repositoryRoot } from './repository.mjs';

/**
 * `npm run reference` writes the pages of documentation that are made from the code;
 * `npm run reference -- --check` compares them and writes nothing.
 */
await runScript(async () => {
  const { values } = parseArgs({ options: commands.reference.options });
  const differing = [];
  for (const reference of references) differing.push(...(await differences(reference)));
  if (values.check !== true) {
    for (const difference of differing) await settle(difference);
    return 0;
  }
  for (const { file } of differing)
    log(`${file} does not say what the code says: npm run reference`);
  return differing.length === 0 ? 0 : 1;
});

/**
 * What is not as the code has it.
 * @param {import('./reference/references.mjs').Reference} reference
 * @returns {Promise<{ file: string, text?: string }[]>} without a text: a page that is no longer made
 */
async function differences({ folder, makePages }) {
  const differing = [];
  const pages = await Promise.all((await makePages()).map(asDocument));
  for (const page of pages) {
    const there = await readFile(path.join(repositoryRoot, page.file), 'utf8').catch(() => '');
    if (there !== page.text) differing.push(page);
  }
  if (folder === undefined) return differing;
  const made = new Set(pages.map(({ file }) => file));
  const names = await readdir(path.join(repositoryRoot, folder)).catch(() => []);
  const left = names.map((name) => `${folder}/${name}`).filter((file) => !made.has(file));
  return [...differing, ...left.map((file) => ({ file }))];
}

/** @param {{ file: string, text?: string }} difference */
async function settle({ file, text }) {
  const target = path.join(repositoryRoot, file);
  if (text === undefined) {
    await rm(target, { recursive: true });
  } else {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  log(text === undefined ? `Removed ${file}` : `Written: ${file}`);
}
