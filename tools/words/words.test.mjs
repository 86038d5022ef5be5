import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.mjs';
import { bannedIn, bannedWords } from './banned-words.mjs';
import { documentWords, sourceWords } from './prose.mjs';

const read = (/** @type {string} */ file) => readFileSync(path.join(repositoryRoot, file), 'utf8');
const glossary = read('docs/glossary.md');
const banned = bannedWords(glossary);
const inProse = banned.filter(({ isName }) => !isName);
const inNames = banned.filter(({ isName }) => isName);

/** Whatever has none of them need not be taken apart. */
const mayHave = new RegExp(
  banned.map(({ word }) => word.replaceAll(/[ -]/g, '[ _-]?').replaceAll('*', '')).join('|'),
  'i',
);

const files = ['docs', 'electron', 'renderer', 'shared', 'tools', 'e2e']
  .flatMap((folder) =>
    readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name}`,
    ),
  )
  .concat('README.md', 'CONTRIBUTING.md')
  .filter((file) => !file.startsWith('tools/words/'));

/** Where texts are what venues answer, quotations or SQL: their comments and names count all the same. */
const isOthersText = /\.(test|spec)\.|\/testing\/|^electron\/(simulator|store)\//;

describe('words that are not used', () => {
  it('are read from the glossary', () => {
    expect(inProse).toContainEqual({ word: 'behavior', say: 'behaviour', isName: false });
    expect(inNames.length).toBeGreaterThan(2);
    expect(banned.filter(({ word, say }) => word === '' || say === '')).toEqual([]);
  });

  it.each([
    ['The color of behaviors', ['color', 'behaviors']],
    ['A websocket is a WebSocket', ['websocket']],
    ['It was Canceled; scroll-behavior stays', ['Canceled']],
    ['colour, cancelled, seed phrase', []],
  ])('are found in %j', (text, found) => {
    expect(bannedIn(text, inProse).map((one) => one.found)).toEqual(found);
  });

  it('are looked for in what is said, not in what is quoted or called', () => {
    const source = [
      '// A color. `color` and https://example.com/color are quoted, as is "no color".',
      "const text = 'the color here'; const key = 'color'; call(text, { color: key });",
      'const exchangeName = 1;',
    ].join('\n');
    const { prose, names } = sourceWords('some.ts', source);
    expect(prose.flatMap(({ line, text }) => bannedIn(text, inProse).map(() => line))).toEqual([
      1, 2,
    ]);
    expect(names.flatMap(({ line, text }) => bannedIn(text, inNames).map(() => line))).toEqual([3]);
  });

  it('appear nowhere in pages', () => {
    const pages = files.filter((file) => file.endsWith('.md'));
    expect(pages.length).toBeGreaterThan(20);
    const found = pages.flatMap((file) => {
      const [text = ''] = read(file).split('## Words that are not used');
      return documentWords(text).flatMap((one) => complaints(file, one, inProse));
    });
    expect(found).toEqual([]);
  });

  it('appear nowhere in comments, texts and names', () => {
    const sources = files.filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.endsWith('.d.ts'));
    expect(sources.length).toBeGreaterThan(500);
    const found = sources.flatMap((file) => {
      const text = read(file);
      if (!mayHave.test(text)) return [];
      const texts = !isOthersText.test(file);
      const { prose, names } = sourceWords(file, text, { texts });
      return [
        ...prose.flatMap((one) => complaints(file, one, inProse)),
        ...names.flatMap((one) => complaints(file, one, inNames)),
      ];
    });
    expect(found).toEqual([]);
  });
});

/**
 * @param {string} file
 * @param {import('./prose.mjs').Words} words
 * @param {readonly import('./banned-words.mjs').BannedWord[]} list
 */
function complaints(file, { line, text }, list) {
  return bannedIn(text, list).map(({ found, say }) => `${file}:${line}: "${found}": say ${say}`);
}
