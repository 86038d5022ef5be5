import { beforeEach, describe, expect, it } from 'vitest';
import {
  DEMO,
  openConnectionBench,
  replacement,
  type ConnectionBench,
} from '../testing/connection-bench';
import { failed, holding, read } from '../testing/fake-adapters';
import { settle } from '../testing/fake-clock';
import { fail } from '../../../shared/base/failure';
import type { Connection } from '../../../shared/portfolio/venue';

let service: ConnectionBench['service'];
let gateway: ConnectionBench['gateway'];
let history: ConnectionBench['history'];
let keychain: ConnectionBench['keychain'];
let forgotten: ConnectionBench['forgotten'];
let inDoubt: ConnectionBench['inDoubt'];
let portfolio: ConnectionBench['portfolio'];
let added: ConnectionBench['added'];
beforeEach(async () => {
  ({ service, gateway, history, keychain, forgotten, inDoubt, portfolio, added } =
    await openConnectionBench());
});

describe('a connection of the demo', () => {
  it('never leads to the real venue while the simulated ones do not run', async () => {
    await service.addDemo([DEMO], 'session');
    await settle();
    expect(gateway.opened).toEqual([]);
    expect(gateway.tickerCalls).toEqual([]);
    expect(portfolio.snapshot().coverage[0]?.coverage).toMatchObject({
      state: 'failed',
      failure: { code: 'venue-unavailable' },
    });
  });
});

describe('a connection', () => {
  it('is forgotten with its secret and its balances', async () => {
    gateway.session.answer = () => read(0, holding('spot', 'BTC', '2'));
    const { id } = await added();
    await settle();
    expect(await service.remove(id)).toMatchObject({ ok: true });
    expect([
      keychain.secrets.size,
      history.saved.size,
      portfolio.snapshot().balances.length,
    ]).toEqual([0, 0, 0]);
    expect(gateway.session.closed).toBe(true);
  });

  it('is forgotten although its secret cannot be removed now, and says so', async () => {
    const { id } = await added();
    keychain.available = false;
    expect(await service.remove(id)).toMatchObject({
      ok: true,
      value: { secretLeft: { code: 'keychain-unavailable' } },
    });
    expect([service.list().length, history.saved.size, service.keysToDelete]).toEqual([0, 0, 1]);
    keychain.available = true;
    await service.sweep();
    expect([keychain.secrets.size, service.keysToDelete]).toEqual([0, 0]);
  });

  it('asks a keychain that fails once, however many keys are in doubt, and counts them all', async () => {
    for (let one = 0; one < 20; one += 1) inDoubt.ids.add(`gone-${one}`);
    let asked = 0;
    keychain.remove = async () => {
      asked += 1;
      return fail('keychain-unavailable', 'The keychain does not answer.');
    };
    expect(await service.sweep()).toMatchObject({ ok: false });
    expect([asked, service.keysToDelete, inDoubt.ids.size]).toEqual([1, 20, 20]);
  });

  it('keeps its secret when the database does not remove it', async () => {
    const { id } = await added();
    history.removeConnection = async () => fail('storage', 'The disk is full.');
    expect(await service.remove(id)).toMatchObject({ ok: false, failure: { code: 'storage' } });
    expect([keychain.secrets.has(id), service.list().length]).toEqual([true, 1]);
  });

  describe.each([false, true])(
    'whose change to enabled: %s fails though it was stored',
    (enabled) => {
      const fails = fail('storage', "The history's process ended.");
      async function changed(reloads: boolean) {
        gateway.session.answer = () => read(0, holding('spot', 'BTC', '2'));
        const { id } = await added();
        if (enabled) await service.setEnabled(id, false);
        await settle();
        const [save, connections] = [history.saveConnection, history.connections];
        history.saveConnection = async (connection) => {
          await save(connection);
          return fails;
        };
        if (!reloads) history.connections = async () => fails;
        const answer = await service.setEnabled(id, enabled);
        await settle();
        history.connections = connections;
        return { answer, id };
      }

      it('is read, or is not, as the database says', async () => {
        const { answer, id } = await changed(true);
        expect(answer).toMatchObject({ ok: true, value: { id, enabled } });
        expect(portfolio.snapshot().balances).toHaveLength(enabled ? 1 : 0);
      });

      it('is followed later where the database does not say it at once', async () => {
        expect((await changed(false)).answer).toEqual(fails);
        await service.load();
        await service.startAll();
        await settle();
        expect(portfolio.snapshot().balances).toHaveLength(enabled ? 1 : 0);
      });
    },
  );

  it('given the key of another account carries nothing of the old one on', async () => {
    gateway.session.answer = () => read(0, holding('spot', 'BTC', '2'));
    const { id } = await added();
    await settle();
    gateway.session.answer = () => failed('permission');
    await service.replaceCredentials(
      id,
      replacement({ credentials: { apiKey: 'another', secret: 'account' } }),
    );
    await settle();
    expect(portfolio.snapshot().balances).toEqual([]);
    expect(forgotten).toEqual([id]);
  });

  it('given the same key again keeps what was read', async () => {
    gateway.session.answer = () => read(0, holding('spot', 'BTC', '2'));
    const { id } = await added();
    await settle();
    gateway.session.answer = () => failed('network');
    await service.replaceCredentials(id, replacement());
    await settle();
    expect(portfolio.snapshot().balances).toHaveLength(1);
    expect(forgotten).toEqual([]);
  });

  it('made by a newer version is kept as it is, and can only be removed', async () => {
    const newer: Connection = {
      id: 'newer',
      venue: 'venue-of-tomorrow',
      label: 'Tomorrow',
      enabled: true,
      demo: false,
      createdAt: 0,
      secretStorage: 'keychain',
    };
    history.saved.set('newer', newer);
    await service.load();
    for (const result of [
      await service.rename('newer', 'Other'),
      await service.setEnabled('newer', false),
      await service.replaceCredentials('newer', replacement()),
    ])
      expect(result).toMatchObject({ ok: false, failure: { code: 'unsupported' } });
    expect(history.saved.get('newer')).toBe(newer);
    expect(await service.remove('newer')).toMatchObject({ ok: true });
  });

  it('leaves the portfolio while it is disabled and comes back', async () => {
    gateway.session.answer = () => read(0, holding('spot', 'BTC', '2'));
    const { id } = await added();
    await settle();
    await service.setEnabled(id, false);
    expect(portfolio.snapshot().balances).toHaveLength(0);
    await service.setEnabled(id, true);
    await settle();
    expect(portfolio.snapshot().balances).toHaveLength(1);
  });

  it('keeps its identity when renamed', async () => {
    const { id } = await added();
    expect(await service.rename(id, 'Trading')).toMatchObject({
      ok: true,
      value: { id, label: 'Trading' },
    });
    expect(history.saved.get(id)?.label).toBe('Trading');
  });

  it('takes a new key after asking the venue about it', async () => {
    const { id } = await added();
    const credentials = { apiKey: 'new', secret: 'newer' };
    expect(await service.replaceCredentials(id, replacement({ credentials }))).toMatchObject({
      ok: true,
    });
    expect(keychain.secrets.get(id)).toEqual(credentials);
  });
});
