import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** There from the moment the user said "erase" until all of it is done, over crashes and restarts. */
export const ERASING_MARKER = 'erasing.json';

/** One thing that Portolan, or Electron for it, makes in the data folder. */
interface Made {
  readonly name: string;
  /** A folder whose name could be anybody's: only what is named in it is ours. */
  readonly inside?: readonly string[];
}

const CACHE_FILES = ['index', 'data_0', 'data_1', 'data_2', 'data_3'] as const;
const OUR_FILES: readonly Made[] = [
  { name: 'startup-cache.json' },
  { name: 'startup-cache.json.new' },
  { name: 'keychain-in-doubt.json' },
  { name: 'keychain-in-doubt.json.damaged' },
  { name: 'wallet-search.json' },
  { name: 'wallet-search.json.damaged' },
  { name: 'logs', inside: ['portolan.log', 'portolan.log.1'] },
];
/** What Electron keeps for the page. Several of these names could be those of folders of the user's own. */
const ELECTRON_FILES: readonly Made[] = [
  ...['Local Storage', 'Session Storage', 'IndexedDB', 'Service Worker', 'WebStorage'].map(
    wholeFolder,
  ),
  ...['blob_storage', 'shared_proto_db', 'VideoDecodeStats', 'Shared Dictionary'].map(wholeFolder),
  ...['Network Persistent State', 'TransportSecurity', 'Trust Tokens', 'DIPS', 'DIPS-wal'].map(
    wholeFolder,
  ),
  ...['Cookies', 'Cookies-journal', 'Trust Tokens-journal', 'SharedStorage'].map(wholeFolder),
  ...['QuotaManager', 'QuotaManager-journal', 'Local State', 'Preferences'].map(wholeFolder),
  { name: 'Code Cache', inside: ['js', 'wasm', 'webui_js'] },
  { name: 'Cache', inside: ['Cache_Data', 'No_Vary_Search'] },
  ...['GPUCache', 'DawnCache', 'DawnGraphiteCache', 'DawnWebGPUCache'].map((name) => ({
    name,
    inside: CACHE_FILES,
  })),
  {
    name: 'Network',
    inside: [
      ...['Cookies', 'Cookies-journal', 'Network Persistent State', 'TransportSecurity'],
      ...['Trust Tokens', 'Trust Tokens-journal', 'NetworkDataMigrated'],
    ],
  },
  { name: 'databases', inside: ['Databases.db', 'Databases.db-journal'] },
  { name: 'Crashpad', inside: ['client_id', 'settings.dat', 'metadata'] },
  { name: 'Dictionaries', inside: [] },
];

function wholeFolder(name: string): Made {
  return { name };
}

/**
 * Deletes what Portolan made in its data folder and nothing else, whatever other files are there. Running
 * it again does no harm.
 * @param historyNames what the history makes in its own folder
 * @returns names of ours that could not be deleted, with why: `history/journal (EBUSY)`. What Electron keeps
 *   for the page has been emptied by itself, and may be in use until the app ends.
 */
export function eraseDataFolder(directory: string, historyNames: readonly string[]): string[] {
  const history: Made = { name: 'history', inside: historyNames };
  for (const made of ELECTRON_FILES) erase(directory, made);
  return [...OUR_FILES, history].flatMap((made) => erase(directory, made));
}

function erase(directory: string, { name, inside }: Made): string[] {
  if (inside === undefined) return deleted(directory, name);
  const failed = inside.flatMap((inner) => deleted(directory, join(name, inner)));
  removeIfEmpty(join(directory, name));
  return failed;
}

function deleted(directory: string, name: string): string[] {
  return [name, ...temporariesOf(directory, name)].flatMap((one) => {
    try {
      rmSync(join(directory, one), { recursive: true, force: true, maxRetries: 3 });
      return [];
    } catch (error) {
      return [`${one} (${codeOf(error)})`];
    }
  });
}

/** What a file is written as before it takes its place, or a lock is taken with: left behind by a crash. */
const TEMPORARY =
  /^(?:\.takeover)*(?:\.takeover|\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.new)?)$/;

function temporariesOf(directory: string, name: string): string[] {
  const folder = dirname(join(directory, name));
  const own = basename(name);
  try {
    return readdirSync(folder)
      .filter((one) => one.startsWith(own) && TEMPORARY.test(one.slice(own.length)))
      .map((one) => join(dirname(name), one));
  } catch {
    // A folder that cannot be listed cannot be emptied either, which the names themselves tell.
    return [];
  }
}

function removeIfEmpty(folder: string): void {
  try {
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
  } catch {
    // An empty folder that stays tells nothing about anybody.
  }
}

/** The ids whose keychain entries are still to be deleted; `undefined` when nothing is being erased. */
export async function readErasingMarker(directory: string): Promise<readonly string[] | undefined> {
  const path = join(directory, ERASING_MARKER);
  if (!existsSync(path)) return undefined;
  try {
    const marker: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof marker !== 'object' || marker === null || !('ids' in marker)) return [];
    return Array.isArray(marker.ids) ? marker.ids.filter((id) => typeof id === 'string') : [];
  } catch {
    // It is written as a whole; one that cannot be read still says that all is to be erased.
    return [];
  }
}

export function erasingMarker(ids: readonly string[]): string {
  return JSON.stringify({ version: 1, ids });
}

export async function removeErasingMarker(directory: string): Promise<void> {
  for (const name of temporariesOf(directory, ERASING_MARKER))
    await rm(join(directory, name), { force: true });
  await rm(join(directory, ERASING_MARKER), { force: true });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
