// @ts-check

/**
 * What can be run with npm, beside what npm brings: each script of package.json, what it does, and its
 * options. The tools parse their options by this table, and docs/reference/commands.md is made from it.
 *
 * @typedef {object} Option as `parseArgs` of Node takes it
 * @property {'string' | 'boolean'} type
 * @property {boolean} [multiple] it may be given several times
 * @property {string} [value] what follows it
 * @property {string} what
 *
 * @typedef {{ what: string, options?: Readonly<Record<string, Option>> }} Command
 */

/** @satisfies {Readonly<Record<string, Command>>} */
export const commands = /** @type {const} */ ({
  start: { what: 'Builds the app if its sources changed, and opens it. It takes the flags below.' },
  test: {
    what: 'All checks and tests: format, types, lint, unit, integration and end-to-end.',
    options: {
      only: {
        type: 'string',
        multiple: true,
        value: 'STAGE,...',
        what: 'These stages alone; they are listed below.',
      },
    },
  },
  soak: {
    what: 'The random tests in their long form, by the hundred.',
    options: {
      only: {
        type: 'string',
        multiple: true,
        value: 'NAME',
        what: 'The files whose path has NAME in it.',
      },
      seed: { type: 'string', value: 'NUMBER', what: 'The same again: every run says its seed.' },
    },
  },
  check: { what: 'The checks of the sources alone: every stage but the tests.' },
  bench: {
    what: 'The benchmarks in `e2e/benchmarks/`, one after another.',
    options: {
      only: { type: 'string', multiple: true, value: 'NAME', what: 'One of them.' },
    },
  },
  package: {
    what: 'An app that can be started in place, in `dist/`.',
    options: {
      target: {
        type: 'string',
        multiple: true,
        value: 'TARGET',
        what: 'An installer instead: AppImage, deb, dmg, nsis.',
      },
    },
  },
  build: { what: 'The build alone, into `out/`.' },
  reference: {
    what: 'Writes the pages of documentation that are made from the code.',
    options: {
      check: {
        type: 'boolean',
        what: 'Compares them and writes nothing; ends with 1 if one differs.',
      },
    },
  },
  lock: { what: 'Puts our own range of Node versions back into the lock, after `npm install`.' },
  format: { what: 'Formats every file.' },
  'format:check': { what: 'Says which files are not formatted.' },
  types: { what: 'Type-checks every project.' },
  lint: { what: 'Lints every file.' },
});
