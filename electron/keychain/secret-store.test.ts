import { beforeEach, describe, expect, it } from 'vitest';
import type { Keychain } from '../engine/ports/keychain';
import type { Keytar } from './keychain-access';
import { createKeytarSecretStore } from './keytar-secret-store';
import { createMemorySecretStore } from './memory-secret-store';
import type { SecretService } from './secret-service';

const credentials = { apiKey: 'public', secret: 'hush', password: 'word' };

/** A keychain in memory that behaves as gnome-keyring does, also while it is locked. */
class FakeKeytar implements Keytar {
  readonly entries = new Map<string, string>();
  locked = false;
  asked = 0;

  getPassword = async (service: string, account: string) => {
    this.asked += 1;
    return this.locked ? null : (this.entries.get(`${service}/${account}`) ?? null);
  };
  setPassword = async (service: string, account: string, password: string) => {
    this.asked += 1;
    if (this.locked) throw new Error('Cannot create an item in a locked collection');
    this.entries.set(`${service}/${account}`, password);
  };
  deletePassword = async (service: string, account: string) => {
    this.asked += 1;
    return !this.locked && this.entries.delete(`${service}/${account}`);
  };

  /** What the Secret Service says of it, or that nobody can be asked. */
  serviceFor(canBeAsked: boolean): SecretService {
    return {
      isLocked: async () => (canBeAsked ? this.locked : undefined),
      entry: async (service, account) => {
        if (!canBeAsked) return undefined;
        if (!this.entries.has(`${service}/${account}`)) return 'missing';
        return this.locked ? 'locked' : 'readable';
      },
    };
  }
}

function storeOn(keytar: FakeKeytar, canBeAsked = true, elapsed = () => 0): Keychain {
  return createKeytarSecretStore({
    load: async () => keytar,
    platform: 'linux',
    secretService: keytar.serviceFor(canBeAsked),
    elapsed,
  });
}

const nobody: SecretService = { isLocked: async () => undefined, entry: async () => undefined };

const hanging: Keytar = {
  getPassword: () => new Promise(() => undefined),
  setPassword: () => new Promise(() => undefined),
  deletePassword: () => new Promise(() => undefined),
};

const failing = (message: string) => () => Promise.reject<Keytar>(new Error(message));

describe.each([
  ['in the keychain', () => storeOn(new FakeKeytar())],
  ['in a keychain of which nobody can be asked', () => storeOn(new FakeKeytar(), false)],
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
    const keychain = new FakeKeytar();
    const store = storeOn(keychain);
    await store.write('id', credentials);
    expect([...keychain.entries]).toEqual([['Portolan/id', JSON.stringify(credentials)]]);
  });

  it.each(['not JSON', '{}', '[]', 'null', '"text"', '{"apiKey":5}', '{"other":"x"}'])(
    'that holds %s says that it is damaged, and leaves it as it is',
    async (text) => {
      const keychain = new FakeKeytar();
      keychain.entries.set('Portolan/id', text);
      const store = storeOn(keychain);
      expect(await store.read('id')).toMatchObject({ failure: { code: 'secret-damaged' } });
      expect(keychain.entries.get('Portolan/id')).toBe(text);
    },
  );

  it('reads an entry of the version before, and one with more fields', async () => {
    const keychain = new FakeKeytar();
    keychain.entries.set('Portolan/old', '{"apiKey":"k","secret":"s","password":"p"}');
    keychain.entries.set('Portolan/newer', '{"apiKey":"k","scope":["read"]}');
    const store = storeOn(keychain);
    expect(await store.read('old')).toEqual({
      ok: true,
      value: { apiKey: 'k', secret: 's', password: 'p' },
    });
    expect(await store.read('newer')).toEqual({ ok: true, value: { apiKey: 'k' } });
  });

  it.each([
    [
      'libsecret-1.so.0: cannot open shared object file',
      'its system library is missing',
      'no-service',
    ],
    ...[
      'Cannot autolaunch D-Bus without X11 $DISPLAY',
      'The name org.freedesktop.secrets was not provided',
      'The given address is empty',
      'Could not connect: No such file or directory',
      'Could not connect: Connection refused',
      'Unknown or unsupported transport “disabled” for address “disabled:”',
      'Failed to execute child process “dbus-launch” (No such file or directory)',
    ].map((message) => [message, 'no keychain service is running', 'no-service']),
    ['Timeout was reached', 'it did not answer', 'no-answer'],
    ['something else', 'it refused the request', 'refused'],
  ])('that fails with "%s" is told from a missing secret', async (message, why, state) => {
    const reason = `The keychain cannot be used: ${why}.`;
    const store = createKeytarSecretStore({
      load: failing(message),
      platform: 'linux',
      secretService: nobody,
    });
    expect(await store.status()).toMatchObject({ state, reason });
    expect(await store.read('id')).toMatchObject({
      failure: { code: 'keychain-unavailable', message: reason },
    });
  });

  it('never repeats what it was given', async () => {
    const store = createKeytarSecretStore({
      secretService: nobody,
      load: failing('setPassword("hush") failed'),
    });
    expect(JSON.stringify(await store.write('id', credentials))).not.toContain('hush');
  });

  it('that does not answer does not hang the app', async () => {
    const store = createKeytarSecretStore({
      load: async () => hanging,
      timeoutMs: 1,
      secretService: nobody,
    });
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
    const load = async (): Promise<Keytar> => {
      attempts += 1;
      if (attempts === 1) throw new Error('libsecret');
      return new FakeKeytar();
    };
    const store = createKeytarSecretStore({ load, secretService: nobody });
    expect(await store.status()).toMatchObject({ state: 'no-service' });
    expect(await store.status()).toEqual({ state: 'available' });
  });
});

