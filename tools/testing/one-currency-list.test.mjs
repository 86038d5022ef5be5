// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CURRENCIES } from '../../shared/assets/currencies';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What lists currencies itself, each with why. */
const OWN_LISTS = new Set([
  // The list.
  'shared/assets/currencies.ts',
]);

/** Code of the app and its simulators, without tests. */
const files = ['shared', 'electron', 'renderer'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file).split(path.sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => !/\.test\.|\/testing\/|\/dev\//.test(file))
    .filter((file) => !OWN_LISTS.has(file)),
);

/**
 * Lists with more than one currency in them.
 * @param {string} code
 */
function listsIn(code) {
  const lists = code.match(/\[(?:\s*(?:'[^']*'|\.{3}\w+),?)+\s*\]/g) ?? [];
  return lists.filter((list) => {
    const named = [...list.matchAll(/'([A-Z]{3})'/g)].flatMap(([, name = '']) =>
      CURRENCIES.has(name) ? [name] : [],
    );
    return new Set(named).size > 1;
  });
}

describe('currencies', () => {
  it('are found where a file lists them', () => {
    expect(listsIn(`const MONEY = ['USD', 'USDT',\n 'EUR'];`)).toHaveLength(1);
    expect(listsIn(`const pegs = [['USDT', 'USD'], ['EURC', 'EUR']];`)).toEqual([]);
  });

  it('are listed in one file: what needs some of them takes them from there', () => {
    expect(files.length).toBeGreaterThan(500);
    const found = files.flatMap((file) =>
      listsIn(readFileSync(path.join(ROOT, file), 'utf8')).map((list) => `${file}: ${list}`),
    );
    expect(found).toEqual([]);
  });
});
