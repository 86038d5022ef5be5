import { beforeEach, describe, expect, it } from 'vitest';
import { deferred } from '../connections/deferred';
import { eraseEverything, type EraserOptions } from './eraser';
import { DRAFT, openConnectionBench } from '../testing/connection-bench';
import { FakeEntriesInDoubt, FakeSecrets } from '../testing/fake-adapters';
import { settle } from '../testing/fake-clock';
import { failure } from '../../../shared/base/failure';
import type { Connection } from '../../../shared/portfolio/venue';

const connection = (id: string): Connection => ({
  id,
  venue: 'binance',
  label: id,
  enabled: true,
  demo: false,
  createdAt: 0,
  secretStorage: 'keychain',
});

let done: string[];
let keychain: FakeSecrets;
let options: EraserOptions;
beforeEach(() => {
  done = [];
  keychain = new FakeSecrets();
  for (const id of ['one', 'two', 'doubted']) keychain.secrets.set(id, { apiKey: id });
  const inDoubt = new FakeEntriesInDoubt();
  inDoubt.ids.add('doubted');
  options = {
    connections: {
      list: () => [connection('one'), connection('two')],
      listStatus: { state: 'known' },
      loaded: Promise.resolve(),
      hold: async () => {
        done.push('hold');
        return () => void done.push('release');
      },
    },
    inDoubt,
    keychain,
    mark: async (ids) => void done.push(`mark ${ids.join(' ')}`),
    stop: async () => void done.push(`stop with ${keychain.secrets.size} keys`),
    deleteFiles: async () => {
      done.push(`delete files with ${keychain.secrets.size} keys`);
      return [];
    },
  };
});

it('writes down what is to be done before it stops and deletes anything', async () => {
  expect(await eraseEverything(options)).toEqual({ ok: true, value: { left: [] } });
  expect(done).toEqual([
    'hold',
    'mark one two doubted',
    'stop with 3 keys',
    'delete files with 0 keys',
  ]);
});

describe('a key that is being written when everything is erased', () => {
  async function erasedWhileAdding() {
    const bench = await openConnectionBench();
    const writing = deferred();
    const write = bench.keychain.write;
    bench.keychain.write = async (...entry) => {
      await writing.promise;
      return write(...entry);
    };
    const adding = bench.service.add(DRAFT);
    await settle();
    const { service, inDoubt } = bench;
    const erasing = eraseEverything({
      ...{ ...options, inDoubt, connections: service, keychain: bench.keychain },
      deleteFiles: async () => {
        inDoubt.ids.clear();
        return [];
      },
    });
    await settle();
    return { ...bench, writing, adding, erasing };
  }

  it('is waited for, and deleted; what is begun later is refused', async () => {
    const { service, writing, adding, erasing, keychain: keys } = await erasedWhileAdding();
    expect(done).toEqual([]);
    expect(await service.rename('any', 'Other')).toMatchObject({
      ok: false,
      failure: { code: 'refused' },
    });
    writing.resolve();
    expect(await adding).toMatchObject({ ok: true });
    expect(await erasing).toEqual({ ok: true, value: { left: [] } });
    expect([done[0], keys.secrets.size]).toEqual([expect.stringMatching(/^mark id-\d$/), 0]);
  });

  it('that hangs is not waited for without end, and is in the note of what is to be deleted', async () => {
    const { clock, erasing } = await erasedWhileAdding();
    await clock.advance(10_000);
    expect(await erasing).toMatchObject({ ok: true });
    expect(done[0]).toMatch(/^mark id-\d$/);
  });

  it('can be written again after all where nothing was erased', async () => {
    const { service, added } = await openConnectionBench();
    const full = Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    await eraseEverything({ ...options, connections: service, mark: () => Promise.reject(full) });
    expect(await added()).toMatchObject({ label: 'Main' });
  });
});

it('never writes a key that was not in the note, however late its turn comes', async () => {
  const { service, keychain: keys } = await openConnectionBench();
  await service.hold();
  const secrets = service.secretsOf({ venue: 'binance', secretStorage: 'keychain' });
  expect(await secrets.write('late', { apiKey: 'k' })).toMatchObject({ ok: false });
  expect(keys.secrets.size).toBe(0);
});

it('erases nothing when that cannot be written down', async () => {
  const full = Object.assign(new Error('disk full'), { code: 'ENOSPC' });
  const result = await eraseEverything({ ...options, mark: () => Promise.reject(full) });
  expect(result).toMatchObject({ ok: false, failure: { code: 'storage' } });
  expect([done, keychain.secrets.size]).toEqual([['hold', 'release'], 3]);
});

it('tells what a keychain keeps, and deletes the rest all the same', async () => {
  let asked = 0;
  keychain.available = false;
  const remove = keychain.remove;
  keychain.remove = (id) => {
    asked += 1;
    return remove(id);
  };
  const result = await eraseEverything(options);
  expect(result).toMatchObject({
    ok: true,
    value: { left: [expect.stringMatching(/^3 keys are still in the keychain/)] },
  });
  expect([asked, done.at(-1)]).toEqual([1, 'delete files with 3 keys']);
});

it('tells what could not be known or deleted', async () => {
  const { connections } = options;
  const unknown = { state: 'unknown', failure: failure('storage', 'no') } as const;
  const result = await eraseEverything({
    ...options,
    connections: { ...connections, listStatus: unknown },
    deleteFiles: async () => ['history/journal (EBUSY)'],
  });
  expect(result).toMatchObject({
    ok: true,
    value: {
      left: [
        expect.stringContaining('not known'),
        expect.stringContaining('history/journal (EBUSY)'),
      ],
    },
  });
});
