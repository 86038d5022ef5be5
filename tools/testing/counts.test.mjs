// @ts-check
import { describe, expect, it } from 'vitest';
import { judge, none, onePassed, sum, summaryLine } from './counts.mjs';
import { countPlaywright } from './playwright-report.mjs';
import { Stages } from './stages.mjs';
import { countVitest } from './vitest-report.mjs';

describe('what counts', () => {
  it('a runner that ran nothing failed, even when it is pleased with itself', () => {
    expect(judge(none, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(judge({ ...none, skipped: 3 }, 0)).toEqual({ passed: 0, failed: 1, skipped: 3 });
  });

  it('a runner that failed without a failed test failed', () => {
    expect(judge({ ...none, passed: 5 }, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('failed tests are counted once', () => {
    expect(judge({ passed: 5, failed: 2, skipped: 0 }, 1).failed).toBe(2);
  });

  it('a Vitest file that could not be loaded is a failure', () => {
    const counts = countVitest({
      numPassedTests: 2,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    });
    expect(counts).toEqual({ passed: 2, failed: 2, skipped: 2 });
  });

  it('a Playwright test that passed only when repeated, or an error outside any test, failed', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 3, skipped: 2 });
  });

  it('the last line names what was skipped only if something was', () => {
    const counts = sum([
      { passed: 2, failed: 1, skipped: 0 },
      { passed: 3, failed: 0, skipped: 0 },
    ]);
    expect(summaryLine(counts)).toBe('5 passed, 1 failed');
    expect(summaryLine({ ...counts, skipped: 4 })).toBe('5 passed, 1 failed, 4 skipped');
  });
});

describe('stages', () => {
  it('a stage that crashes is one failure and does not keep the others from running', async () => {
    const stages = new Stages(() => undefined);
    expect(await stages.run('first', () => Promise.reject(new Error('crashed')))).toBe(false);
    expect(await stages.run('second', async () => ({ ...none, passed: 7 }))).toBe(true);
    expect(stages.total()).toEqual({ passed: 7, failed: 1, skipped: 0 });
    expect(stages.table().split('\n')).toHaveLength(3);
  });

  it('a stage beside another one is named when it has ended, with how it ended', async () => {
    /** @type {string[]} */
    const lines = [];
    const stages = new Stages((line) => lines.push(line));
    await Promise.all([
      stages.run('unit', async () => onePassed),
      stages.run('types', async () => onePassed, { isBeside: true }),
      stages.prepare('build', () => Promise.reject(new Error('no disk')), { isBeside: true }),
    ]);
    const said = lines.map((line) => line.replace(/\d+\.\d/, 'N'));
    expect(said[0]).toBe('\n== unit');
    expect(said).toContain('== types: good, after N s');
    expect(said.indexOf('build: no disk')).toBeLessThan(
      said.indexOf('== build: failed, see above, after N s'),
    );
    expect(said).toHaveLength(4);
    expect(stages.total()).toEqual({ passed: 2, failed: 1, skipped: 0 });
  });

  it('a preparation adds nothing when it works, and a failure when it does not', async () => {
    const stages = new Stages(() => undefined);
    expect(await stages.prepare('ready', async () => undefined)).toBe(true);
    expect(stages.total()).toEqual(none);
    expect(await stages.prepare('broken', () => Promise.reject(new Error('no')))).toBe(false);
    expect(stages.total()).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
