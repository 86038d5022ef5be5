import { beforeEach, describe, expect, it } from 'vitest';
import { DRAFT, openConnectionBench, type ConnectionBench } from '../testing/connection-bench';
import { GOOD_PROBE } from '../testing/fake-adapters';
import { settle } from '../testing/fake-clock';
import { succeed } from '../../../shared/base/failure';
import type { KeyProbe } from '../../../shared/portfolio/venue';

let service: ConnectionBench['service'];
let gateway: ConnectionBench['gateway'];
let history: ConnectionBench['history'];
let keychain: ConnectionBench['keychain'];
let portfolio: ConnectionBench['portfolio'];
let added: ConnectionBench['added'];
beforeEach(async () => {
  ({ service, gateway, history, keychain, portfolio, added } = await openConnectionBench());
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
