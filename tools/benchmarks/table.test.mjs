// @ts-check
import { describe, expect, it } from 'vitest';
import { figureLine, markdownReport, textTable } from './table.mjs';
import { brokenBenchmark, judge } from './verdict.mjs';

const fast = judge(
  'valuation',
  {
    name: 'all totals',
    unit: 'ms',
    by: 'median',
    values: [20, 22.25, 240],
    floor: { name: 'loop', values: [10, 11, 12] },
    target: { of: 'ratio', most: 3 },
  },
  [],
);
const slow = judge(
  'start',
  {
    name: 'start',
    unit: 'ms',
    by: 'p95',
    values: [900],
    floor: { name: 'bare window', values: [500, 100, 900] },
    target: { of: 'value', most: 800 },
  },
  [],
);
const detail = judge(
  'memory',
  { name: 'page | tab', unit: 'MB', by: 'median', values: [103.4] },
  [],
);
const broken = brokenBenchmark('refresh', 'the server was not asked');

/** @type {import('./machine.mjs').Circumstances} */
const circumstances = {
  machine: {
    processor: 'Some processor',
    cores: 2,
    memoryGb: 23.46,
    system: 'Debian 12',
    node: '20.20.2',
    electron: '25.1.1',
  },
  date: '2026-11-28T06:24:10.227Z',
  commit: 'abc1234',
  load: { start: 0.2, end: 0.4 },
  minutes: 7.25,
};
const busy = { ...circumstances, load: { start: 0.2, end: 1.6 } };

describe('the table', () => {
  const lines = textTable([fast, slow, detail, broken], circumstances).split('\n');

  it('has value, floor, ratio, target and verdict of each figure, aligned', () => {
    expect(lines[0]).toMatch(/^benchmark +figure +value +floor +ratio +target +verdict$/);
    expect(lines[1]).toMatch(
      /^valuation +all totals +22\.3 ms \(20\.0 to 240\) +11\.0 ms \(10\.0 to 12\.0\), loop +2\.02 +3 x floor +OK$/,
    );
    expect(lines[2]).toMatch(/^start +start, p95 +900 ms +.* ~ +800 ms +MISSED$/);
    const at = lines[0]?.indexOf('verdict');
    expect(lines[1]?.indexOf('OK')).toBe(at);
    expect(lines[2]?.indexOf('MISSED')).toBe(at);
  });

  it('says why a figure is broken, and leaves details out', () => {
    expect(lines.join('\n')).toContain(
      'BROKEN: refresh, the whole benchmark: the server was not asked',
    );
    expect(lines.join('\n')).not.toContain('page | tab');
  });

  it('says once what is wrong with all figures of a benchmark', () => {
    const both = [fast, slow].map((one) => ({ ...one, benchmark: 'one', reasons: ['not asked'] }));
    expect(textTable(both, circumstances).match(/not asked/g)).toHaveLength(1);
  });

  it('names the machine, the commit and the load', () => {
    const text = lines.join('\n');
    for (const part of ['Some processor, 2 cores, 23.5 GB', 'Node 20.20.2, Electron 25.1.1'])
      expect(text).toContain(part);
    expect(text).toContain('commit abc1234');
    expect(text).toContain('0.20 at the start, 0.40 at the end');
  });

  it('says that a machine was busy, and that a floor is noisy, only where they were', () => {
    expect(textTable([fast], circumstances)).not.toMatch(/busy|uncertain/);
    expect(textTable([fast], busy)).toContain('The machine was busy');
    expect(textTable([slow], circumstances)).toContain('uncertain');
  });
});

describe('the report in Markdown', () => {
  const text = markdownReport([fast, slow, detail, broken], circumstances);

  it('has the same table, and the details in one of their own', () => {
    expect(text).toContain('| benchmark | figure | value | floor | ratio | target | verdict |');
    expect(text).toContain(
      '| valuation | all totals | 22.3 ms (20.0 to 240) | 11.0 ms (10.0 to 12.0), loop | 2.02 | 3 x floor | OK |',
    );
    expect(text).toContain('| memory | page \\| tab | 103 MB |');
  });

  it('has as many cells in each row of a table', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    const cells = rows.map((row) => row.split(/(?<!\\)\|/).length - 2);
    expect(new Set(cells)).toEqual(new Set([7, 3]));
  });
});

it('a detail on a line of its own has no verdict, any other figure one', () => {
  expect(figureLine(detail)).toMatch(/^page \| tab +103 MB$/);
  expect(figureLine(fast)).toMatch(/ratio 2\.02 {2}target 3 x floor {2}OK$/);
  expect(figureLine(broken)).toMatch(/BROKEN$/);
});
