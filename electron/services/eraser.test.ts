import { beforeEach, expect, it } from 'vitest';
import { eraseEverything, type EraserOptions } from './eraser';
import { FakeEntriesInDoubt, FakeSecrets } from './testing/fake-adapters';
import { failure } from '../../shared/portfolio/failure';
import type { Connection } from '../../shared/portfolio/venue';

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
  expect(done).toEqual(['mark one two doubted', 'stop with 3 keys', 'delete files with 0 keys']);
});

it('erases nothing when that cannot be written down', async () => {
  const full = Object.assign(new Error('disk full'), { code: 'ENOSPC' });
  const result = await eraseEverything({ ...options, mark: () => Promise.reject(full) });
  expect(result).toMatchObject({ ok: false, failure: { code: 'storage' } });
  expect([done, keychain.secrets.size]).toEqual([[], 3]);
});

it('tells what a keychain keeps, and deletes the rest all the same', async () => {
  keychain.available = false;
  const result = await eraseEverything(options);
  expect(result).toMatchObject({
    ok: true,
    value: { left: [expect.stringMatching(/^3 keys are still in the keychain/)] },
  });
  expect(done.at(-1)).toBe('delete files with 3 keys');
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
