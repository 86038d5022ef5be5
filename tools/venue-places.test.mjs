// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { venueMarks } from '../electron/venues/exchanges/venue-marks';
import { venueDefinitions } from '../electron/venues/exchanges/venues';
import { venueMentions } from './checks/venue-mentions.mjs';
import { repositoryRoot } from './repository.mjs';

/**
 * Adding a venue touches its folder and one list. So no other source may name one, in whatever way: whoever
 * needs to know something of a venue takes it from its definition.
 */
const floors = ['electron', 'renderer', 'shared', 'tools'];
const exchanges = 'electron/venues/exchanges';
/** The one list of venues, and the one of those that are simulated. */
const lists = [`${exchanges}/venues.ts`, 'electron/simulator/roster/roster.ts'];
/** Chains are listed as data, and read by families. */
const chains = ['shared/chains/', 'electron/venues/chains/'];

/** Ids that are words of the code, too: a quote's base, an option's delta, two families of chains. */
const ordinaryWords = new Set(['base', 'delta', 'bitcoin', 'solana']);

/** Sources that may name venues all the same: a file or a folder, and why. @type {Record<string, string>} */
const exceptions = {
  'electron/engine/records/user-records.ts': 'An example of a code in a sentence.',
  'electron/venues/exchanges/coinbase/':
    'Its derivatives abroad are behind an API of another venue; keys of its exchange are told apart.',
  'electron/venues/exchanges/kraken/': 'Keys of its futures are another venue’s, and told apart.',
  'electron/venues/exchanges/krakenfutures/': 'Keys of the other venue are told apart.',
  'electron/venues/protocol/ccxt/venue-endpoints.ts': 'An example in a sentence.',
  'renderer/screens/holdings/asset-identity.tsx': 'An example of a code in a sentence.',
  'renderer/screens/settings/price-overrides.tsx': 'An example of a code in a field.',
  'shared/assets/currencies.ts':
    'Which currencies a venue deals in is part of the list of currencies.',
  'shared/assets/code-meanings.ts': 'Addresses of pages, as sources.',
  'shared/assets/known-assets.ts': 'Coins that are called after venues.',
  'shared/chains/evm-chains.ts': 'Who runs a public server.',
  'electron/simulator/roster/demo-assets.ts': 'Coins that are called after venues.',
};

const isTest = (/** @type {string} */ file) =>
  /\.test\.[a-z]+$/.test(file) || file.includes('/testing/') || file.startsWith('renderer/dev/');

const sources = floors
  .flatMap((floor) =>
    readdirSync(path.join(repositoryRoot, floor), { recursive: true, encoding: 'utf8' }).map(
      (file) => path.posix.join(floor, file.split(path.sep).join('/')),
    ),
  )
  .filter((file) => /\.(ts|tsx|mjs|cjs)$/.test(file) && !isTest(file));

/** @param {string} file */
const textOf = (file) => readFileSync(path.join(repositoryRoot, file), 'utf8');

/** Folder of each exchange, by its id: that in which it is defined; those that are read by a table share one. */
const folders = new Map([
  ...sources.flatMap((file) => {
    const [, folder = ''] = /^electron\/venues\/exchanges\/([^/]+)\/[^/]+$/.exec(file) ?? [];
    const ids = folder === '' ? [] : [...textOf(file).matchAll(/^\s+id: '([a-z0-9]+)'/gm)];
    return ids.map(([, id = '']) => /** @type {const} */ ([id, folder]));
  }),
  ...[...venueDefinitions.values()]
    .filter(({ info }) => info.support === 'generic')
    .map(({ info }) => /** @type {const} */ ([info.id, 'generic'])),
]);

const words = new Map(
  Object.entries(venueMarks).flatMap(([id, { name }]) => {
    const isChain = !venueDefinitions.has(id);
    const own = ordinaryWords.has(id) ? [] : [id];
    // A chain and its coin have the same name.
    return [...own, ...(isChain ? [] : [name])].map((word) => [word, id]);
  }),
);
const mentionsIn = venueMentions([...words.keys()]);

/** Whether a source is a place of a venue's own. @param {string} file @param {string} id */
function isAtHome(file, id) {
  const folder = folders.get(id);
  if (folder === undefined) return chains.some((place) => file.startsWith(place));
  return [`${exchanges}/${folder}/`, `electron/simulator/${folder}/`].some((place) =>
    file.startsWith(place),
  );
}

/** @param {string} file */
function exceptionOf(file) {
  return Object.keys(exceptions).find((place) =>
    place.endsWith('/') ? file.startsWith(place) : file === place,
  );
}

const elsewhere = sources.flatMap((file) =>
  lists.includes(file)
    ? []
    : mentionsIn(file, textOf(file))
        .filter(({ venue }) => !isAtHome(file, words.get(venue) ?? venue))
        .map(({ line, venue }) => ({ file, line, venue })),
);

describe('venues are named', () => {
  it('in their folders and the list of venues, and nowhere else', () => {
    expect(elsewhere.filter(({ file }) => exceptionOf(file) === undefined)).toEqual([]);
  });

  it('elsewhere for a reason that still holds', () => {
    const used = new Set(elsewhere.map(({ file }) => exceptionOf(file)));
    expect(Object.keys(exceptions).filter((place) => !used.has(place))).toEqual([]);
  });

  it('by every way that this looks for', () => {
    const text = [
      "import { a } from './kraken/definition';",
      'const table = { binance: 1, other: table.okx };',
      'const words = `at ${a} Crypto.com, ${b}`;',
      'const pattern = /^x-gate-/;',
      '// A comment may name Kraken.',
      "const others = ['krakens', 'bybits'];",
    ].join('\n');
    expect(mentionsIn('a.ts', text).map(({ line, venue }) => `${line} ${venue}`)).toEqual([
      ...['1 kraken', '2 binance', '2 okx', '3 Crypto.com', '4 gate'],
    ]);
  });

  it('and each has a folder', () => {
    expect([...venueDefinitions.keys()].filter((id) => !folders.has(id))).toEqual([]);
    expect(folders.get('bybiteu')).toBe('bybit');
    expect(folders.get('zaif')).toBe('generic');
  });
});
