import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  eraseDataFolder,
  ERASING_MARKER,
  erasingMarker,
  readErasingMarker,
  removeErasingMarker,
} from './erase-data-folder';

const HISTORY = ['lock', 'identity.json', 'engine', 'journal', 'backups', 'set-aside'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-erase-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), 'x');
  }
}

const left = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe('erasing a data folder', () => {
  it('leaves nothing of what Portolan and Electron made', () => {
    put(
      ...[
        'startup-cache.json',
        'keychain-in-doubt.json',
        'logs/portolan.log',
        'logs/portolan.log.1',
      ],
      ...HISTORY.map((name) => (name.includes('.') ? `history/${name}` : `history/${name}/1`)),
      ...['Local Storage/leveldb/1', 'Cache/Cache_Data/0', 'GPUCache/index', 'Preferences'],
      ...['Code Cache/js/index', 'Network/Cookies', 'Crashpad/client_id', 'blob_storage/1/2'],
    );
    expect(eraseDataFolder(folder, HISTORY)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('touches nothing else, also in folders of the same name', () => {
    const others = [
      ...['accounts.xlsx', 'logs/web.log', 'history/1998.txt', 'Cache/photos/1.jpg'],
      ...['Network/plan.md', 'databases/mine.db', 'Dictionaries/latin.txt', 'backups/2024.zip'],
    ];
    put(...others, 'logs/portolan.log', 'history/journal/1', 'Cache/Cache_Data/0');
    expect(eraseDataFolder(folder, HISTORY)).toEqual([]);
    expect(left()).toEqual([...others].sort());
  });

  it('does no harm when it is done again, or when nothing is there', () => {
    expect(eraseDataFolder(folder, HISTORY)).toEqual([]);
    expect(eraseDataFolder(join(folder, 'none'), HISTORY)).toEqual([]);
  });
});

describe('the note that everything is to be erased', () => {
  it('is there until it is removed, with the ids of keychain entries', async () => {
    expect(await readErasingMarker(folder)).toBeUndefined();
    writeFileSync(join(folder, ERASING_MARKER), erasingMarker(['one', 'two']));
    expect(await readErasingMarker(folder)).toEqual(['one', 'two']);
    eraseDataFolder(folder, HISTORY);
    expect(await readErasingMarker(folder)).toEqual(['one', 'two']);
    await removeErasingMarker(folder);
    expect(await readErasingMarker(folder)).toBeUndefined();
  });

  it.each(['', '{', 'null', '{"ids":5}'])('counts also when it reads %j', async (text) => {
    writeFileSync(join(folder, ERASING_MARKER), text);
    expect(await readErasingMarker(folder)).toEqual([]);
  });
});
