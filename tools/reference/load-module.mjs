// @ts-check
import path from 'node:path';
import { runnerImport } from 'vite';
import { repositoryRoot } from '../repository.mjs';

/**
 * Loads a module of the app, as it is written, into this process.
 * @param {string} file from the root of the repository
 * @returns {Promise<any>} what it exports
 */
export async function loadModule(file) {
  const { module } = await runnerImport(path.join(repositoryRoot, file), {
    root: repositoryRoot,
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: { '@venue': path.join(repositoryRoot, 'node_modules', 'ccxt', 'js', 'src', 'pro') },
    },
  });
  return module;
}
