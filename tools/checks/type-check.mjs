// @ts-check
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../process/run.mjs';
import { packageProgram, repositoryRoot } from '../repository.mjs';

const atOnce = 2;

/**
 * Type-checks every project that the root tsconfig.json refers to.
 * @returns {Promise<boolean>} whether all of them pass
 */
export async function checkTypes() {
  const { references } = JSON.parse(
    await readFile(path.join(repositoryRoot, 'tsconfig.json'), 'utf8'),
  );
  /** @type {string[]} */
  const waiting = references.map((/** @type {{ path: string }} */ reference) => reference.path);
  const { command, args } = await packageProgram('typescript-native', 'tsc');
  let allPass = true;
  const work = async () => {
    for (let project = waiting.shift(); project; project = waiting.shift()) {
      const options = { cwd: repositoryRoot, capture: true };
      const flags = ['--pretty', 'false', '-p', project, ...remembering(project)];
      const result = await run(command, [...args, ...flags], options);
      if (result.code === 0) continue;
      allPass = false;
      process.stderr.write(`${project}\n${result.output}${result.errors}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return allPass;
}

/**
 * Lets the compiler skip what has not changed since the last check.
 * @param {string} project
 */
function remembering(project) {
  const name = `${project.replace(/^\.\//, '').replaceAll('/', '-')}.tsbuildinfo`;
  return ['--incremental', '--tsBuildInfoFile', path.join(repositoryRoot, '.cache', 'types', name)];
}
