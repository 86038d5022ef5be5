// @ts-check

/** @typedef {import('./statistics.mjs').Measure} Measure */
/** @typedef {import('./verdict.mjs').JudgedFigure} JudgedFigure */
/** @typedef {import('./machine.mjs').Circumstances} Circumstances */

const columns = ['benchmark', 'figure', 'value', 'floor', 'ratio', 'target', 'verdict'];
/** Beyond this share of the cores' worth of work, the machine has something else to do. */
const BUSY_LOAD = 0.75;

/**
 * Whether a figure is part of the table: details are only told beside it.
 * @param {JudgedFigure} figure
 */
export const isDetail = ({ floor, target, verdict }) =>
  floor === undefined && target === undefined && verdict !== 'BROKEN';

/**
 * The table of all figures as text, aligned, with what there is to say about it below.
 * @param {readonly JudgedFigure[]} figures
 * @param {Circumstances} circumstances
 * @returns {string} ends with a line feed
 */
export function textTable(figures, circumstances) {
  const rows = [columns, ...figures.filter((one) => !isDetail(one)).map(rowOf)];
  const widths = columns.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [
    ...lines,
    '',
    ...remarks(figures, circumstances),
    ...machineLines(circumstances),
    '',
  ].join('\n');
}

/**
 * The same in Markdown, with the details in a table of their own.
 * @param {readonly JudgedFigure[]} figures
 * @param {Circumstances} circumstances
 * @returns {string}
 */
export function markdownReport(figures, circumstances) {
  const details = figures.filter(isDetail);
  return [
    '# Benchmarks',
    '',
    ...machineLines(circumstances).map((line) => `- ${line}`),
    ...remarks(figures, circumstances).map((line) => `- ${line}`),
    '',
    ...markdownTable(columns, figures.filter((one) => !isDetail(one)).map(rowOf)),
    '',
    'A value is the median of its runs unless it says otherwise, with the least and the most in brackets.',
    'The floor was measured in the same run; the ratio is the value over it.',
    ...(details.length === 0
      ? []
      : [
          '',
          '## Details',
          '',
          ...markdownTable(
            ['benchmark', 'figure', 'value'],
            details.map((one) => rowOf(one).slice(0, 3)),
          ),
        ]),
    '',
  ].join('\n');
}

/**
 * A figure on one line.
 * @param {JudgedFigure} figure
 * @returns {string}
 */
export function figureLine(figure) {
  const [, name = '', value = '', floor, ratio, target, verdict = ''] = rowOf(figure);
  const told = [
    name.padEnd(58),
    value.padEnd(24),
    floor && `floor ${floor}`,
    ratio && `ratio ${ratio}`,
    target && `target ${target}`,
    isDetail(figure) ? '' : verdict,
  ];
  return told.filter(Boolean).join('  ').trimEnd();
}

/**
 * What makes figures doubtful, and why broken ones are.
 * @param {readonly JudgedFigure[]} figures
 * @param {Circumstances} circumstances
 * @returns {string[]}
 */
function remarks(figures, { machine: { cores }, load }) {
  // What a benchmark found wrong with itself is a reason of each of its figures, and said once.
  const broken = new Map(
    figures.flatMap(({ benchmark, name, reasons }) =>
      reasons.map((reason) => [
        `${benchmark} ${reason}`,
        `BROKEN: ${benchmark}, ${name}: ${reason}`,
      ]),
    ),
  );
  const isBusy = Math.max(load.start, load.end) > cores * BUSY_LOAD;
  const noisy = figures.filter((figure) => figure.noisy);
  return [
    ...broken.values(),
    ...(isBusy
      ? ['The machine was busy (see its load): ratios can be compared, absolute figures hardly.']
      : []),
    ...(noisy.length > 0
      ? [
          `~ The floor's own runs lie far apart, so the ratio is uncertain: ${noisy.length} of the figures.`,
        ]
      : []),
  ];
}

/**
 * @param {Circumstances} circumstances
 * @returns {string[]}
 */
function machineLines({ machine, date, commit, load, minutes }) {
  const { processor, cores, memoryGb, system, node, electron } = machine;
  return [
    `${date}, commit ${commit ?? 'unknown'}, ${minutes.toFixed(1)} minutes`,
    `${processor}, ${cores} cores, ${memoryGb.toFixed(1)} GB; ${system}`,
    `Node ${node}, Electron ${electron ?? 'unknown'}`,
    `load average ${load.start.toFixed(2)} at the start, ${load.end.toFixed(2)} at the end`,
  ];
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function markdownTable(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/**
 * @param {JudgedFigure} figure
 * @returns {string[]} in the order of the columns
 */
function rowOf({ benchmark, name, unit, by, measure, floor, ratio, target, verdict, noisy }) {
  const what = by === 'median' || name.includes(by) ? name : `${name}, ${by}`;
  return [
    benchmark,
    what,
    withSpread(measure, unit),
    floor === undefined ? '' : `${withSpread(floor.measure, unit)}, ${floor.name}`,
    ratio === undefined ? '' : `${rounded(ratio.value)}${noisy ? ' ~' : ''}`,
    target === undefined
      ? ''
      : target.of === 'ratio'
        ? `${target.most} x floor`
        : `${target.most} ${unit}`,
    verdict,
  ];
}

/**
 * @param {Measure} measure
 * @param {string} unit
 */
function withSpread({ value, min, max, runs }, unit) {
  if (runs === 0 || !Number.isFinite(value)) return 'none';
  const spread = runs > 1 ? ` (${rounded(min)} to ${rounded(max)})` : '';
  return `${rounded(value)} ${unit}${spread}`;
}

/** @param {number} value */
function rounded(value) {
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  return size >= 10 ? value.toFixed(1) : value.toFixed(2);
}
