import {
  ASYMMETRIC_MATCHERS_OBJECT,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';
import { fn } from '@vitest/spy';
import { use, expect as chaiExpect } from 'chai';

/**
 * As much of Vitest as the tests of the venues use, for runtimes that Vitest does not run in: its
 * assertions, and a collector of tests that runs them one after another.
 */

type Work = (...args: never[]) => unknown;

interface Hooks {
  readonly beforeAll: Work[];
  readonly beforeEach: Work[];
  readonly afterEach: Work[];
  readonly afterAll: Work[];
}

interface Suite {
  readonly name: string;
  readonly parent: Suite | undefined;
  readonly hooks: Hooks;
  readonly parts: (Suite | Test)[];
}

interface Test {
  readonly name: string;
  readonly run: () => unknown;
}

/** How one test ended. */
export interface Ended {
  readonly name: string;
  /** What went wrong. */
  readonly error?: string;
}

const newSuite = (name: string, parent?: Suite): Suite => ({
  name,
  parent,
  hooks: { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] },
  parts: [],
});
let current = newSuite('');

function inSuite(name: string, define: () => void): void {
  const suite = newSuite(name, current);
  current.parts.push(suite);
  current = suite;
  define();
  current = suite.parent ?? suite;
}

/** What a row of a table is to a test: its parts, or itself. */
const argumentsOf = (row: unknown): unknown[] => (Array.isArray(row) ? (row as unknown[]) : [row]);

function eachOf(add: (name: string, run: () => void) => void) {
  return (table: readonly unknown[]) => (name: string, work: Work) => {
    table.forEach((row, index) =>
      add(
        `${name} #${index} ${nameOf(row)}`,
        () => Reflect.apply(work, undefined, argumentsOf(row)) as void,
      ),
    );
  };
}

function nameOf(row: unknown): string {
  const [first] = argumentsOf(row);
  if (typeof first !== 'object' || first === null) return String(first).slice(0, 60);
  const id: unknown =
    Reflect.get(first, 'id') ?? Reflect.get(Reflect.get(first, 'info') ?? {}, 'id');
  return String(id ?? '');
}

const addTest = (name: string, run: () => unknown): void => void current.parts.push({ name, run });

export const describe = Object.assign(inSuite, { each: eachOf(inSuite) });
export const it = Object.assign(addTest, { each: eachOf(addTest) });
export const test = it;

export const beforeAll = (work: Work): void => void current.hooks.beforeAll.push(work);
export const beforeEach = (work: Work): void => void current.hooks.beforeEach.push(work);
export const afterEach = (work: Work): void => void current.hooks.afterEach.push(work);
export const afterAll = (work: Work): void => void current.hooks.afterAll.push(work);

use(JestExtend);
use(JestChaiExpect);
use(JestAsymmetricMatchers);

const expecting = (value: unknown, message?: string): unknown => chaiExpect(value, message);
export const expect: unknown = Object.assign(expecting, chaiExpect, ASYMMETRIC_MATCHERS_OBJECT);
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: expect });
setState({ assertionCalls: 0, isExpectingAssertions: false }, expecting as never);

const ATTEMPT_MS = 10;

export const vi = {
  fn,
  /** Tries again until it does not throw. */
  waitFor: async (attempt: () => unknown, { timeout = 1000 }: { timeout?: number } = {}) => {
    const until = performance.now() + timeout;
    for (;;)
      try {
        return await attempt();
      } catch (error) {
        if (performance.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, ATTEMPT_MS));
      }
  },
};

/** Collects the tests of one file and runs them. */
export async function runFile(
  name: string,
  load: () => Promise<unknown>,
): Promise<readonly Ended[]> {
  const suite = newSuite(name);
  current = suite;
  await load();
  return runSuite(suite, [], []);
}

async function runSuite(
  suite: Suite,
  before: readonly Work[],
  after: readonly Work[],
): Promise<readonly Ended[]> {
  const { hooks, name, parts } = suite;
  const ended: Ended[] = [];
  const failed = await failureOf(hooks.beforeAll);
  if (failed !== undefined) return [{ name, error: failed }];
  const befores = [...before, ...hooks.beforeEach];
  const afters = [...hooks.afterEach, ...after];
  for (const part of parts)
    if ('parts' in part)
      ended.push(...(await runSuite({ ...part, name: `${name} > ${part.name}` }, befores, afters)));
    else {
      const error = await failureOf([...befores, part.run]);
      const later = await failureOf(afters);
      const wrong = error ?? later;
      ended.push({
        name: `${name} > ${part.name}`,
        ...(wrong === undefined ? {} : { error: wrong }),
      });
    }
  const last = await failureOf(hooks.afterAll);
  return last === undefined ? ended : [...ended, { name, error: last }];
}

/** Runs one after another, up to the first that fails. */
async function failureOf(works: readonly (Work | (() => unknown))[]): Promise<string | undefined> {
  for (const work of works)
    try {
      await (Reflect.apply(work, undefined, []) as unknown);
    } catch (error) {
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
  return undefined;
}
