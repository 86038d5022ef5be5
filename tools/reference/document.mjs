// @ts-check
import path from 'node:path';
import * as prettier from 'prettier';
import { repositoryRoot } from '../repository.mjs';

const origin =
  '<!-- Made from the code by `npm run reference`: change the code, not this page. -->';

/**
 * The page as it lies in the repository: with where it comes from, and formatted.
 * @param {import('./references.mjs').Page} page
 * @returns {Promise<import('./references.mjs').Page>}
 */
export async function asDocument({ file, text }) {
  const target = path.join(repositoryRoot, file);
  const options = await prettier.resolveConfig(target);
  const formatted = await prettier.format(`${origin}\n\n${text}`, {
    ...options,
    filepath: target,
  });
  return { file, text: formatted };
}
