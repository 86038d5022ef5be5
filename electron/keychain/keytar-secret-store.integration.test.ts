import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createKeytarSecretStore } from './keytar-secret-store';

const service = `Portolan test ${randomUUID()}`;
const store = createKeytarSecretStore({ service });
const credentials = { apiKey: 'public part', secret: 'gärtnerei\n"quoted"', password: 'p' };

afterEach(async () => {
  await store.remove('one');
  await store.remove('two');
});

describe('the real keychain', () => {
  it('is there', async () => {
    expect(await store.status()).toEqual({ state: 'available' });
  });

  it('gives back exactly what was put in, each connection its own', async () => {
    await store.write('one', credentials);
    await store.write('two', { apiKey: 'other' });
    expect(await store.read('one')).toEqual({ ok: true, value: credentials });
    expect(await store.read('two')).toEqual({ ok: true, value: { apiKey: 'other' } });
  });

  it('forgets, and says then that nothing is there', async () => {
    await store.write('one', credentials);
    expect(await store.remove('one')).toEqual({ ok: true, value: undefined });
    expect(await store.read('one')).toMatchObject({
      ok: false,
      failure: { code: 'secret-missing' },
    });
    expect(await store.remove('one')).toEqual({ ok: true, value: undefined });
  });
});
