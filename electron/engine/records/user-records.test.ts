import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RecordsService } from './records-service';
import { SettingsService } from '../settings/settings-service';
import { FakeHistory } from '../testing/fake-adapters';
import { FakeClock } from '../testing/fake-clock';
import { sampleTicket } from '../testing/sample-records';
import { UserRecords } from './user-records';
import { failure } from '../../../shared/base/failure';
import { emptyTargetSet } from '../../../shared/rebalancing/targets';

let history: FakeHistory;
let records: RecordsService;
let settings: SettingsService;
let user: UserRecords;
let clock: FakeClock;
beforeEach(async () => {
  history = new FakeHistory();
  records = new RecordsService(history);
  settings = new SettingsService(history);
  clock = new FakeClock();
  user = new UserRecords({ records, settings, clock });
  await Promise.all([records.load(), settings.load()]);
});

const EUR = { code: 'EUR', amount: '10' };
const BTC = { code: 'BTC', amount: '1' };
const USD = { code: 'USD', amount: '5', note: 'cash' };
const entered = (id: string) =>
  user.manualHoldings(id)?.map(({ code, amount }) => `${code} ${amount}`);
const touched = () => history.changes.at(-1)?.map(({ body }) => (body === null ? 'gone' : 'set'));

describe('a new row', () => {
  it('never takes the id of another, whatever numbers newer rows have', async () => {
    const most = 999_999_999_999_999;
    for (const number of [most, most + 1])
      history.rows.set(`manual-holding bank:${number}`, {
        domain: 'manual-holding',
        id: `bank:${number}`,
        body: { ofTheNextVersion: true },
      });
    await records.load();
    const wanted = [EUR, BTC, USD];
    for (let count = 1; count <= wanted.length; count += 1) {
      await user.setManualHoldings('bank', wanted.slice(0, count));
      expect(entered('bank')).toHaveLength(count);
      expect(history.rows.size).toBe(2 + count);
    }
  });
});

describe('a balance that was stored though the database did not answer', () => {
  it.each(['at once', 'later'])('is not stored again when it is saved again, %s', async (back) => {
    const change = history.changeRecords;
    const fails = failure('storage', "The history's process ended.");
    history.changeRecords = async (...entry) => {
      await change(...entry);
      history.changeRecords = change;
      if (back === 'later') history.notOpen = fails;
      return { ok: false, failure: fails };
    };
    await user.setManualHoldings('bank', [EUR]);
    await clock.advance(1_000);
    await user.setManualHoldings('bank', [EUR]);
    history.notOpen = undefined;
    await records.load();
    expect(entered('bank')).toEqual(['EUR 10']);
    expect([...history.rows.values()]).toHaveLength(1);
  });
});

describe('what the user does with what the user made', () => {
  it('keeps one ticket per id, and forgets those that are named', async () => {
    await user.keepTicket(sampleTicket('asset:BTC'));
    await user.keepTicket(sampleTicket('asset:ETH'));
    await user.keepTicket({ ...sampleTicket('asset:BTC'), openedAt: 9 });
    expect(records.current['rebalance-ticket'].map(({ id, openedAt }) => [id, openedAt])).toEqual([
      ['asset:BTC', 9],
      ['asset:ETH', 1],
    ]);
    await user.forgetTickets(['asset:BTC', 'asset:SOL']);
    expect(records.current['rebalance-ticket'].map(({ id }) => id)).toEqual(['asset:ETH']);
  });

  it('holds one price per asset, and loses none where changes overlap', async () => {
    await Promise.all([
      user.setPriceOverride({ asset: 'GEM@okx', usd: '1' }),
      user.setPriceOverride({ asset: 'TOY@okx', usd: '2' }),
      user.setPriceOverride({ asset: 'GEM@okx', usd: '2.5' }),
    ]);
    expect(records.current['price-override']).toEqual([
      { asset: 'GEM@okx', usd: '2.5' },
      { asset: 'TOY@okx', usd: '2' },
    ]);
    await user.removePriceOverride('GEM@okx');
    expect(records.current['price-override']).toEqual([{ asset: 'TOY@okx', usd: '2' }]);
  });

  it('holds one word per code, token and venue, and takes it back', async () => {
    await user.setAssetOverride('mexc', 'GEM', 'GEM@kraken');
    await user.setAssetOverride('mexc', 'GEM', 'GEM@okx');
    expect(records.current['asset-override']).toEqual([
      { venue: 'mexc', code: 'GEM', asset: 'GEM@okx' },
    ]);
    await user.setAssetOverride('mexc', 'GEM', undefined);
    expect(records.current['asset-override']).toEqual([]);
    expect(await user.setAssetOverride('mexc', 'GEM', 'gem')).toMatchObject({ ok: false });
    await user.decideToken('eip155:1/erc20:0x1', 'accepted');
    await user.decideToken('eip155:1/erc20:0x1', 'spam');
    expect(records.current['token-decision']).toEqual([
      { asset: 'eip155:1/erc20:0x1', decision: 'spam' },
    ]);
    await user.decideToken('eip155:1/erc20:0x1', 'undecided');
    expect(records.current['token-decision']).toEqual([]);
    await user.setVenueCap('binance', '40');
    await user.setVenueCap('binance', '35.5');
    expect(records.current['venue-cap']).toEqual([{ venue: 'binance', percent: '35.5' }]);
    expect(await user.setVenueCap('binance', '101')).toMatchObject({ ok: false });
    await user.setVenueCap('binance', undefined);
    expect(records.current['venue-cap']).toEqual([]);
  });

  it('adds a token and vouches for it in one change, or not at all', async () => {
    history.rows.set('token-decision id', {
      domain: 'token-decision',
      id: 'eip155:1/erc20:0xa',
      body: { asset: 'eip155:1/erc20:0xa', decision: 'maybe' },
    });
    await records.load();
    expect(await user.addToken('ethereum', '0xA', 'eip155:1/erc20:0xa')).toMatchObject({
      ok: false,
      failure: { code: 'refused' },
    });
    expect(history.changes).toEqual([]);
    expect(await user.addToken('ethereum', '0xB', 'eip155:1/erc20:0xb')).toMatchObject({
      ok: true,
    });
    expect(history.changes).toHaveLength(1);
  });

  it('makes a saved set the active one, and drops what was noted of a removed one with it', async () => {
    await user.saveTargetSet(emptyTargetSet('one', 'One'));
    await user.saveTargetSet(emptyTargetSet('two', 'Two'));
    await user.rememberDrift([
      { targetSet: 'one', classId: 'a', outside: true },
      { targetSet: 'two', classId: 'a', outside: false },
    ]);
    expect(settings.current.activeTargetSet).toBe('two');
    await user.removeTargetSet('two');
    expect(touched()).toEqual(['gone', 'gone']);
    expect(settings.current.activeTargetSet).toBe('one');
    expect(records.current['drift-alert']).toEqual([
      { targetSet: 'one', classId: 'a', outside: true },
    ]);
    expect(await user.selectTargetSet('two')).toMatchObject({ ok: false });
  });
});

