import { beforeEach, describe, expect, it } from 'vitest';
import {
  connectionBench,
  DEMO,
  DRAFT,
  openConnectionBench,
  replacement,
  type ConnectionBench,
} from '../testing/connection-bench';
import { holding, read } from '../testing/fake-adapters';
import { settle } from '../testing/fake-clock';
import { fail } from '../../../shared/base/failure';

let service: ConnectionBench['service'];
let history: ConnectionBench['history'];
let keychain: ConnectionBench['keychain'];
let inDoubt: ConnectionBench['inDoubt'];
let portfolio: ConnectionBench['portfolio'];
let added: ConnectionBench['added'];
beforeEach(async () => {
  ({ service, history, keychain, inDoubt, portfolio, added } = await openConnectionBench());
});

describe('what a cache had beyond the database', () => {
  it('is forgotten with its balances', async () => {
    const stray = { id: 'stray', venue: 'binance' };
    portfolio.setAccounts(stray, [{ accountType: 'spot', source: 'a', updates: 'polling' }]);
    portfolio.applyReading(stray, 'spot', 0, read(0, holding('spot', 'BTC', '1')));
    await service.load();
    expect(portfolio.snapshot().balances).toEqual([]);
  });
});

describe('while the database has not told what is connected', () => {
  const CLOSED = fail('storage', 'The database could not be opened.');

  it('nothing is changed, and nothing is taken for empty', async () => {
    const { id } = await added();
    const stored = history.connections;
    history.connections = async () => CLOSED;
    await service.load();
    expect(service.listStatus).toMatchObject({ state: 'unknown', failure: { code: 'storage' } });
    expect(service.list()).toHaveLength(1);
    for (const result of [
      await service.add({ ...DRAFT, credentials: { apiKey: 'other', secret: 's' } }),
      await service.addDemo([DEMO], 'session'),
      await service.rename(id, 'Other'),
      await service.setEnabled(id, false),
      await service.replaceCredentials(id, replacement()),
      await service.remove(id),
    ])
      expect(result).toMatchObject({
        ok: false,
        failure: { code: 'storage', message: expect.stringContaining('not known') },
      });
    expect([history.saved.size, keychain.secrets.size]).toEqual([1, 1]);
    history.connections = stored;
    await service.load();
    expect(service.listStatus).toEqual({ state: 'known' });
    expect(await service.add({ ...DRAFT, label: 'Again' })).toMatchObject({
      ok: false,
      failure: { message: 'This key is connected already, as "Main".' },
    });
  });

  it('a change waits for the first answer instead of failing', async () => {
    const { service: opening } = connectionBench();
    const adding = opening.add(DRAFT);
    await settle();
    expect(opening.listStatus).toEqual({ state: 'opening' });
    await opening.load();
    expect(await adding).toMatchObject({ ok: true });
  });

  it('nothing is deleted from the keychain', async () => {
    await added();
    inDoubt.ids.add('id-1');
    history.connections = async () => CLOSED;
    await service.load();
    await service.sweep();
    expect(keychain.secrets.size).toBe(1);
  });
});
