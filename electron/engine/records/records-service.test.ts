import { beforeEach, describe, expect, it } from 'vitest';
import { RecordsService } from './records-service';
import { FakeHistory } from '../testing/fake-adapters';
import { sampleRecord, sampleTicket } from '../testing/sample-records';
import { failure } from '../../../shared/base/failure';
import {
  NO_RECORDS,
  RECORD_DOMAIN_NAMES,
  RECORD_DOMAINS,
  type RecordDomain,
} from '../../../shared/records/record-domains';
import {
  patchRecords,
  type RecordsPatch,
  type RecordsView,
} from '../../../shared/records/records-view';
import type { StoredRecord } from '../../../shared/records/stored-record';

let history: FakeHistory;
let records: RecordsService;
beforeEach(() => {
  history = new FakeHistory();
  records = new RecordsService(history);
});

const store = (row: StoredRecord): void => {
  history.rows.set(`${row.domain} ${row.id}`, row);
};
const rowOf = (domain: RecordDomain, name: string): StoredRecord => {
  const body = sampleRecord(domain, name);
  return { domain, id: RECORD_DOMAINS[domain].idOf(body), body };
};
const write = (domain: RecordDomain, body: object) =>
  records.change(domain, () => [{ domain, body }]);
const remove = (domain: RecordDomain, gone: string) =>
  records.change(domain, () => [{ domain, gone }]);

/** Ways in which a newer version may have written a row. */
const newerRows = (domain: RecordDomain): readonly StoredRecord[] => {
  const { id, body } = rowOf(domain, '1');
  return [
    { domain, id, body: { ...Object(body), sinceTheNextVersion: true } },
    { domain, id, body: [body] },
    { domain, id, body: 'text' },
    { domain, id, body: Object.fromEntries(Object.keys(Object(body)).map((key) => [key, 7])) },
  ];
};

describe.each(RECORD_DOMAIN_NAMES)('%s', (domain) => {
  it('keeps a row that a newer version wrote, says so, and refuses to change it', async () => {
    for (const newer of newerRows(domain)) {
      history.rows.clear();
      store(newer);
      await records.load();
      expect(records.current).toEqual(NO_RECORDS);
      expect(records.view().kept).toMatchObject([{ domain, id: newer.id }]);
      for (const change of [write(domain, sampleRecord(domain, '1')), remove(domain, newer.id)])
        expect(await change).toMatchObject({
          ok: false,
          failure: { code: 'refused', hint: expect.stringContaining('Update Portolan') },
        });
      expect(await write(domain, sampleRecord(domain, '2'))).toMatchObject({ ok: true });
      expect([...history.rows.values()]).toEqual([newer, rowOf(domain, '2')]);
    }
  });

  it('stores, changes and takes away one row, and leaves the others', async () => {
    store(rowOf(domain, '1'));
    store(rowOf(domain, '2'));
    await records.load();
    expect(await write(domain, sampleRecord(domain, '3'))).toMatchObject({ ok: true });
    expect(records.current[domain]).toEqual(
      ['1', '2', '3'].map((name) => sampleRecord(domain, name)),
    );
    await remove(domain, rowOf(domain, '2').id);
    expect(records.current[domain]).toEqual(['1', '3'].map((name) => sampleRecord(domain, name)));
    expect(history.changes.map((changes) => changes.map(({ id }) => id))).toEqual([
      [rowOf(domain, '3').id],
      [rowOf(domain, '2').id],
    ]);
  });

  it('is not known and not changed while the database has not answered', async () => {
    store(rowOf(domain, '1'));
    history.notOpen = failure('storage', 'Another program has the folder.');
    const cached = { ...NO_RECORDS, [domain]: [sampleRecord(domain, '9')] };
    records = new RecordsService(history, cached);
    expect(await records.load()).toMatchObject({ ok: false });
    expect(records.view()).toMatchObject({ state: 'unknown', records: cached });
    expect(await write(domain, sampleRecord(domain, '2'))).toMatchObject({
      ok: false,
      failure: { code: 'storage', hint: expect.stringContaining('Another program') },
    });
    expect(history.changes).toEqual([]);
    history.notOpen = undefined;
    expect(await records.load()).toMatchObject({ ok: true });
    expect(records.view()).toMatchObject({ state: 'known' });
    expect(records.current).toEqual({ ...NO_RECORDS, [domain]: [sampleRecord(domain, '1')] });
  });

  it('counts only what was stored', async () => {
    await records.load();
    history.refuse = true;
    expect(await write(domain, sampleRecord(domain, '1'))).toMatchObject({ ok: false });
    expect(records.current).toEqual(NO_RECORDS);
  });
});