describe.each([
  ['whose service can be asked', true],
  ['of which nobody can be asked', false],
])('a locked keychain %s', (_which, canBeAsked) => {
  const LOCKED = {
    ok: false,
    failure: { code: 'keychain-locked', retry: { kind: 'user-action' } },
  };
  let keytar: FakeKeytar;
  let now: number;
  let store: Keychain;
  beforeEach(async () => {
    keytar = new FakeKeytar();
    now = 0;
    store = storeOn(keytar, canBeAsked, () => now);
    await store.write('id', credentials);
    keytar.locked = true;
  });

  it('is told from one without a key', async () => {
    expect(await store.read('id')).toMatchObject(LOCKED);
    expect(await store.status()).toMatchObject({
      state: 'locked',
      reason: 'The keychain is locked.',
      hint: expect.stringContaining('Unlock your login keyring'),
    });
    expect(await store.write('new', credentials)).toMatchObject(LOCKED);
  });

  it('never passes for one that has forgotten', async () => {
    expect(await store.remove('id')).toMatchObject(LOCKED);
    expect(keytar.entries.has('Portolan/id')).toBe(true);
    keytar.locked = false;
    await store.unlock();
    expect(await store.remove('id')).toEqual({ ok: true, value: undefined });
    expect([...keytar.entries.keys()]).toEqual([]);
  });

  it('is not asked again and again: each time could open a dialog', async () => {
    await store.read('id');
    const asked = keytar.asked;
    for (let count = 0; count < 20; count += 1) {
      now += 10_000;
      expect(await store.read('id')).toMatchObject(LOCKED);
      expect(await store.status()).toMatchObject({ state: 'locked' });
    }
    expect(keytar.asked).toBe(asked);
  });

  it('is asked when the user wants it unlocked, and leaves nothing of that behind', async () => {
    await store.read('id');
    expect(await store.unlock()).toMatchObject({ state: 'locked' });
    keytar.locked = false;
    expect(await store.unlock()).toEqual({ state: 'available' });
    expect(await store.read('id')).toEqual({ ok: true, value: credentials });
    expect([...keytar.entries.keys()]).toEqual(['Portolan/id']);
  });

  it('is used again once it is unlocked elsewhere', async () => {
    await store.read('id');
    keytar.locked = false;
    now += canBeAsked ? 0 : 600_000;
    expect(await store.status()).toEqual({ state: 'available' });
    expect(await store.read('id')).toEqual({ ok: true, value: credentials });
    expect(await store.read('none')).toMatchObject({ failure: { code: 'secret-missing' } });
  });
});

describe('other systems', () => {
  it.each([
    ['User interaction is not allowed.', 'keychain-locked'],
    ['User canceled the operation.', 'keychain-unavailable'],
    ['The user name or passphrase you entered is not correct.', 'keychain-unavailable'],
  ])('macOS, which says "%s", has not lost the key', async (message, code) => {
    const keytar: Keytar = { ...hanging, getPassword: () => Promise.reject(new Error(message)) };
    const store = createKeytarSecretStore({ load: async () => keytar, platform: 'darwin' });
    expect(await store.read('id')).toMatchObject({ failure: { code } });
  });

  it.each(['darwin', 'win32'] as const)(
    '%s, which finds nothing, has nothing',
    async (platform) => {
      const keytar = new FakeKeytar();
      const store = createKeytarSecretStore({ load: async () => keytar, platform });
      expect(await store.read('id')).toMatchObject({ failure: { code: 'secret-missing' } });
    },
  );
});

describe('a keychain that does as it likes', () => {
  it('is found out when it did not keep what was written', async () => {
    const keytar = new FakeKeytar();
    keytar.setPassword = async () => undefined;
    expect(await storeOn(keytar).write('id', credentials)).toMatchObject({
      failure: { code: 'keychain-unavailable' },
    });
  });

  it('is found out when it did not delete what it said it deleted', async () => {
    const keytar = new FakeKeytar();
    const store = storeOn(keytar);
    await store.write('id', credentials);
    keytar.deletePassword = async () => true;
    expect(await store.remove('id')).toMatchObject({ failure: { code: 'keychain-unavailable' } });
  });

  it('that answers too late does not do later what was given up', async () => {
    const keytar = new FakeKeytar();
    let answer: () => void = () => undefined;
    keytar.getPassword = () =>
      new Promise((resolve) => {
        answer = () => resolve(null);
      });
    const store = createKeytarSecretStore({
      load: async () => keytar,
      secretService: nobody,
      timeoutMs: 1,
    });
    const reading = store.read('id');
    const writing = store.write('id', credentials);
    expect(await reading).toMatchObject({ failure: { code: 'keychain-unavailable' } });
    expect(await writing).toMatchObject({ failure: { code: 'keychain-unavailable' } });
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    expect(keytar.entries.size).toBe(0);
  });
});
