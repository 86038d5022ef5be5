// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The test files that draw from fast-check, which the soak runs many more times.
 * @param {string} root the repository's
 * @param {string[]} folders below it
 * @returns {string[]} paths from the root, with forward slashes
 */
export function propertyTests(root, folders) {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.join(folder, file),
      ),
    )
    .filter((file) => /\.test\.tsx?$/.test(file))
    .filter((file) => readFileSync(path.join(root, file), 'utf8').includes("from 'fast-check'"))
    .map((file) => file.split(path.sep).join('/'));
}
