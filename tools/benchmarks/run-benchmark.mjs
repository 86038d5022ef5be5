// @ts-check
import process from 'node:process';
import { startOwned } from '../process/owned-process.mjs';
import { repositoryRoot } from '../repository.mjs';
import { brokenBenchmark, judge } from './verdict.mjs';

/** @typedef {import('./verdict.mjs').Figure} Figure */
/** @typedef {import('./verdict.mjs').JudgedFigure} JudgedFigure */

/**
 * What a benchmark sends to the process that started it.
 * @typedef {{ figure: Figure } | { broken: string }} Message
 */

/** A benchmark takes a minute or two, many times that on a busy machine; one that hangs ends. */
const LIMIT_MS = 900_000;

/**
 * Runs one benchmark in a process of its own and judges what it tells.
 * @param {import('./bundle.mjs').Benchmark} benchmark its JavaScript
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<JudgedFigure[]>} at least one
 */
export async function runBenchmark({ name, file }, env) {
  /** @type {Figure[]} */
  const figures = [];
  /** @type {string[]} */
  const broken = [];
  const args = ['--expose-gc', '--enable-source-maps', file];
  const started = startOwned(process.execPath, args, {
    cwd: repositoryRoot,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // As JSON, what is not a number would arrive as null, and pass for zero.
    serialization: 'advanced',
  });
  // After the last message, which may be read later than the process is gone.
  const drained = new Promise((resolve) => started.child.once('disconnect', resolve));
  started.child.on('message', (data) => {
    const message = /** @type {Message} */ (data);
    if ('figure' in message) figures.push(message.figure);
    else if (!broken.includes(message.broken)) broken.push(message.broken);
  });
  const hasHung = new AbortController();
  const limit = setTimeout(() => {
    hasHung.abort();
    void started.stop();
  }, LIMIT_MS);
  const { code, signal } = await started.exited;
  clearTimeout(limit);
  await drained;
  return judged(name, figures, broken, { code, signal, hung: hasHung.signal.aborted });
}

/**
 * @typedef {object} Ending how a benchmark's process ended
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 * @property {boolean} hung it was stopped, because it took too long
 */

/**
 * The figures of a benchmark with its own doubts, and one more where it did not end well.
 * @param {string} name
 * @param {readonly Figure[]} figures
 * @param {readonly string[]} broken
 * @param {Ending} ending
 * @returns {JudgedFigure[]}
 */
export function judged(name, figures, broken, { code, signal, hung }) {
  const all = figures.map((figure) => judge(name, figure, broken));
  if (hung)
    return [...all, brokenBenchmark(name, `it took longer than ${LIMIT_MS / 60_000} minutes`)];
  if (code !== 0)
    return [...all, brokenBenchmark(name, `it ended with ${signal ?? `code ${code}`}`)];
  if (all.length === 0)
    return [...broken, 'it told no figure'].map((reason) => brokenBenchmark(name, reason));
  return all;
}
