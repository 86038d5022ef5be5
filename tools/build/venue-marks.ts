import { fileURLToPath } from 'node:url';
import { runnerImport, type Plugin } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
const ID = 'virtual:venue-marks';
/** Where the marks are made from the venues' definitions. */
const file = `${root}electron/venues/exchanges/venue-marks.ts`;

/**
 * Gives the page `virtual:venue-marks`: names and colours of all venues, as they are when it is built. The
 * definitions themselves, and what asks venues, stay out of it.
 */
export function venueMarks(): Plugin {
  return {
    name: 'venue-marks',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return undefined;
      const { module } = await runnerImport<{ readonly venueMarks: object }>(file, {
        root,
        configFile: false,
        logLevel: 'error',
        resolve: { alias: { '@venue': `${root}node_modules/ccxt/js/src/pro` } },
      });
      return `export const venueMarks = ${JSON.stringify(module.venueMarks)};`;
    },
  };
}
