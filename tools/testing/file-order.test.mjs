// @ts-check
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.mjs';
import { inOrder, LONG_FILES } from './file-order.mjs';

/** @param {string} prefix @param {boolean} isIsolated */
const named = (prefix, isIsolated) =>
  Array.from({ length: 12 }, (_, index) => ({ path: `/${prefix}${index}.test.ts`, isIsolated }));
const long = LONG_FILES.map((name) => ({
  path: path.join(repositoryRoot, name),
  isIsolated: true,
}));
const files = [...named('shared', false), ...named('own', true), ...long];
/** @param {number} seed */
const pathsOf = (seed) => inOrder(files, seed).map((file) => file.path);

describe('the order of test files', () => {
  it('names long files that exist', () => {
    for (const file of long) expect(existsSync(file.path), file.path).toBe(true);
  });

  it('begins with the long ones and ends with those that share a process', () => {
    const paths = pathsOf(1);
    expect(paths.slice(0, long.length)).toEqual(long.map((file) => file.path));
    expect(paths.slice(-12).every((name) => name.startsWith('/shared'))).toBe(true);
    expect([...paths].sort()).toEqual(files.map((file) => file.path).sort());
  });

  it('is else drawn from the seed', () => {
    expect(pathsOf(1)).toEqual(pathsOf(1));
    expect(pathsOf(1)).not.toEqual(pathsOf(2));
  });
});