describe.each(RECORD_DOMAIN_NAMES)('a write of %s that failed though it was done', (domain) => {
  const row = rowOf(domain, '1');
  const fails = failure('storage', "The history's process ended.");

  /** The entry is in the journal when the process ends; then nothing is answered until it is back. */
  function endsBeforeTheAnswer(staysDown: boolean): void {
    const change = history.changeRecords;
    history.changeRecords = async (...entry) => {
      await change(...entry);
      history.changeRecords = change;
      if (staysDown) history.notOpen = fails;
      return { ok: false, failure: fails };
    };
  }

  it('is taken for done when the database says so', async () => {
    await records.load();
    endsBeforeTheAnswer(false);
    expect(await write(domain, row.body as object)).toMatchObject({ ok: true });
    expect(records.current[domain]).toEqual([row.body]);
    endsBeforeTheAnswer(false);
    expect(await remove(domain, row.id)).toMatchObject({ ok: true });
    expect(records.current).toEqual(NO_RECORDS);
  });

  it('leaves unknown what is stored, and changes refused, until the database says it', async () => {
    await records.load();
    const told: RecordsPatch[] = [];
    records.onChange((patch) => told.push(patch));
    endsBeforeTheAnswer(true);
    expect(await write(domain, row.body as object)).toEqual({ ok: false, failure: fails });
    expect(told).toMatchObject([{ kind: 'all', view: { state: 'unknown' } }]);
    expect(await remove(domain, row.id)).toMatchObject({ ok: false });
    history.notOpen = undefined;
    await records.load();
    expect(records.view()).toMatchObject({ state: 'known', records: { [domain]: [row.body] } });
    expect(history.changes).toHaveLength(1);
  });
});

describe('what the user made', () => {
  it('is kept also where the whole kind of row is unknown', async () => {
    const newer = { domain: 'cost-basis', id: 'BTC', body: { usd: '1' } };
    store(newer);
    await records.load();
    expect(records.view().kept).toMatchObject([{ domain: 'cost-basis', id: 'BTC' }]);
    await write('venue-cap', sampleRecord('venue-cap', '1'));
    expect(history.rows.get('cost-basis BTC')).toEqual(newer);
  });

  it('is not taken for understood under an id that is not its own', async () => {
    store({ ...rowOf('venue-cap', '1'), id: 'elsewhere' });
    await records.load();
    expect(records.view().kept).toMatchObject([{ domain: 'venue-cap', id: 'elsewhere' }]);
  });

  it('writes nothing where nothing changes', async () => {
    store(rowOf('target-set', '1'));
    await records.load();
    expect(await write('target-set', sampleRecord('target-set', '1'))).toMatchObject({ ok: true });
    await remove('target-set', 'not there');
    expect(history.changes).toEqual([]);
  });

  it('refuses texts that no database takes, and one row more than there may be', async () => {
    await records.load();
    const ticket = sampleTicket('asset:BTC');
    for (const name of ['a\0b', 'half \ud83d'])
      expect(
        await write('rebalance-ticket', { ...ticket, suggestion: { ...ticket.suggestion, name } }),
      ).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    const { most } = RECORD_DOMAINS['custom-chain'];
    for (let one = 0; one < most; one += 1)
      await write('custom-chain', sampleRecord('custom-chain', one.toString(36)));
    expect(await write('custom-chain', sampleRecord('custom-chain', 'zz'))).toMatchObject({
      ok: false,
      failure: { message: `There can be at most ${most} chains of your own.` },
    });
  });

  it('reaches the page row by row, with nothing lost and nothing sent twice', async () => {
    store(rowOf('token-decision', '1'));
    let page: RecordsView | undefined = records.view();
    const patches: RecordsPatch[] = [];
    records.onChange((patch) => {
      patches.push(patch);
      page = page === undefined ? undefined : patchRecords(page, patch);
    });
    await records.load();
    await write('token-decision', sampleRecord('token-decision', '2'));
    await remove('token-decision', rowOf('token-decision', '1').id);
    expect(page).toEqual(records.view());
    expect(
      patches.slice(1).map((patch) => (patch.kind === 'rows' ? patch.rows.length : -1)),
    ).toEqual([1, 1]);
    const [all, first, second] = patches;
    if (all === undefined || first === undefined || second === undefined)
      throw new Error('there are three patches');
    const start = new RecordsService(history).view();
    expect(patchRecords(start, second)).toBeUndefined();
    expect(patchRecords(records.view(), first)).toBe(records.view());
  });
});

describe('a row about a code that is called otherwise now', () => {
  const old = { asset: 'KRW@upbit', usd: '0.0007' };
  const domain = 'price-override' as const;
  beforeEach(() => store({ domain, id: old.asset, body: old }));

  it('stays in force: it is stored under the present name, once', async () => {
    await records.load();
    expect(records.current[domain]).toEqual([{ asset: 'KRW', usd: '0.0007' }]);
    expect([...history.rows.values()]).toEqual([
      { domain, id: 'KRW', body: { asset: 'KRW', usd: '0.0007' } },
    ]);
    expect(history.changes).toHaveLength(1);
    await records.load();
    expect(history.changes).toHaveLength(1);
    expect(await remove(domain, 'KRW')).toMatchObject({ ok: true });
    expect(records.current[domain]).toEqual([]);
  });

  it('stays as it is while that cannot be stored', async () => {
    history.refuse = true;
    expect(await records.load()).toMatchObject({ ok: true });
    expect([records.known, records.current[domain]]).toEqual([true, [old]]);
    history.refuse = false;
    await records.load();
    expect(records.current[domain]).toEqual([{ asset: 'KRW', usd: '0.0007' }]);
  });

  it('leaves a row alone that a newer version wrote under the present name', async () => {
    store({ domain, id: 'KRW', body: { asset: 'KRW', usd: '1', next: true } });
    await records.load();
    expect(records.current[domain]).toEqual([old]);
    expect(records.view().kept).toHaveLength(1);
  });
});
