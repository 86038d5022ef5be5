import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startKeyring, type PrivateKeyring } from '../../tools/system/keyring.mjs';
import { writeDurably } from '../store/files/durable-files';
import type { Keychain } from '../engine/ports/keychain';
import { createEntriesInDoubtFile } from './entries-in-doubt-file';
import { createKeytarSecretStore } from './keytar-secret-store';
import { createSecretService } from './secret-service';

const credentials = { apiKey: 'public part', secret: 'hush' };
const LOCKED = { ok: false, failure: { code: 'keychain-locked' } };

/** Those of this machine that questions can be put with. */
const TOOLS = ['dbus-send', 'busctl'].filter(
  (tool) => spawnSync(tool, ['--version']).error === undefined,
);

describe.runIf(process.platform === 'linux')('a real keyring that is locked', () => {
  let keyring: PrivateKeyring;
  let store: Keychain;

  beforeAll(async () => {
    keyring = await startKeyring();
    // The library connects to the bus that it finds at its first question.
    Object.assign(process.env, keyring.env);
  });
  afterAll(() => keyring.stop());

  beforeEach(async () => {
    await keyring.unlock();
    store = createKeytarSecretStore();
    expect(await store.write('one', credentials)).toMatchObject({ ok: true });
    await keyring.lock();
  });

  it('says so, at the first question and at later ones', async () => {
    expect(await store.read('one')).toMatchObject(LOCKED);
    expect(await store.read('one')).toMatchObject(LOCKED);
    expect(await store.read('none')).toMatchObject(LOCKED);
    expect(await store.status()).toMatchObject({ state: 'locked' });
    expect(await createKeytarSecretStore().status()).toMatchObject({ state: 'locked' });
    expect(await store.write('two', credentials)).toMatchObject(LOCKED);
    expect(await store.unlock()).toMatchObject({ state: 'locked' });
  });

  it('forgets nothing while it is locked, and really forgets then', async () => {
    expect(await store.remove('one')).toMatchObject(LOCKED);
    await keyring.unlock();
    expect(await store.read('one')).toEqual({ ok: true, value: credentials });
    expect(await store.remove('one')).toMatchObject({ ok: true });
    expect(await store.read('one')).toMatchObject({ failure: { code: 'secret-missing' } });
    expect(await store.remove('one')).toMatchObject({ ok: true });
  });

  it('is used again without a restart', async () => {
    await store.read('one');
    await keyring.unlock();
    expect(await store.status()).toEqual({ state: 'available' });
    expect(await store.read('one')).toEqual({ ok: true, value: credentials });
    expect(await store.read('none')).toMatchObject({ failure: { code: 'secret-missing' } });
  });

  it('is told from a missing entry also where nobody can be asked about it', async () => {
    const alone = createKeytarSecretStore({
      secretService: createSecretService(async () => undefined),
    });
    expect(await alone.read('one')).toMatchObject(LOCKED);
    await keyring.unlock();
    expect(await alone.unlock()).toEqual({ state: 'available' });
    expect(await alone.read('none')).toMatchObject({ failure: { code: 'secret-missing' } });
  });

  it.each(TOOLS)('answers %s about its entries, locked and unlocked', async (tool) => {
    const service = createSecretService(
      (program, args) =>
        new Promise((resolve) => {
          if (program !== tool) resolve(undefined);
          else
            execFile(program, args, (error, answer) =>
              resolve(error === null ? answer : undefined),
            );
        }),
    );
    const seen = async () => [
      await service.isLocked(),
      await service.entry('Portolan', 'one'),
      await service.entry('Portolan', 'none'),
    ];
    expect(await seen()).toEqual([true, 'locked', 'missing']);
    await keyring.unlock();
    expect(await seen()).toEqual([false, 'readable', 'missing']);
  });
});

describe('the list of entries in doubt', () => {
  let folder: string;
  const warnings: string[] = [];
  const open = () =>
    createEntriesInDoubtFile({
      path: path.join(folder, 'in-doubt.json'),
      writeDurably,
      onDamaged: (message) => warnings.push(message),
    });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'portolan-in-doubt-'));
    warnings.length = 0;
    return () => rm(folder, { recursive: true });
  });

  it('is there for the next run, and gone when nothing is in doubt', async () => {
    await Promise.all([open().add('one'), open().list()]);
    const list = open();
    await Promise.all([list.add('two'), list.add('two'), list.settle('one')]);
    expect(await open().list()).toEqual({ ok: true, value: ['two'] });
    await open().settle('two');
    expect(await open().list()).toEqual({ ok: true, value: [] });
    await expect(readFile(path.join(folder, 'in-doubt.json'))).rejects.toThrow('ENOENT');
  });

  it('is set aside when it is damaged, not written over', async () => {
    await writeDurably(path.join(folder, 'in-doubt.json'), '{"ids":[1]}');
    expect(await open().add('one')).toMatchObject({ ok: true });
    expect(warnings).toHaveLength(1);
    expect(await readFile(path.join(folder, 'in-doubt.json.damaged'), 'utf8')).toBe('{"ids":[1]}');
  });

  it('says when it cannot be written', async () => {
    await rm(folder, { recursive: true });
    expect(await open().add('one')).toMatchObject({ ok: false, failure: { code: 'storage' } });
    await mkdir(folder);
  });
});
