// @ts-check
import { checks } from '../checks/checks.mjs';

/**
 * The stages of `npm test`: the checks of the sources, then the tests.
 * @type {readonly { name: string, what: string }[]}
 */
export const testStages = [
  ...checks,
  { name: 'unit', what: 'Tests that are pure: `*.test.ts`.' },
  {
    name: 'integration',
    what: 'Tests that start servers, keychains and databases: `*.integration.test.ts`.',
  },
  { name: 'e2e', what: 'Journeys through the real app, and through the packaged one: `e2e/`.' },
];
