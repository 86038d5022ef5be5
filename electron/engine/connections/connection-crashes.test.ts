import { describe, expect, it } from 'vitest';
import type { ConnectionService } from './connection-service';
import { CrashingWorld, FAULTS, type Fault } from '../testing/crashing-world';
import { settle } from '../testing/fake-clock';
import type { NewConnection } from '../../../shared/contract/connections';
import type { Result } from '../../../shared/base/failure';

const DRAFT: NewConnection = {
  venue: 'binance',
  label: 'Main',
  credentials: { apiKey: 'first', secret: 'hush' },
  secretStorage: 'keychain',
  acceptWithdrawalKey: false,
  acceptOldRuntime: false,
};
const { venue: _venue, label: _label, ...KEY } = DRAFT;
const OTHER = { ...KEY, credentials: { apiKey: 'second', secret: 'shh' } };

interface Change {
  readonly name: string;
  /** What is connected before, undisturbed. */
  readonly before?: Partial<NewConnection>;
  readonly change: (service: ConnectionService, id: string) => Promise<Result<unknown>>;
  /** What is in the keychain when it was done, and when it was not. */
  readonly done: readonly string[];
  readonly undone: readonly string[];
}

const REMOVING: Change = {
  name: 'removing',
  before: {},
  change: (service, id) => service.remove(id),
  done: [],
  undone: ['first'],
};

const CHANGES: readonly Change[] = [
  { name: 'adding', change: (service) => service.add(DRAFT), done: ['first'], undone: [] },
  REMOVING,
  {
    name: 'replacing the key',
    before: {},
    change: (service, id) => service.replaceCredentials(id, OTHER),
    done: ['second'],
    undone: ['first'],
  },
  {
    name: 'moving the key out of the keychain',
    before: {},
    change: (service, id) => service.replaceCredentials(id, { ...OTHER, secretStorage: 'session' }),
    done: [],
    undone: ['first'],
  },
  {
    name: 'moving the key into the keychain',
    before: { secretStorage: 'session' },
    change: (service, id) => service.replaceCredentials(id, OTHER),
    done: ['second'],
    undone: [],
  },
];

async function prepared({ before }: Change) {
  const world = new CrashingWorld();
  const session = new Map();
  const service = world.run(session);
  await service.load();
  const added = before === undefined ? undefined : await service.add({ ...DRAFT, ...before });
  await settle();
  const next = world.run(session);
  await next.load();
  await next.startAll();
  await world.cacheNow();
  return { world, service: next, id: added?.ok === true ? added.value.id : '' };
}

/** Runs a change with a fault at one of its steps; answers how many steps there were, and what it said. */
async function disturbed(change: Change, step: number, fault: Fault) {
  const { world, service, id } = await prepared(change);
  world.plan(step, fault);
  let said: Result<unknown> | undefined;
  void change.change(service, id).then((result) => {
    said = result;
  });
  await settle();
  await settle();
  await world.cacheNow();
  return { world, said, steps: world.steps };
}

async function restarted(world: CrashingWorld): Promise<ConnectionService> {
  const service = world.run();
  await service.load();
  await settle();
  return service;
}

const keysIn = (world: CrashingWorld): (string | undefined)[] =>
  [...world.keychain.values()].map(({ apiKey }) => apiKey);

describe.each(CHANGES)('$name a connection', (change) => {
  it('does what it says when nothing goes wrong', async () => {
    const { world, said } = await disturbed(change, Infinity, 'fails');
    expect(said).toMatchObject({ ok: true });
    expect(world.faults()).toEqual([]);
    expect(keysIn(world)).toEqual(change.done);
    expect(world.cacheFaults()).toEqual([]);
  });

  it.each(FAULTS)(
    'that %s at any step never leaves another account’s money cached',
    async (fault) => {
      const { world: before } = await prepared(change);
      expect(Object.values(before.cached?.portfolio.balances ?? {})).toHaveLength(
        change.before === undefined ? 0 : 1,
      );
      const { steps } = await disturbed(change, Infinity, fault);
      for (let step = 1; step <= steps; step += 1) {
        const { world } = await disturbed(change, step, fault);
        expect(world.cacheFaults(), `step ${step}`).toEqual([]);
      }
    },
  );

  it.each(FAULTS)('that %s at any step leaves no key lost and none over', async (fault) => {
    const { steps } = await disturbed(change, Infinity, fault);
    expect(steps).toBeGreaterThan(2);
    for (let step = 1; step <= steps; step += 1) {
      const { world, said } = await disturbed(change, step, fault);
      expect(world.died, `step ${step}`).toBe(fault.startsWith('dies'));
      await restarted(world);
      expect(world.faults(), `step ${step}`).toEqual([]);
      expect([change.done, change.undone], `step ${step}`).toContainEqual(keysIn(world));
      if (said?.ok === true) expect(keysIn(world), `step ${step}`).toEqual(change.done);
    }
  });

  it('that dies, and dies again while that is put right, is put right at last', async () => {
    const { steps } = await disturbed(change, Infinity, 'dies after');
    for (let step = 1; step <= steps; step += 1)
      for (let again = 1; again <= 6; again += 1) {
        const { world } = await disturbed(change, step, 'dies after');
        const service = world.run();
        world.plan(again, 'dies after');
        void service.load();
        await settle();
        await restarted(world);
        expect(world.faults(), `steps ${step} and ${again}`).toEqual([]);
      }
  });

  it('that goes on when the keychain locks at any step is put right once it is unlocked', async () => {
    const { steps } = await disturbed(change, Infinity, 'fails');
    for (let step = 1; step <= steps; step += 1) {
      const { world, service, id } = await prepared(change);
      const plain = world.step.bind(world);
      let count = 0;
      world.step = (code, effect) => {
        count += 1;
        if (count === step) world.locked = true;
        return plain(code, effect);
      };
      await change.change(service, id);
      world.locked = false;
      await service.sweep();
      expect(world.faults(), `step ${step}`).toEqual([]);
      expect([change.done, change.undone]).toContainEqual(keysIn(world));
    }
  });
});

describe('a connection that is removed while the keychain is locked', () => {
  it('is gone, says that its key is not, and forgets that as soon as it can, also in a later run', async () => {
    const { world, service, id } = await prepared(REMOVING);
    world.locked = true;
    expect(await service.remove(id)).toMatchObject({
      ok: true,
      value: { secretLeft: { code: 'keychain-locked' } },
    });
    expect(service.list()).toEqual([]);
    expect(service.keysToDelete).toBe(1);
    const next = await restarted(world);
    expect([next.keysToDelete, keysIn(world)]).toEqual([1, ['first']]);
    world.locked = false;
    expect(await next.sweep()).toMatchObject({ ok: true });
    expect([next.keysToDelete, keysIn(world)]).toEqual([0, []]);
    expect(world.faults()).toEqual([]);
  });
});

describe('a key of another account', () => {
  it('is never added beside one that a locked keychain does not show', async () => {
    const { world, service } = await prepared(REMOVING);
    world.locked = true;
    expect(await service.add({ ...DRAFT, label: 'Again' })).toMatchObject({
      ok: false,
      failure: { code: 'keychain-locked' },
    });
  });
});
