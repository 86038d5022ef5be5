import { expect, test } from 'vitest';
import { RecordsService } from './records-service';
import { SettingsService } from '../settings/settings-service';
import { FakeHistory } from '../testing/fake-adapters';
import { FakeClock } from '../testing/fake-clock';
import { sampleRecord, sampleTicket } from '../testing/sample-records';
import { UserRecords } from './user-records';
import { inRound, randomOf, rounds } from '../../testing/rounds';
import { emptyTargetSet } from '../../../shared/rebalancing/targets';
import { RECORD_DOMAIN_NAMES, RECORD_DOMAINS } from '../../../shared/records/record-domains';
import { SETTING_KEYS } from '../../../shared/settings/settings';

const NAME = 'rows of a newer version';
const CHANGES = 40;
const NAMES = ['1', '2', '3'];

/** Rows and keys of a newer version, under ids that this version's changes aim at. */
function sow(history: FakeHistory, random: () => number): ReadonlyMap<string, string> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const foreign = new Map<string, string>();
  for (const domain of [...RECORD_DOMAIN_NAMES, 'cost-basis'])
    for (const name of NAMES) {
      if (random() < 0.5) continue;
      const known = RECORD_DOMAIN_NAMES.find((one) => one === domain);
      const body = known === undefined ? {} : sampleRecord(known, name);
      const id = known === undefined ? name : RECORD_DOMAINS[known].idOf(body);
      const newer: unknown = pick([
        { ...body, next: random() },
        [body],
        random(),
        { [String(random())]: body },
      ]);
      history.rows.set(`${domain} ${id}`, { domain, id, body: newer });
      foreign.set(`${domain} ${id}`, JSON.stringify(newer));
    }
  const key = pick(SETTING_KEYS);
  history.stored = { [key]: { next: random() }, [`next${random()}`]: random() };
  return foreign;
}

/** One thing that the user may do, whatever comes of it. */
async function act(user: UserRecords, random: () => number): Promise<unknown> {
  const name = NAMES[Math.floor(random() * NAMES.length)] ?? '1';
  const some = NAMES.filter(() => random() < 0.5);
  const sure = random() < 0.5;
  const acts: readonly (() => unknown)[] = [
    () => user.setVenueCap(`venue${name}`, sure ? '30' : undefined),
    () => user.decideToken(`eip155:1/erc20:0x${name}`, sure ? 'accepted' : 'undecided'),
    () => user.addToken('ethereum', `0x${name}`, `eip155:1/erc20:0x${name}`),
    () => user.removeToken('ethereum', `0X${name}`),
    () => user.setAssetOverride('mexc', name, sure ? 'ETH' : undefined),
    () => user.setPriceOverride({ asset: `${name}@okx`, usd: '2' }),
    () => user.removePriceOverride(`${name}@okx`),
    () => user.setChainEndpoints(`chain${name}`, sure ? ['https://other.example'] : []),
    () => user.removeCustomChain(`evm${1000 + Number(name)}`),
    () =>
      user.setManualHoldings(
        'bank',
        some.map((one) => ({ code: 'EUR', amount: one })),
      ),
    () => user.saveTargetSet({ ...emptyTargetSet(`set-${name}`, 'Other') }),
    () => user.removeTargetSet(`set-${name}`),
    () => user.keepTicket({ ...sampleTicket(`asset:${name}`), openedAt: 7 }),
    () => user.forgetTickets(some.map((one) => `asset:${one}`).concat('asset:none')),
    () =>
      user.rememberDrift(
        some.map((one) => ({ targetSet: 'set-1', classId: `asset:${one}`, outside: sure })),
      ),
  ];
  return acts[Math.floor(random() * acts.length)]?.();
}

test('no sequence of changes touches a row or a preference of a newer version', async () => {
  let changed = 0;
  for (let round = 0; round < rounds(40, 2_000); round += 1)
    await inRound(NAME, round, async () => {
      const random = randomOf(NAME, round);
      const history = new FakeHistory();
      const foreign = sow(history, random);
      const stored = { ...history.stored };
      const records = new RecordsService(history);
      const settings = new SettingsService(history);
      const user = new UserRecords({ records, settings, clock: new FakeClock() });
      await Promise.all([records.load(), settings.load()]);
      for (let change = 0; change < CHANGES; change += 1) await act(user, random);
      await settings.update({ privacy: random() < 0.5 });
      for (const [key, body] of foreign)
        expect(JSON.stringify(history.rows.get(key)?.body)).toBe(body);
      for (const [key, value] of Object.entries(stored))
        if (key !== 'activeTargetSet' && key !== 'privacy')
          expect(history.stored[key]).toEqual(value);
      changed += history.changes.length;
    });
  expect(changed).toBeGreaterThan(0);
});