describe('a set of targets and that it is the active one', () => {
  it('are one entry of the journal: both are stored, or neither', async () => {
    const saveSetting = vi.spyOn(history, 'saveSetting');
    const changeRecords = vi.spyOn(history, 'changeRecords');
    await user.saveTargetSet(emptyTargetSet('one', 'One'));
    await user.saveTargetSet(emptyTargetSet('two', 'Two'));
    expect(changeRecords.mock.calls.map(([, chosen]) => chosen)).toEqual([
      { activeTargetSet: 'one' },
      { activeTargetSet: 'two' },
    ]);
    await user.saveTargetSet({ ...emptyTargetSet('two', 'Other') });
    await user.removeTargetSet('two');
    expect(changeRecords.mock.calls.slice(2).map(([, chosen]) => chosen)).toEqual([
      undefined,
      { activeTargetSet: 'one' },
    ]);
    expect(saveSetting).not.toHaveBeenCalled();
    expect(history.stored).toEqual({ activeTargetSet: 'one' });

    history.refuse = true;
    expect(await user.saveTargetSet(emptyTargetSet('three', 'Three'))).toMatchObject({ ok: false });
    expect(await user.removeTargetSet('one')).toMatchObject({ ok: false });
    expect(settings.current.activeTargetSet).toBe('one');
    expect(records.current['target-set'].map(({ id }) => id)).toEqual(['one']);
  });

  it('leave the choice alone that a newer version stored, while another set is removed', async () => {
    await user.saveTargetSet(emptyTargetSet('one', 'One'));
    const newer = { activeTargetSet: { byScope: 'one' } };
    history.stored = newer;
    await settings.load();
    expect(await user.removeTargetSet('one')).toMatchObject({ ok: true });
    expect(history.stored).toEqual(newer);
  });
});

describe('what is in a manual account', () => {
  it('is kept apart from other accounts', async () => {
    await user.setManualHoldings('bank', [EUR]);
    await user.setManualHoldings('desk', [BTC]);
    expect(entered('bank')).toEqual(['EUR 10']);
    await user.setManualHoldings('bank', []);
    expect(entered('bank')).toEqual([]);
    expect(entered('desk')).toEqual(['BTC 1']);
  });

  it('touches only the entries that change', async () => {
    await user.setManualHoldings('bank', [EUR, BTC, USD]);
    await user.setManualHoldings('bank', [EUR, { ...BTC, amount: '2' }, USD]);
    expect(touched()).toEqual(['set']);
    await user.setManualHoldings('bank', [{ ...BTC, amount: '2' }, USD]);
    expect(touched()).toEqual(['gone']);
    await user.setManualHoldings('bank', [{ ...BTC, amount: '2' }, USD, EUR]);
    expect(touched()).toEqual(['set']);
    expect(entered('bank')).toEqual(['BTC 2', 'USD 5', 'EUR 10']);
  });

  it('refuses an amount that is none, and keeps what was there', async () => {
    await user.setManualHoldings('bank', [EUR]);
    for (const amount of ['1,5', '1e5', 'many', `0.${'1'.repeat(50)}`])
      expect(await user.setManualHoldings('bank', [{ code: 'EUR', amount }])).toMatchObject({
        ok: false,
      });
    expect(entered('bank')).toEqual(['EUR 10']);
  });

  it('never takes the place of what a newer version entered', async () => {
    const newer = {
      domain: 'manual-holding',
      id: `bank:${10 ** 14}`,
      body: { id: `bank:${10 ** 14}`, connectionId: 'bank', ...EUR, maturity: '2031-01-01' },
    };
    history.rows.set('newer', newer);
    await records.load();
    await user.setManualHoldings('bank', [BTC]);
    await user.setManualHoldings('bank', [USD, BTC]);
    await user.setManualHoldings('bank', []);
    expect([...history.rows.values()]).toEqual([newer]);
    expect(history.changes.flat().some(({ id }) => id === newer.id)).toBe(false);
  });

  it('is unknown, not empty, while the database has not answered', () => {
    const fresh = new RecordsService(history);
    const waiting = new UserRecords({ records: fresh, settings, clock: new FakeClock() });
    expect(waiting.manualHoldings('bank')).toBeUndefined();
  });
});
