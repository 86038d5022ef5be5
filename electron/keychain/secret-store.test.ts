import { describe, expect, it } from 'vitest';
import { createKeytarSecretStore, type Keychain } from './keytar-secret-store';
import { createMemorySecretStore } from './memory-secret-store';

const credentials = { apiKey: 'public', secret: 'hush', password: 'word' };

/** A keychain in memory, to see what reaches it. */
class FakeKeychain implements Keychain {
  readonly entries = new Map<string, string>();
  getPassword = async (service: string, account: string) =>
    this.entries.get(`${service}/${account}`) ?? null;
  setPassword = async (service: string, account: string, password: string) => {
    this.entries.set(`${service}/${account}`, password);
  };
  deletePassword = async (service: string, account: string) =>
    this.entries.delete(`${service}/${account}`);
}

const hanging: Keychain = {
  getPassword: () => new Promise(() => undefined),
  setPassword: () => new Promise(() => undefined),
  deletePassword: () => new Promise(() => undefined),
};

const failing = (message: string) => () => Promise.reject<Keychain>(new Error(message));

describe.each([
  ['in the keychain', () => createKeytarSecretStore({ load: async () => new FakeKeychain() })],
  ['for this run', createMemorySecretStore],
])('secrets kept %s', (_where, create) => {
  it('come back as they were, each connection its own, until removed', async () => {
    const store = create();
    expect(await store.status()).toEqual({ state: 'available' });
    await store.write('one', credentials);
    await store.write('two', { apiKey: 'other' });
    expect(await store.read('one')).toEqual({ ok: true, value: credentials });
    expect(await store.read('two')).toEqual({ ok: true, value: { apiKey: 'other' } });
    expect(await store.remove('one')).toEqual({ ok: true, value: undefined });
    expect(await store.read('one')).toMatchObject({
      ok: false,
      failure: { code: 'secret-missing', retry: { kind: 'user-action' } },
    });
    expect(await store.remove('one')).toEqual({ ok: true, value: undefined });
  });
});

describe('the keychain', () => {
  it('lists secrets under the name of the app, one entry per connection', async () => {
    const keychain = new FakeKeychain();
    const store = createKeytarSecretStore({ load: async () => keychain });
    await store.write('id', credentials);
    expect([...keychain.entries]).toEqual([['Portolan/id', JSON.stringify(credentials)]]);
  });

  it('that holds something else holds no key', async () => {
    const keychain = new FakeKeychain();
    keychain.entries.set('Portolan/id', 'not JSON');
    const store = createKeytarSecretStore({ load: async () => keychain });
    expect(await store.read('id')).toMatchObject({ failure: { code: 'secret-missing' } });
  });

  it.each([
    ['libsecret-1.so.0: cannot open shared object file', 'its system library is missing'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'no keychain service is running'],
    ['The name org.freedesktop.secrets was not provided', 'no keychain service is running'],
    ['something else', 'it refused the request'],
  ])('that fails with "%s" is told from a missing secret', async (message, why) => {
    const reason = `The keychain cannot be used: ${why}.`;
    const store = createKeytarSecretStore({ load: failing(message), platform: 'linux' });
    expect(await store.status()).toEqual({
      state: 'unavailable',
      reason,
      hint: expect.stringContaining('gnome-keyring'),
    });
    expect(await store.read('id')).toMatchObject({
      failure: { code: 'keychain-unavailable', message: reason },
    });
  });

  it('never repeats what it was given', async () => {
    const store = createKeytarSecretStore({ load: failing('setPassword("hush") failed') });
    expect(JSON.stringify(await store.write('id', credentials))).not.toContain('hush');
  });

  it('that does not answer does not hang the app', async () => {
    const store = createKeytarSecretStore({ load: async () => hanging, timeoutMs: 1 });
    expect(await store.status()).toMatchObject({
      reason: 'The keychain cannot be used: it did not answer.',
    });
    for (const result of [
      await store.read('id'),
      await store.write('id', credentials),
      await store.remove('id'),
    ])
      expect(result).toMatchObject({ failure: { code: 'keychain-unavailable' } });
  });

  it('is tried anew after its library could not be loaded', async () => {
    let attempts = 0;
    const load = async (): Promise<Keychain> => {
      attempts += 1;
      if (attempts === 1) throw new Error('libsecret');
      return new FakeKeychain();
    };
    const store = createKeytarSecretStore({ load });
    expect(await store.status()).toMatchObject({ state: 'unavailable' });
    expect(await store.status()).toEqual({ state: 'available' });
  });
});
