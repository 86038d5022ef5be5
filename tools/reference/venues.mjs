// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../repository.mjs';
import { loadModule } from './load-module.mjs';
import { venuePage } from './venue-page.mjs';
import { genericVenues, meaningsTable, overviewTable } from './venues-overview.mjs';

/**
 * @typedef {import('../../electron/venues/exchanges/definition/venue-definition').VenueDefinition} Definition
 * @typedef {import('../../electron/venues/exchanges/definition/venue-documentation').VenueDocumentation} Documentation
 *
 * What the pages about venues are made from.
 * @typedef {object} Venues
 * @property {readonly Definition[]} own those with readers of their own
 * @property {readonly Definition[]} others
 * @property {ReadonlyMap<string, Documentation>} documentation of the former, by id
 * @property {Readonly<Record<string, string>>} meanings how failures and causes are spoken of
 */

const exchanges = 'electron/venues/exchanges';

/** The overview: what is written by hand, with tables in their places. @type {import('./references.mjs').Reference} */
export const venuesReference = {
  makePages: async () => {
    const venues = await loadVenues();
    /** @type {Record<string, string>} */
    const made = {
      overview: overviewTable(venues),
      meanings: meaningsTable(venues),
      generic: genericVenues(venues),
    };
    const template = path.join(repositoryRoot, exchanges, 'definition/venues-page.md');
    const text = readFileSync(template, 'utf8').replaceAll(/<!-- (\w+) -->/g, (mark, name) => {
      const part = made[name];
      if (part === undefined) throw new Error(`${template}: nothing makes ${mark}.`);
      return part;
    });
    return [{ file: 'docs/venues.md', text }];
  },
};

/** A page for each venue with readers of its own. @type {import('./references.mjs').Reference} */
export const venuePagesReference = {
  folder: 'docs/venues',
  makePages: async () => {
    const venues = await loadVenues();
    return venues.own.map((definition) => ({
      file: `docs/venues/${definition.info.id}.md`,
      text: venuePage(definition, venues),
    }));
  },
};

/** @returns {Promise<Venues>} throws where a venue with readers of its own says nothing */
async function loadVenues() {
  const { firstClassVenues, venueDefinitions } = await loadModule(`${exchanges}/venues.ts`);
  const { documentedMeanings } = await loadModule(`${exchanges}/definition/documented-meanings.ts`);
  const files = readdirSync(path.join(repositoryRoot, exchanges), {
    recursive: true,
    encoding: 'utf8',
  }).filter((file) => path.basename(file) === 'documentation.ts');
  const texts = await Promise.all(files.map((file) => loadModule(path.join(exchanges, file))));
  /** @type {Documentation[]} */
  const documented = texts.flatMap((module) => Object.values(module));
  const documentation = new Map(documented.map((one) => [one.venue, one]));
  /** @type {readonly Definition[]} */
  const own = firstClassVenues;
  const silent = own.filter(({ info }) => !documentation.has(info.id));
  if (silent.length > 0)
    throw new Error(`No documentation.ts says anything of ${silent[0]?.info.id}.`);
  return {
    own,
    others: [...venueDefinitions.values()].filter((one) => !own.includes(one)),
    documentation,
    meanings: documentedMeanings,
  };
}
