// @ts-check
import { measureOf } from './statistics.mjs';

/** @typedef {import('./statistics.mjs').Statistic} Statistic */
/** @typedef {import('./statistics.mjs').Measure} Measure */

/**
 * What a benchmark tells of one thing it has measured.
 * @typedef {object} Figure
 * @property {string} name
 * @property {string} unit of the values and the floor's
 * @property {readonly number[]} values at least one
 * @property {Statistic} by what of the values counts, of the floor's too
 * @property {Floor} [floor]
 * @property {Target} [target] absent for a detail, which is told and not judged by a target
 */

/**
 * What the figure cannot be better than, measured in the same run.
 * @typedef {object} Floor
 * @property {string} name
 * @property {readonly number[]} values
 * @property {boolean} [paired] each value was measured right beside the figure's value at its place, so
 *   that the ratio is taken pair by pair, and a machine that is slow for a while slows both
 */

/**
 * What a figure may be at most: as a multiple of its floor, or in its own unit.
 * @typedef {{ of: 'ratio' | 'value', most: number }} Target
 */

/**
 * OK: within its target. MISSED: beyond it. BROKEN: what was measured is not what the figure says, so it
 * is neither good nor bad.
 * @typedef {'OK' | 'MISSED' | 'BROKEN'} Verdict
 */

/**
 * @typedef {object} JudgedFigure
 * @property {string} benchmark
 * @property {string} name
 * @property {string} unit
 * @property {Statistic} by
 * @property {Measure} measure
 * @property {{ name: string, measure: Measure }} [floor]
 * @property {Measure} [ratio]
 * @property {Target} [target]
 * @property {Verdict} verdict
 * @property {string[]} reasons why it is broken
 * @property {boolean} noisy the floor's own measurements lie so far apart that the ratio says little
 */

/** A floor is the same work every time: this far apart, as a share of its median, only noise sets it. */
const WIDEST_FLOOR = 0.5;

/**
 * Judges a figure.
 * @param {string} benchmark
 * @param {Figure} figure
 * @param {readonly string[]} broken what the benchmark found wrong with its own measuring
 * @returns {JudgedFigure}
 */
export function judge(benchmark, figure, broken) {
  const { name, unit, by, target } = figure;
  const measure = measureOf(figure.values, by);
  const floor = figure.floor && {
    name: figure.floor.name,
    measure: measureOf(figure.floor.values, by),
  };
  const ratio = ratioOf(figure);
  const reasons = [...broken, ...implausible(measure, floor?.measure, target, ratio)];
  const judged = target?.of === 'ratio' ? ratio?.value : measure.value;
  const isWithin = target === undefined || (judged !== undefined && judged <= target.most);
  return {
    benchmark,
    name,
    unit,
    by,
    measure,
    ...(floor === undefined ? {} : { floor }),
    ...(ratio === undefined ? {} : { ratio }),
    ...(target === undefined ? {} : { target }),
    verdict: reasons.length > 0 ? 'BROKEN' : isWithin ? 'OK' : 'MISSED',
    reasons,
    noisy: floor !== undefined && isWide(floor.measure),
  };
}

/**
 * A benchmark that ended without a figure, or not by itself.
 * @param {string} benchmark
 * @param {string} reason
 * @returns {JudgedFigure}
 */
export function brokenBenchmark(benchmark, reason) {
  return {
    benchmark,
    name: 'the whole benchmark',
    unit: '',
    by: 'median',
    measure: measureOf([], 'median'),
    verdict: 'BROKEN',
    reasons: [reason],
    noisy: false,
  };
}

/**
 * @param {Figure} figure
 * @returns {Measure | undefined}
 */
function ratioOf({ values, floor, by }) {
  if (floor === undefined) return undefined;
  if (floor.paired !== true) {
    const over = measureOf(floor.values, by).value;
    return measureOf(
      values.map((value) => value / over),
      by,
    );
  }
  return measureOf(
    values.map((value, index) => value / (floor.values[index] ?? Number.NaN)),
    'median',
  );
}

/**
 * @param {Measure} measure
 * @param {Measure | undefined} floor
 * @param {Target | undefined} target
 * @param {Measure | undefined} ratio
 * @returns {string[]}
 */
function implausible(measure, floor, target, ratio) {
  const reasons = [];
  const isDetail = floor === undefined && target === undefined;
  // A detail may be a difference, so below zero.
  const isMeasured = isDetail ? Number.isFinite(measure.value) : isAmount(measure);
  if (!isMeasured) reasons.push('it was not measured');
  if (floor !== undefined && (!isAmount(floor) || floor.value === 0))
    reasons.push('its floor was not measured');
  // Single measurements may fall below the floor's middle on a machine that has ups and downs.
  else if (floor !== undefined && measure.value < floor.min)
    reasons.push('it is better than its floor, which cannot be');
  if (target !== undefined && !Number.isFinite(target.most))
    reasons.push('it has no usable target');
  if (target?.of === 'ratio' && (ratio === undefined || !Number.isFinite(ratio.value)))
    reasons.push('it has no ratio to be judged by');
  return reasons;
}

/**
 * Times, sizes and counts are zero or more.
 * @param {Measure} measure
 */
function isAmount({ value, min, max, runs }) {
  return runs > 0 && [value, min, max].every((one) => Number.isFinite(one) && one >= 0);
}

/** @param {Measure} floor */
function isWide({ value, min, max, runs }) {
  return runs > 1 && (max - min) / value > WIDEST_FLOOR;
}
