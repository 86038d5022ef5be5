// @ts-check
import { commandsReference } from './commands.mjs';
import { contractReference } from './contract.mjs';
import { settingsReference } from './settings.mjs';
import { venuePagesReference, venuesReference } from './venues.mjs';

/**
 * A page of documentation that is made from the code.
 * @typedef {object} Page
 * @property {string} file from the root of the repository
 * @property {string} text Markdown, as long as lines come; it is formatted like every other file
 *
 * @typedef {object} Reference
 * @property {string} [folder] one that has nothing but these pages in it: what else lies there is removed
 * @property {() => Promise<Page[]>} makePages
 */

/** @type {readonly Reference[]} */
export const references = [
  commandsReference,
  contractReference,
  settingsReference,
  venuesReference,
  venuePagesReference,
];
