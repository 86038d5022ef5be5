import { AssetIdentity } from './asset-identity';
import { beforeEach, describe, expect, it } from 'vitest';
import { Collector } from './collector';
import { ConnectionService } from './connection-service';
import { LivePortfolio } from './live-portfolio';
import { PriceFeed } from './price-feed';
import {
  FakeEntriesInDoubt,
  FakeGateway,
  FakeHistory,
  FakeSecrets,
  GOOD_PROBE,
  failed,
  holding,
  read,
  silentLog,
} from './testing/fake-adapters';
import { FakeClock, settle } from './testing/fake-clock';
import type { NewConnection } from '../../shared/ipc/contract';
import type { VenueAddress } from './ports/exchanges';
import { fail, succeed, type Result } from '../../shared/portfolio/failure';
import type { Connection, KeyProbe } from '../../shared/portfolio/venue';

const DRAFT: NewConnection = {
  venue: 'binance',
  label: 'Main',
  credentials: { apiKey: 'key', secret: 'hush' },
  secretStorage: 'keychain',
  acceptWithdrawalKey: false,
  acceptOldRuntime: false,
};

let gateway: FakeGateway;
let history: FakeHistory;
let keychain: FakeSecrets;
let session: FakeSecrets;
let inDoubt: FakeEntriesInDoubt;
let forgotten: string[];
let portfolio: LivePortfolio;

function create(oldRuntime = false): ConnectionService {
  const clock = new FakeClock();
  gateway = new FakeGateway();
  history = new FakeHistory();
  keychain = new FakeSecrets();
  session = new FakeSecrets();
  inDoubt = new FakeEntriesInDoubt();
  forgotten = [];
  portfolio = new LivePortfolio(clock.now, silentLog);
  const onStatus = (): void => undefined;
  const prices = new PriceFeed({
    identity: new AssetIdentity(),
    onJump: () => undefined,
    gateway,
    portfolio,
    clock,
    log: silentLog,
    onStatus,
    references: () => [],
  });
  const collector = new Collector({
    crossCheck: () => undefined,
    gateway,
    secretsOf: (connection) => service.secretsOf(connection),
    addressOf,
    portfolio,
    clock,
    random: () => 0,
    log: silentLog,
    onStatus,
    onDifference: () => undefined,
    onEntered: () => prices.priceNow(),
  });
  let count = 0;
  const service: ConnectionService = new ConnectionService(
    {
      history,
      keychain,
      session,
      gateway,
      collector,
      prices,
      portfolio,
      addressOf,
      clock,
      newId: () => `id-${(count += 1)}`,
      oldRuntime,
      onChanged: () => undefined,
      inDoubt,
      forgetCached: async (id) => void forgotten.push(id),
    },
    [],
  );
  return service;
}

/** As in the app while the simulated venues do not run. */
function addressOf({ venue, demo }: Pick<Connection, 'venue' | 'demo'>): Result<VenueAddress> {
  return demo ? fail('venue-unavailable', 'Not running.') : succeed({ venue });
}

let service: ConnectionService;
beforeEach(async () => {
  service = create();
  await service.load();
});

/** Adds the draft and answers the connection. */
async function added(change: Partial<NewConnection> = {}): Promise<Connection> {
  const result = await service.add({ ...DRAFT, ...change });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

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
    service = create(true);
    await service.load();
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
    await service.addDemo('binance', 'Demo', { apiKey: 'd', secret: 'd' }, 'session');
    expect(await service.add(DRAFT)).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input' },
    });
  });
});

