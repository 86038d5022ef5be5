// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.mjs';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(repositoryRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

const floors = 'shared|electron|renderer|e2e|tools';

/** @param {string} document */
function textOf(document) {
  return readFileSync(path.join(repositoryRoot, document), 'utf8');
}

/** @param {string} file from the root; one without an end is that of a module, as imports have it */
function isThere(file) {
  return [file, `${file}.ts`].some((one) => existsSync(path.join(repositoryRoot, one)));
}

/** @param {string} text */
function pathsIn(text) {
  const named = text.matchAll(new RegExp(`[\`']\\./?((?:${floors})/[^\`'\\s]+)[\`']`, 'g'));
  const bare = text.matchAll(new RegExp(`\`((?:${floors})/[^\`\\s]*)\``, 'g'));
  // `<venue>` stands for any of them.
  return [...named, ...bare].map(([, file = '']) => file).filter((file) => !/[<*]/.test(file));
}

describe('what the documentation names', () => {
  it('is found: files and folders of the repository', () => {
    const paths = documents.flatMap((document) =>
      pathsIn(textOf(document)).map((file) => ({ document, file })),
    );
    expect(paths.length).toBeGreaterThan(50);
    expect(paths.filter(({ file }) => !isThere(file))).toEqual([]);
  });

  it('is found: other pages and pictures', () => {
    const links = documents.flatMap((document) =>
      [...textOf(document).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, target = '']) => ({
        document,
        target,
      })),
    );
    expect(links.length).toBeGreaterThan(20);
    const lost = links.filter(
      ({ document, target }) =>
        !existsSync(path.join(repositoryRoot, path.dirname(document), target)),
    );
    expect(lost).toEqual([]);
  });

  it('is found: headings of pages', () => {
    const links = documents.flatMap((document) =>
      [...textOf(document).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)].map(
        ([, target = '', heading = '']) => ({ document, target, heading }),
      ),
    );
    expect(links.length).toBeGreaterThan(3);
    const lost = links.filter(({ document, target, heading }) => {
      const page = target === '' ? document : path.join(path.dirname(document), target);
      return !headingsOf(textOf(page)).includes(heading);
    });
    expect(lost).toEqual([]);
  });
});

/**
 * The headings of a page, as links name them.
 * @param {string} text
 */
function headingsOf(text) {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
