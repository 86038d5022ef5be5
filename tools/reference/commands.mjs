// @ts-check
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { commands } from '../commands/commands.mjs';
import { environmentVariables } from '../commands/environment-variables.mjs';
import { repositoryRoot } from '../repository.mjs';
import { testStages } from '../testing/test-stages.mjs';
import { loadModule } from './load-module.mjs';
import { code, table } from './markdown.mjs';
import { membersOf, readSource } from './source.mjs';

const exitCodes = 'electron/desktop/exit-codes.ts';

/** @type {import('./references.mjs').Reference} */
export const commandsReference = {
  makePages: async () => {
    const { FLAGS } = await loadModule('electron/desktop/command-line.ts');
    const text = [
      introduction,
      await commandTable(),
      `Options go after \`--\`: \`npm test -- --only unit\`.\n\n${optionTable()}`,
      `## Flags of the app\n\n\`npm start -- FLAG...\`\n\n${flagTable(FLAGS)}`,
      `## Exit codes of the app\n\n${await exitCodeTable()}`,
      `## Stages of \`npm test\`\n\n${table(
        ['stage', 'what it makes sure of'],
        testStages.map(({ name, what }) => [code(name), what]),
      )}`,
      `## Environment\n\n${variableTable(({ isInternal }) => isInternal !== true)}`,
      `What our own programs tell one another:\n\n${variableTable(({ isInternal }) => isInternal === true)}`,
    ].join('\n\n');
    return [{ file: 'docs/reference/commands.md', text }];
  },
};

const introduction = `# Commands, flags and variables

Every name there is. How they are used, with examples, is in [commands](../commands.md).`;

/** @returns {Promise<string>} throws where package.json has other scripts than are described */
async function commandTable() {
  const manifest = await readFile(path.join(repositoryRoot, 'package.json'), 'utf8');
  const scripts = Object.keys(JSON.parse(manifest).scripts).sort().join(' ');
  const described = Object.keys(commands).sort().join(' ');
  if (scripts !== described)
    throw new Error(`package.json has ${scripts}; tools/commands/commands.mjs has ${described}.`);
  return table(
    ['command', 'what it does'],
    Object.entries(commands).map(([name, { what }]) => [code(npmCommand(name)), what]),
  );
}

function optionTable() {
  const rows = Object.entries(commands).flatMap(([name, command]) =>
    optionsOf(command).map(([option, { value, multiple, what }]) => [
      code(npmCommand(name)),
      code(`--${option}${value === undefined ? '' : ` ${value}`}`),
      multiple === true ? `${what} May be given again.` : what,
    ]),
  );
  return table(['command', 'option', 'what it does'], rows);
}

/**
 * @param {import('../commands/commands.mjs').Command} command
 * @returns {[string, import('../commands/commands.mjs').Option][]}
 */
function optionsOf({ options }) {
  return Object.entries(options ?? {});
}

/** @param {string} script */
function npmCommand(script) {
  return script === 'start' || script === 'test' ? `npm ${script}` : `npm run ${script}`;
}

/** @param {readonly { flag: string, what: string }[]} flags */
function flagTable(flags) {
  return table(
    ['flag', 'what it does'],
    flags.map(({ flag, what }) => [code(flag), what]),
  );
}

async function exitCodeTable() {
  const { EXIT_CODES } = await loadModule(exitCodes);
  const rows = membersOf(readSource(exitCodes), 'EXIT_CODES').map(({ name, comment }) => {
    if (comment === '') throw new Error(`${exitCodes}: ${name} has no comment.`);
    return [String(EXIT_CODES[name]), comment];
  });
  return table(['exit code', 'what it means'], rows);
}

/** @param {(variable: import('../commands/environment-variables.mjs').EnvironmentVariable) => boolean} isWanted */
function variableTable(isWanted) {
  return table(
    ['variable', 'what it does'],
    environmentVariables.filter(isWanted).map(({ name, what }) => [code(name), what]),
  );
}
