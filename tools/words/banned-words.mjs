// @ts-check

/**
 * A word that is not used, and what is said instead.
 * @typedef {object} BannedWord
 * @property {string} word with `*` for any ending
 * @property {string} say
 * @property {boolean} isName a name in code, else in comments, pages and texts
 */

/**
 * Reads the tables of the glossary's chapter on words that are not used.
 * @param {string} glossary
 * @returns {BannedWord[]}
 */
export function bannedWords(glossary) {
  const chapter = glossary.split('## Words that are not used')[1];
  if (chapter === undefined)
    throw new Error('The glossary has no chapter on words that are not used.');
  return [...chapter.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
    .map((row) => row.slice(1).map((cell) => cell.trim()))
    .filter(([word = '']) => word !== 'not' && !word.startsWith('-'))
    .flatMap(([words = '', say = '', where = '']) =>
      words.split(', ').map((word) => ({ word, say, isName: where === 'names' })),
    );
}

/**
 * @param {string} text
 * @param {readonly BannedWord[]} banned
 * @returns {{ found: string, say: string }[]}
 */
export function bannedIn(text, banned) {
  return banned.flatMap(({ word, say }) => {
    const pattern = word.replaceAll(/[.()]/g, '\\$&').replaceAll('*', '[a-z]*');
    const all = text.match(new RegExp(`(?<![\\w-])${pattern}(?![\\w-])`, 'gi')) ?? [];
    // Another spelling of the same word is found by what is said: `websocket`, not `WebSocket`.
    return all.filter((found) => !say.split(', ').includes(found)).map((found) => ({ found, say }));
  });
}