describe('changes that overlap', () => {
  it('do not bring back a connection that was removed while its key was tested', async () => {
    const { id } = await added();
    let probed: (probe: KeyProbe) => void = () => undefined;
    gateway.session.probe = () =>
      new Promise((resolve) => {
        probed = (probe) => resolve(succeed(probe));
      });
    const testing = service.testStored(id);
    await settle();
    await service.remove(id);
    probed(GOOD_PROBE);
    await testing;
    expect([service.list().length, history.saved.size, keychain.secrets.size]).toEqual([0, 0, 0]);
  });

  it('do not enable what was disabled while its key was tested', async () => {
    const { id } = await added();
    let probed: (probe: KeyProbe) => void = () => undefined;
    gateway.session.probe = () =>
      new Promise((resolve) => {
        probed = (probe) => resolve(succeed(probe));
      });
    const testing = service.testStored(id);
    await settle();
    await service.setEnabled(id, false);
    probed(GOOD_PROBE);
    await testing;
    expect(history.saved.get(id)).toMatchObject({ enabled: false, probe: GOOD_PROBE });
  });

  it('do not add one key twice', async () => {
    const both = await Promise.all([service.add(DRAFT), service.add(DRAFT)]);
    expect(both.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it('do not open a connection that was disabled while the keychain was asked', async () => {
    const { id } = await added();
    await service.setEnabled(id, false);
    gateway.opened.length = 0;
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const readNow = keychain.read;
    keychain.read = async (one) => {
      await asked;
      return readNow(one);
    };
    await service.setEnabled(id, true);
    await service.setEnabled(id, false);
    answer();
    await settle();
    expect(gateway.opened).toEqual([]);
    expect(portfolio.connectionIds().size).toBe(0);
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
    const { venue: _venue, label: _label, ...draft } = DRAFT;
    const replaced = await service.replaceCredentials(id, {
      ...draft,
      credentials: { apiKey: 'new', secret: 'newer' },
    });
    expect(replaced).toMatchObject({ ok: false, failure: { code: 'keychain-unavailable' } });
    expect(session.secrets.get(id)).toEqual({ apiKey: 'key', secret: 'hush' });
  });
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

describe('a connection of the demo', () => {
  it('never leads to the real venue while the simulated ones do not run', async () => {
    await service.addDemo('binance', 'Demo', { apiKey: 'd', secret: 'd' }, 'session');
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

  it('keeps its secret when the database does not remove it', async () => {
    const { id } = await added();
    history.removeConnection = async () => fail('storage', 'The disk is full.');
    expect(await service.remove(id)).toMatchObject({ ok: false, failure: { code: 'storage' } });
    expect([keychain.secrets.has(id), service.list().length]).toEqual([true, 1]);
  });

  it('given the key of another account carries nothing of the old one on', async () => {
    gateway.session.answer = () => read(0, holding('spot', 'BTC', '2'));
    const { id } = await added();
    await settle();
    gateway.session.answer = () => failed('permission');
    const { venue: _venue, label: _label, ...draft } = DRAFT;
    await service.replaceCredentials(id, {
      ...draft,
      credentials: { apiKey: 'another', secret: 'account' },
    });
    await settle();
    expect(portfolio.snapshot().balances).toEqual([]);
    expect(forgotten).toEqual([id]);
  });

  it('given the same key again keeps what was read', async () => {
    gateway.session.answer = () => read(0, holding('spot', 'BTC', '2'));
    const { id } = await added();
    await settle();
    gateway.session.answer = () => failed('network');
    const { venue: _venue, label: _label, ...draft } = DRAFT;
    await service.replaceCredentials(id, draft);
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
    const { venue: _venue, label: _label, ...draft } = DRAFT;
    for (const result of [
      await service.rename('newer', 'Other'),
      await service.setEnabled('newer', false),
      await service.replaceCredentials('newer', draft),
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
    const { venue: _venue, label: _label, ...draft } = DRAFT;
    const credentials = { apiKey: 'new', secret: 'newer' };
    expect(await service.replaceCredentials(id, { ...draft, credentials })).toMatchObject({
      ok: true,
    });
    expect(keychain.secrets.get(id)).toEqual(credentials);
  });
});

describe('while the database has not told what is connected', () => {
  const CLOSED = fail('storage', 'The database could not be opened.');

  it('nothing is changed, and nothing is taken for empty', async () => {
    const { id } = await added();
    const stored = history.connections;
    history.connections = async () => CLOSED;
    const { venue: _venue, label: _label, ...draft } = DRAFT;
    await service.load();
    expect(service.listStatus).toMatchObject({ state: 'unknown', failure: { code: 'storage' } });
    expect(service.list()).toHaveLength(1);
    for (const result of [
      await service.add({ ...DRAFT, credentials: { apiKey: 'other', secret: 's' } }),
      await service.addDemo('binance', 'Demo', { apiKey: 'd', secret: 'd' }, 'session'),
      await service.rename(id, 'Other'),
      await service.setEnabled(id, false),
      await service.replaceCredentials(id, draft),
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
    const opening = create();
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
