import { beforeEach, describe, expect, it } from 'vitest';
import {
  DEMO,
  DRAFT,
  openConnectionBench,
  replacement,
  type ConnectionBench,
} from '../testing/connection-bench';
import { GOOD_PROBE, holding, read } from '../testing/fake-adapters';
import { settle } from '../testing/fake-clock';
import { succeed } from '../../../shared/base/failure';

let service: ConnectionBench['service'];
let gateway: ConnectionBench['gateway'];
let history: ConnectionBench['history'];
let keychain: ConnectionBench['keychain'];
let session: ConnectionBench['session'];
let portfolio: ConnectionBench['portfolio'];
let added: ConnectionBench['added'];
beforeEach(async () => {
  ({ service, gateway, history, keychain, session, portfolio, added } =
    await openConnectionBench());
});

describe('adding a connection', () => {
  it('puts the secret into the keychain and everything else into the database', async () => {
    const connection = await added();
    expect(keychain.secrets.get(connection.id)).toEqual({ apiKey: 'key', secret: 'hush' });
    expect(JSON.stringify([...history.saved.values()])).not.toContain('hush');
    expect(history.saved.get(connection.id)).toMatchObject({ label: 'Main', venue: 'binance' });
  });

  it('reads its balances', async () => {
    gateway.session.answer = () => read(0, holding('spot', 'BTC', '2'));
    await added();
    await settle();
    expect(portfolio.snapshot().balances).toHaveLength(1);
  });

  it('asks the venue first, and keeps nothing of a key that it refuses', async () => {
    gateway.session.probeResult = {
      ok: false,
      failure: { code: 'authentication', message: 'no', retry: { kind: 'user-action' } },
    };
    expect(await service.add(DRAFT)).toMatchObject({
      ok: false,
      failure: { code: 'authentication' },
    });
    expect([keychain.secrets.size, history.saved.size]).toEqual([0, 0]);
  });

  it.each([
    ['a server that cannot be reached', 'network', 'backoff'],
    ['a venue that allows no more requests', 'rate-limited', 'after'],
    ['a key that reads nothing', 'authentication', 'user-action'],
  ] as const)(
    'says why nothing could be read, and keeps nothing: %s',
    async (_what, code, kind) => {
      const why = {
        code,
        message: 'Nothing came.',
        retry: kind === 'after' ? { kind, at: 1_700_000_000_000 } : { kind },
      } as const;
      gateway.session.probeResult = succeed({
        ...GOOD_PROBE,
        accounts: [
          {
            accountType: 'futures',
            readable: false,
            failure: { code: 'account-not-enabled', message: 'None.', retry: { kind: 'never' } },
          },
          { accountType: 'spot', readable: false, failure: why },
        ],
      });
      expect(await service.add(DRAFT)).toEqual({ ok: false, failure: why });
      expect([keychain.secrets.size, history.saved.size]).toEqual([0, 0]);
    },
  );

  it('adds a key whose accounts were never opened, and one that reads but some of them', async () => {
    const closed = {
      accountType: 'spot',
      readable: false,
      failure: { code: 'account-not-enabled', message: 'None.', retry: { kind: 'never' } },
    } as const;
    gateway.session.probeResult = succeed({ ...GOOD_PROBE, accounts: [closed] });
    expect(await service.add(DRAFT)).toMatchObject({ ok: true });
    const down = { ...closed, failure: { ...closed.failure, code: 'network' } } as const;
    gateway.session.probeResult = succeed({
      ...GOOD_PROBE,
      accounts: [down, { accountType: 'funding', readable: true }],
    });
    const other = { ...DRAFT, credentials: { apiKey: 'other', secret: 's' } };
    expect(await service.add(other)).toMatchObject({ ok: true });
  });

  it('refuses a key that can withdraw, unless the user insists', async () => {
    gateway.session.probeResult = succeed({
      ...GOOD_PROBE,
      permissions: { read: 'yes', trade: 'yes', withdraw: 'yes' },
    });
    expect(await service.add(DRAFT)).toMatchObject({ ok: false, failure: { code: 'refused' } });
    expect(keychain.secrets.size).toBe(0);
    expect(await service.add({ ...DRAFT, acceptWithdrawalKey: true })).toMatchObject({ ok: true });
  });

  it('names what the venue needs beyond what was given', async () => {
    const result = await service.add({ ...DRAFT, credentials: { apiKey: 'key' } });
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input', message: 'Binance needs the secret.' },
    });
  });

  it('refuses a key that is connected already: its balances would count twice', async () => {
    await added();
    expect(await service.add({ ...DRAFT, label: 'Again' })).toMatchObject({
      ok: false,
      failure: { message: 'This key is connected already, as "Main".' },
    });
    expect(
      await service.add({ ...DRAFT, credentials: { apiKey: 'other', secret: 's' } }),
    ).toMatchObject({
      ok: true,
    });
  });

  it('asks for consent on an Electron without security fixes', async () => {
    ({ service, gateway } = await openConnectionBench({ oldRuntime: true }));
    expect(await service.add(DRAFT)).toMatchObject({ ok: false, failure: { code: 'refused' } });
    expect(gateway.opened).toHaveLength(0);
    expect(await service.add({ ...DRAFT, acceptOldRuntime: true })).toMatchObject({ ok: true });
  });

  it('says that there is no keychain, and keeps the secret for this run when told to', async () => {
    keychain.available = false;
    expect(await service.add(DRAFT)).toMatchObject({
      ok: false,
      failure: { code: 'keychain-unavailable' },
    });
    const connection = await added({ secretStorage: 'session' });
    expect(session.secrets.has(connection.id)).toBe(true);
    expect(keychain.secrets.size).toBe(0);
  });

  it('takes the secret back when the database refuses the connection', async () => {
    history.refuse = true;
    expect(await service.add(DRAFT)).toMatchObject({ ok: false, failure: { code: 'storage' } });
    expect(keychain.secrets.size).toBe(0);
    expect(service.list()).toEqual([]);
  });

  it('never adds real money to simulated money', async () => {
    await service.addDemo([DEMO], 'session');
    expect(await service.add(DRAFT)).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input' },
    });
  });
});

describe('a key that cannot be compared', () => {
  it('is not added beside a connection whose key cannot be read: it might be the same', async () => {
    const { id } = await added({ secretStorage: 'session' });
    session.secrets.delete(id);
    expect(await service.add(DRAFT)).toMatchObject({
      ok: false,
      failure: {
        code: 'invalid-input',
        hint: expect.stringContaining('Replace the key of "Main"'),
      },
    });
  });

  it('stays when the new one cannot be stored', async () => {
    const { id } = await added({ secretStorage: 'session' });
    keychain.available = false;
    const replaced = await service.replaceCredentials(
      id,
      replacement({ credentials: { apiKey: 'new', secret: 'newer' } }),
    );
    expect(replaced).toMatchObject({ ok: false, failure: { code: 'keychain-unavailable' } });
    expect(session.secrets.get(id)).toEqual({ apiKey: 'key', secret: 'hush' });
  });
});
