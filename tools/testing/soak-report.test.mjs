// @ts-check
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.mjs';
import { propertyTests } from './property-tests.mjs';
import { chooseSeed } from './seed.mjs';
import { soakFigures } from './soak-report.mjs';

describe('the figures of the soak', () => {
  it('have a line for each test that ran rounds or failed, and none for the others', () => {
    const figures = soakFigures({
      testResults: [
        {
          name: path.join(repositoryRoot, 'electron/store/engines/embedded/power-cut.soak.test.ts'),
          assertionResults: [
            { fullName: 'a power cut', status: 'passed', duration: 1234, meta: { rounds: 200 } },
            { fullName: 'a sum', status: 'passed', duration: 1, meta: {} },
            { fullName: 'a kill', status: 'failed' },
          ],
        },
      ],
    });
    expect(figures.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['test', 'outcome', 'rounds', 'seconds'],
      [
        'electron/store/engines/embedded/power-cut.soak.test.ts: a power cut',
        'passed',
        '200',
        '1.2',
      ],
      ['electron/store/engines/embedded/power-cut.soak.test.ts: a kill', 'failed', '-', '0.0'],
    ]);
  });

  it('include every file of property tests', () => {
    const files = propertyTests(repositoryRoot, ['shared']);
    expect(files).toContain('shared/portfolio/valuation.test.ts');
    expect(files.length).toBeGreaterThan(10);
  });
});

describe('the seed', () => {
  it('is the given one, or a whole number of its own', () => {
    expect(chooseSeed('123')).toBe(123);
    expect(Number.isSafeInteger(chooseSeed(undefined))).toBe(true);
  });

  it('is refused when it is no whole number', () => {
    expect(() => chooseSeed('12.5')).toThrow('whole number');
    expect(() => chooseSeed('abc')).toThrow('whole number');
  });
});
